"""The report as one HTML page that needs nothing else: no scripts, no fonts or pictures from elsewhere.

The template escapes every word; only the drawings of `plots` go in as they are, and `svg` escapes theirs.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from connectors.report import plots
from connectors.report.evaluation import Evaluation, claims, confusions, groups, worst
from connectors.report.tables import COLUMNS, PEER_COLUMNS, in_columns, in_peer_columns, share
from knowledge.decide import ANSWER_FROM, ASK_BACK_FROM
from knowledge.quality import Judged, measure
from knowledge.reliability import Bin, bins, expected_calibration_error

NAME = "index.html"
WORST = 40
# Pairs of themes that were mixed up at least this often are worth a line.
CONFUSED_FROM = 2
THRESHOLDS = {"answer from": ANSWER_FROM, "ask back from": ASK_BACK_FROM}
TEST = "split test"


@dataclass(frozen=True)
class Group:
    """One line of a table: the group, how many questions, and a cell a column."""

    name: str
    questions: int
    cells: tuple[str, ...]


def write_report(evaluation: Evaluation, folder: Path) -> Path:
    """Write the page and return where it stands."""
    folder.mkdir(parents=True, exist_ok=True)
    page = folder / NAME
    page.write_text(render(evaluation), encoding="utf-8")
    return page


def render(evaluation: Evaluation) -> str:
    """The whole page."""
    ours = evaluation.ours
    template = _environment().get_template("page.html.jinja")
    return template.render(
        made_on=datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        made_of=evaluation.made_of,
        questions=len(ours),
        systems=list(evaluation.systems),
        columns=COLUMNS,
        groups=[_group(name, own, in_columns(measure(own))) for name, own in _grouped(evaluation).items()],
        peer_columns=PEER_COLUMNS,
        peers=[(name, list(_peers(evaluation, name))) for name in _grouped(evaluation)],
        bars=plots.peer_bars(evaluation, TEST if TEST in _grouped(evaluation) else "all"),
        reliability=[(name, *_reliability(own)) for name, own in _halves(ours)],
        risk=plots.risk_coverage(evaluation, THRESHOLDS),
        confusion=plots.confusion(evaluation),
        confused=_confused(evaluation),
        worst=worst(ours, WORST),
    )


def _environment() -> Environment:
    return Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined)


def _grouped(evaluation: Evaluation) -> dict[str, list[Judged]]:
    return groups(evaluation.ours, evaluation.theme_of)


def _group(name: str, own: list[Judged], values: tuple[float | None, ...]) -> Group:
    return Group(name, len(own), tuple(map(share, values)))


def _peers(evaluation: Evaluation, group: str) -> Iterator[Group]:
    for system, judged in evaluation.systems.items():
        own = groups(judged, evaluation.theme_of)[group]
        yield _group(system, own, in_peer_columns(measure(own)))


def _halves(judged: list[Judged]) -> list[tuple[str, list[Judged]]]:
    halves = [(split, [one for one in judged if one.question.split == split]) for split in ("tuning", "test")]
    return [(split, own) for split, own in halves if own]


def _reliability(judged: list[Judged]) -> tuple[str, float, tuple[Bin, ...]]:
    found = claims(judged)
    return plots.reliability(found), expected_calibration_error(found), bins(found)


def _confused(evaluation: Evaluation) -> list[tuple[str, str, int]]:
    counted = confusions(evaluation.ours, evaluation.theme_of)
    pairs = [(*pair, count) for pair, count in counted.items() if pair[0] != pair[1] and count >= CONFUSED_FROM]
    return sorted(pairs, key=lambda pair: (-pair[2], pair))
