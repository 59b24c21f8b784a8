"""A conversation that goes on, through the whole stack: half questions, typed choices, and back again."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from connectors.cli import app
from connectors.client import CitizenClient
from connectors.stack import Stack

pytestmark = [pytest.mark.stack, pytest.mark.timeout(600)]


def say(citizen: CitizenClient, text: str) -> dict[str, Any]:
    (message,) = citizen.say(text).replies
    reply: dict[str, Any] = message["reply"]
    return reply


def test_half_questions_follow_the_subject(citizen: CitizenClient) -> None:
    say(citizen, "hoe verleng ik mijn paspoort")
    costs = say(citizen, "en wat kost dat?")
    assert (costs["topic"], costs["kind"]) == ("paspoort-aanvragen", "answer")
    assert not costs["sections"]
    say(citizen, "waar vraag ik huurtoeslag aan")
    assert say(citizen, "hoe lang duurt dat")["topic"] == "huurtoeslag"
    assert say(citizen, "terug naar mijn vraag over het paspoort")["topic"] == "paspoort-aanvragen"


def test_a_choice_is_typed_and_taken_back(citizen: CitizenClient) -> None:
    asked = say(citizen, "vergunning")
    chosen = say(citizen, "2")
    assert chosen["title"] == asked["buttons"][1]["title"]
    other = say(citizen, "nee dat bedoel ik niet")
    assert chosen["title"] not in [button["title"] for button in other["buttons"]]


def test_starting_over_and_deleting(citizen: CitizenClient) -> None:
    say(citizen, "hoe verleng ik mijn paspoort")
    say(citizen, "ik wil opnieuw beginnen")
    assert say(citizen, "wat kost dat")["kind"] == "clarify"
    asked = say(citizen, "wis dit gesprek")
    assert [button["payload"] for button in asked["buttons"]] == ["/erase_yes", "/erase_no"]
    assert not say(citizen, "nee toch maar niet")["erase"]


def test_dialogues_are_played_and_counted(stack: Stack, tmp_path: Path) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    turns = [{"say": "hoe verleng ik mijn paspoort", "topic": ["paspoort-aanvragen"]}, {"say": "ja", "kind": ["plan"]}]
    source.write_text(json.dumps({"id": "one", "about": "follow-up", "turns": turns}) + "\n", encoding="utf-8")
    command = ["evaluate", "talk", "--dialogues", str(source), "--url", stack.url, "--out", str(out)]
    result = CliRunner().invoke(app, command, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    (line,) = [json.loads(row) for row in out.read_text(encoding="utf-8").splitlines()]
    assert [turn["citizen"] for turn in line["turns"]] == ["hoe verleng ik mijn paspoort", "ja"]
    context = next(row for row in result.output.splitlines() if "context checks" in row)
    assert "0.500" in context
