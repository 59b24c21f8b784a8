"""`wegwijs evaluate wegwijs`: the right municipality, the right organisation, in the right order; no dead end."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from bot.settings import settings
from knowledge.answer import reply_to
from knowledge.ask import ask
from knowledge.base import KnowledgeBase, open_base
from knowledge.quality import QUESTIONS, load_questions, split_of
from knowledge.quality_wegwijs import CASES, Verdict, judge, load_cases, names_a_next_step, shares


def register(group: typer.Typer) -> None:
    @group.command()
    def wegwijs(
        cases: Annotated[Path, typer.Option(help="Cases, JSON Lines.")] = CASES,
        split: Annotated[str, typer.Option(help="all, tuning or test.")] = "all",
        wrong: Annotated[bool, typer.Option("--wrong", help="List what went wrong.")] = False,
        dead_ends: Annotated[bool, typer.Option(help="Ask every question of all evaluation sets.")] = True,
    ) -> None:
        """Places, first organisation, order of organisations, and whether every reply names a next step."""
        console = Console(width=150)
        base = open_base(settings())
        chosen = [case for case in load_cases(cases) if split in ("all", split_of(case.id))]
        verdicts = judge(track(chosen, "cases", console=Console(stderr=True), transient=True), base)
        console.print(_overview(verdicts))
        if dead_ends:
            asked, ends = _dead_ends(base, cases)
            console.print(f"dead ends: {len(ends)} of {asked} questions {ends or ''}")
        if wrong:
            for verdict in verdicts:
                if not verdict.right:
                    console.print(f"{verdict.case}\n    got {verdict.got}", highlight=False, markup=False)


def _overview(verdicts: list[Verdict]) -> Table:
    table = Table("measure", "right", "cases", "share", "target", title="Wegwijs")
    for found in shares(verdicts):
        share = f"{found.share:.3f}" if found.reached else f"{found.share:.3f} (below)"
        table.add_row(found.name, str(found.right), str(found.cases), share, f"{found.target:.2f}")
    silent = sum(verdict.silent_wrong for verdict in verdicts)
    table.add_row("silent wrong places", str(silent), "", "", "0")
    return table


def _dead_ends(base: KnowledgeBase, cases: Path) -> tuple[int, list[str]]:
    """How many questions were asked, and the ids of those whose reply names no next step."""
    questions = [(question.id, question.text) for question in load_questions(QUESTIONS)]
    questions += [(case.id, case.text) for case in load_cases(cases)]
    asked = track(questions, "dead ends", console=Console(stderr=True), transient=True)
    return len(questions), [id_ for id_, text in asked if not names_a_next_step(reply_to(ask(base, text), base))]
