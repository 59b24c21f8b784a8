"""`wegwijs evaluate`: how good the answers are, measured on the evaluation set, reported as measured."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from bot.settings import settings
from connectors.commands import (
    evaluate_crisis,
    evaluate_languages,
    evaluate_nlu,
    evaluate_summary,
    evaluate_talk,
    evaluate_wegwijs,
)
from connectors.peers import judged_peers
from connectors.report import tables
from connectors.report.evaluation import WEGWIJS, Evaluation
from connectors.report.page import write_report
from knowledge.ask import ask
from knowledge.base import KnowledgeBase, open_base
from knowledge.benchmark import record_table
from knowledge.encoder import Encoder
from knowledge.ingest.rijksoverheid import read
from knowledge.quality import QUESTIONS, Judged, Question, judge, load_questions, measure


def register(app: typer.Typer) -> None:
    group = typer.Typer()
    evaluate_wegwijs.register(group)
    evaluate_talk.register(group)
    evaluate_languages.register(group)
    evaluate_crisis.register(group)
    evaluate_nlu.register(group)
    evaluate_summary.register(group)

    @group.callback(invoke_without_command=True)
    def evaluate(
        context: typer.Context,
        questions: Annotated[Path, typer.Option(help="Evaluation set, JSON Lines.")] = QUESTIONS,
        split: Annotated[str, typer.Option(help="all, tuning or test.")] = "all",
        records: Annotated[
            str | None, typer.Option(help="Real rijksoverheid.nl records for the retrieval table.")
        ] = None,
        wrong: Annotated[bool, typer.Option("--wrong", help="List what went wrong.")] = False,
        peers: Annotated[bool, typer.Option("--peers", help="Beside BM25, the encoder, fusion and Rasa.")] = False,
        report: Annotated[Path | None, typer.Option(help="Folder for the HTML report.")] = None,
    ) -> None:
        """Topic, organisation and false answers, per theme; with --records the retrieval table."""
        if context.invoked_subcommand:
            return
        if peers and split != "all":
            raise typer.BadParameter("--peers takes its thresholds from the tuning half: leave --split out")
        console = Console(width=150)
        base = open_base(settings())
        chosen = [question for question in load_questions(questions) if split in ("all", question.split)]
        evaluation = _evaluation(base, chosen, peers)
        _print(console, evaluation)
        if wrong:
            _list_wrong(console, evaluation.ours)
        if records:
            console.print(_retrieval(records, base.encoder))
        if report:
            console.print(f"report: {write_report(evaluation, report)}", highlight=False, soft_wrap=True)

    app.add_typer(group, name="evaluate")


def _evaluation(base: KnowledgeBase, questions: list[Question], peers: bool) -> Evaluation:
    watching = Console(stderr=True)
    ours = judge(track(questions, "asking", console=watching, transient=True), base, ask)
    systems = {WEGWIJS: ours}
    if peers:
        tuned = measure([one for one in ours if one.question.split == "tuning"]).answered or 0.0
        with watching.status("peers") as status:
            systems |= judged_peers(base, settings(), questions, tuned, status.update)
    manifest = base.index.manifest
    return Evaluation(
        systems=systems,
        theme_of={topic: text.theme for topic, text in base.texts.items()},
        made_of=f"{manifest.texts} texts, {manifest.records} records, {manifest.passages} passages, "
        f"index {manifest.digest}, encoder {manifest.encoder}",
    )


def _print(console: Console, evaluation: Evaluation) -> None:
    console.print(tables.overview(evaluation.ours))
    console.print(tables.by_theme(evaluation.ours, evaluation.theme_of))
    if len(evaluation.systems) > 1:
        for table in (*tables.peers(evaluation), tables.first_topics(evaluation)):
            console.print(table)


def _list_wrong(console: Console, judged: list[Judged]) -> None:
    for found in judged:
        question = found.question
        fine = found.topic_at_1 if question.expect == "answer" else not found.answered
        if not fine or (question.organisations and not found.organisation_at_1):
            expected = ", ".join(question.topics) or "no answer"
            console.print(
                f"{question.id} {found.decision} {found.confidence:.2f} "
                f"{question.text[:90]!r}: {found.ranked[:3]} ({found.organisation}); "
                f"expected {question.expect} {expected} ({', '.join(question.organisations)})",
                highlight=False, markup=False, soft_wrap=True,
            )  # fmt: skip


def _retrieval(records: str, encoder: Encoder) -> Table:
    table = Table("method", "R@1", "R@3", "MRR", title="Real records: question → own body without the question")
    for row in record_table(read(records).records, encoder):
        table.add_row(row.method, f"{row.recall_at_1:.3f}", f"{row.recall_at_3:.3f}", f"{row.mrr:.3f}")
    return table
