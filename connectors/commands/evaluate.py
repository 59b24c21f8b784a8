"""`wegwijs evaluate`: how good the answers are, measured on the evaluation set, reported as measured."""

from collections import defaultdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from bot.settings import settings
from knowledge.ask import ask
from knowledge.base import open_base
from knowledge.benchmark import record_table
from knowledge.ingest.rijksoverheid import read
from knowledge.outcomes import DECISIONS
from knowledge.quality import QUESTIONS, Judged, Measures, judge, load_questions, measure

COLUMNS = (
    "topic@1",
    "topic@3",
    "organisation@1",
    "right answers",
    "wrong answers",
    "false answers",
    "asked back",
)


def register(app: typer.Typer) -> None:
    @app.command()
    def evaluate(
        questions: Annotated[Path, typer.Option(help="Evaluation set, JSON Lines.")] = QUESTIONS,
        split: Annotated[str, typer.Option(help="all, tuning or test.")] = "all",
        records: Annotated[
            str | None, typer.Option(help="Real rijksoverheid.nl records for the retrieval table.")
        ] = None,
        wrong: Annotated[bool, typer.Option("--wrong", help="List what went wrong.")] = False,
    ) -> None:
        """Topic, organisation and false answers, per theme; with --records the retrieval table."""
        console = Console(width=150)
        base = open_base(settings())
        chosen = [question for question in load_questions(questions) if split in ("all", question.split)]
        judged = judge(track(chosen, "asking", console=Console(stderr=True), transient=True), base, ask)
        console.print(_overview(judged))
        console.print(_by_theme(judged, {topic: text.theme for topic, text in base.texts.items()}))
        if wrong:
            _list_wrong(console, judged)
        if records:
            console.print(_retrieval(records, base.encoder))


def _overview(judged: list[Judged]) -> Table:
    table = Table("group", "n", *COLUMNS, title="Evaluation set")
    groups: dict[str, list[Judged]] = {"all": judged}
    for found in judged:
        groups.setdefault(f"split {found.question.split}", []).append(found)
    for found in judged:
        groups.setdefault(f"language {'nl' if found.question.language == 'nl' else 'other'}", []).append(found)
    for found in sorted(judged, key=lambda j: j.question.style):
        groups.setdefault(f"style {found.question.style}", []).append(found)
    for name, group in groups.items():
        _row(table, name, measure(group))
    return table


def _by_theme(judged: list[Judged], theme_of: dict[str, str]) -> Table:
    groups: defaultdict[str, list[Judged]] = defaultdict(list)
    for found in judged:
        if found.question.expect == "answer":
            groups[theme_of.get(found.question.topics[0], "?")].append(found)
    table = Table("theme", "n", *COLUMNS, title="Per theme (questions with one topic)")
    for theme in sorted(groups):
        _row(table, theme, measure(groups[theme]))
    return table


def _row(table: Table, name: str, found: Measures) -> None:
    shares = (
        found.topic_at_1, found.topic_at_3, found.organisation_at_1, found.right_answers,
        found.wrong_answers, found.false_answers, found.asked_back,
    )  # fmt: skip
    table.add_row(name, str(found.questions), *("–" if share is None else f"{share:.3f}" for share in shares))


def _list_wrong(console: Console, judged: list[Judged]) -> None:
    for found in judged:
        question = found.question
        fine = found.topic_at_1 if question.expect == "answer" else not found.answered
        if not fine or (question.organisations and not found.organisation_at_1):
            expected = ", ".join(question.topics) or "no answer"
            console.print(
                f"{question.id} {DECISIONS[type(found.outcome)]} {found.outcome.confidence:.2f} "
                f"{question.text[:90]!r}: {found.ranked[:3]} ({found.organisation}); "
                f"expected {question.expect} {expected} ({', '.join(question.organisations)})",
                highlight=False, markup=False, soft_wrap=True,
            )  # fmt: skip


def _retrieval(records: str, encoder: object) -> Table:
    table = Table("method", "R@1", "R@3", "MRR", title="Real records: question → own body without the question")
    for row in record_table(read(records).records, encoder):  # type: ignore[arg-type]
        table.add_row(row.method, f"{row.recall_at_1:.3f}", f"{row.recall_at_3:.3f}", f"{row.mrr:.3f}")
    return table
