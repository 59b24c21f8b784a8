"""`wegwijs talk --batch`: conversations through the whole stack, in the form of the contract."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from connectors.cli import app
from connectors.stack import Stack

pytestmark = [pytest.mark.stack, pytest.mark.timeout(600)]

REPLY = ["kind", "text", "topic", "organisations", "organisation_names", "sources", "buttons", "confidence"]
CONVERSATIONS = [
    {"id": "a", "channel": "web", "turns": ["hallo", "hoe verleng ik mijn paspoort", "dank u wel"]},
    {"id": "b", "channel": "whatsapp", "turns": ["toeslag", "", "a" * 5000, "😀", "/restart", "\u0000hoi"]},
    {"id": "c", "turns": []},
]


def test_every_conversation_is_played_in_the_form_of_the_contract(stack: Stack, tmp_path: Path) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("".join(json.dumps(line) + "\n" for line in CONVERSATIONS), encoding="utf-8")
    command = ["talk", "--batch", str(source), "--out", str(out), "--url", stack.url]
    result = CliRunner().invoke(app, command, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    played = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [line["id"] for line in played] == ["a", "b", "c"]
    for line, conversation in zip(played, CONVERSATIONS, strict=True):
        assert list(line) == ["id", "turns", "handoff"]
        assert [turn["citizen"] for turn in line["turns"]] == conversation["turns"]
        for turn in line["turns"]:
            assert list(turn) == ["citizen", "ms", "language", "replies"]
            assert len(turn["replies"]) == 1
            assert list(turn["replies"][0]) == REPLY
            assert turn["replies"][0]["text"]
    assert played[0]["turns"][1]["replies"][0]["topic"] == "paspoort-aanvragen"
