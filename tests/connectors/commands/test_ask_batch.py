"""`wegwijs ask --batch`: one line out for every line in, exactly the keys of the contract, whatever was asked."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from connectors.batch import BatchError
from connectors.cli import app

pytestmark = pytest.mark.slow

KEYS = ["id", "decision", "text", "topic", "organisations", "organisation_names", "confidence", "sources"]
ODD = [
    "",
    " ",
    "😀",
    "a" * 10_000,
    "\u0000",
    "<b>paspoort</b>",
    "'; DROP TABLE texts;--",
    "مرحبا",
    "hoe verleng ik mijn paspoort",
]


def run(tmp_path: Path, content: str) -> list[dict[str, object]]:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(content, encoding="utf-8")
    result = CliRunner().invoke(app, ["ask", "--batch", str(source), "--out", str(out)], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


def test_every_line_is_answered_with_the_keys_of_the_contract(tmp_path: Path) -> None:
    lines = run(tmp_path, "\n".join(json.dumps({"id": n, "text": text}) for n, text in enumerate(ODD)) + "\n")
    assert [line["id"] for line in lines] == [str(n) for n in range(len(ODD))]
    assert all(list(line) == KEYS for line in lines)
    assert all(line["text"] for line in lines)
    assert {line["decision"] for line in lines} <= {"answer", "clarify", "refer", "unknown"}
    assert lines[-1]["topic"] == "paspoort-aanvragen"
    assert lines[-1]["organisations"][0] == "gemeente"  # type: ignore[index]


@pytest.mark.parametrize(
    ("content", "said"),
    [('{"id": "1"}', "text missing"), ("geen json", "not JSON"), ('["1"]', "missing")],
)
def test_a_bad_line_is_named(tmp_path: Path, content: str, said: str) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text(f'{{"id": "0", "text": "a"}}\n{content}\n', encoding="utf-8")
    with pytest.raises(BatchError, match=f"in.jsonl:2: .*{said}"):
        CliRunner().invoke(app, ["ask", "--batch", str(source), "--out", str(tmp_path / "o")], catch_exceptions=False)


def test_a_missing_file_is_an_error_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(BatchError, match=r"weg\.jsonl"):
        CliRunner().invoke(
            app, ["ask", "--batch", str(tmp_path / "weg.jsonl"), "--out", str(tmp_path / "o")], catch_exceptions=False
        )
