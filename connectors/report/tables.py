"""The evaluation as tables in the terminal."""

from collections.abc import Callable, Sequence

from rich.table import Table

from connectors.report.evaluation import Evaluation, groups
from knowledge.quality import Judged, Measures, measure

COLUMNS = (
    "topic@1",
    "topic@3",
    "organisation@1",
    "right answers",
    "wrong answers",
    "false answers",
    "asked back",
)
PEER_COLUMNS = ("topic@1", "topic@3", "organisation@1", "wrong answers", "false answers", "answered")


def overview(judged: Sequence[Judged]) -> Table:
    """Wegwijs by split, language and style."""
    return _by_group("Evaluation set", judged, {}, lambda name: not name.startswith("theme"))


def by_theme(judged: Sequence[Judged], theme_of: dict[str, str]) -> Table:
    """Wegwijs by theme of the text that was meant."""
    title = "Per theme (questions with one topic)"
    return _by_group(title, judged, theme_of, lambda name: name.startswith("theme"))


def _by_group(title: str, judged: Sequence[Judged], theme_of: dict[str, str], wanted: Callable[[str], bool]) -> Table:
    table = Table("group", "n", *COLUMNS, title=title)
    for name, group in groups(judged, theme_of).items():
        if wanted(name):
            found = measure(group)
            table.add_row(name.removeprefix("theme "), str(found.questions), *map(share, in_columns(found)))
    return table


def peers(evaluation: Evaluation) -> list[Table]:
    """Every system, over all questions, over the test half and over other languages."""
    return [
        _peers(evaluation, name)
        for name in groups(evaluation.ours, evaluation.theme_of)
        if name == "all" or name.startswith(("split", "language"))
    ]


def _peers(evaluation: Evaluation, group: str) -> Table:
    table = Table(group, *PEER_COLUMNS, title=f"Peers: {group}")
    for name, judged in evaluation.systems.items():
        found = measure(groups(judged, evaluation.theme_of)[group])
        table.add_row(name, *map(share, in_peer_columns(found)))
    return table


def first_topics(evaluation: Evaluation) -> Table:
    """topic@1 of every system in every group."""
    table = Table("group", "n", *evaluation.systems, title="Right topic first")
    by_system = {name: groups(judged, evaluation.theme_of) for name, judged in evaluation.systems.items()}
    for group, own in groups(evaluation.ours, evaluation.theme_of).items():
        found = [measure(grouped[group]).topic_at_1 for grouped in by_system.values()]
        table.add_row(group, str(len(own)), *map(share, found))
    return table


def in_columns(found: Measures) -> tuple[float | None, ...]:
    """In the order of `COLUMNS`."""
    return (
        found.topic_at_1, found.topic_at_3, found.organisation_at_1, found.right_answers,
        found.wrong_answers, found.false_answers, found.asked_back,
    )  # fmt: skip


def in_peer_columns(found: Measures) -> tuple[float | None, ...]:
    """In the order of `PEER_COLUMNS`."""
    return (
        found.topic_at_1, found.topic_at_3, found.organisation_at_1,
        found.wrong_answers, found.false_answers, found.answered,
    )  # fmt: skip


def share(value: float | None) -> str:
    """A share as the tables write it; a dash where there was nothing to count."""
    return "–" if value is None else f"{value:.3f}"
