"""`wegwijs bench index`, run for real on a small size."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from connectors.cli import app
from connectors.commands.bench.timing import Timing

pytestmark = pytest.mark.slow


def test_the_table_of_a_small_size_is_written_as_json(tmp_path: Path) -> None:
    out = tmp_path / "growth.json"
    done = CliRunner().invoke(app, ["bench", "index", "--sizes", "500", "--out", str(out)])
    assert done.exit_code == 0, done.output
    [row] = json.loads(out.read_text())
    assert (row["passages"], row["kind"], row["recall_at_10"]) == (500, "exact", 1.0)
    assert 0 < row["search"]["p50"] <= row["search"]["p95"]
    assert row["file_mb"] == pytest.approx(500 * 384 * 4 / 1e6, abs=0.1)


def test_another_kind_can_be_measured_at_the_same_size(tmp_path: Path) -> None:
    out = tmp_path / "growth.json"
    CliRunner().invoke(app, ["bench", "index", "--sizes", "500", "--kind", "graph", "--out", str(out)])
    [row] = json.loads(out.read_text())
    assert row["kind"] == "graph"
    assert row["recall_at_10"] > 0.95


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["--sizes", "veel"], "whole numbers"), (["--sizes", "3"], "at least 10"), (["--kind", "boom"], "by-size")],
)
def test_what_cannot_be_measured_is_refused_in_words(arguments: list[str], said: str) -> None:
    done = CliRunner().invoke(app, ["bench", "index", *arguments])
    assert done.exit_code == 2
    assert said in done.output


def test_percentiles_are_of_the_ordered_times() -> None:
    assert Timing.of([5.0, 1.0, 3.0]) == Timing(3.0, 5.0)
    assert Timing.of([float(n) for n in range(100, 0, -1)]) == Timing(50.5, 96.0)
