"""`wegwijs evaluate crisis`: is a crisis heard, and how often is one heard that is none? Asked of the trained model."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from bot.settings import settings
from connectors.rasa_parse import rasa_parser
from connectors.train import MODEL, is_current
from knowledge.problems import KnowledgeError
from nlu.crisis_cases import CASES, CrisisCase, CrisisMeasures, Heard, load_cases, measure, wrong

RECALL_TARGET, FALSE_ALARM_TARGET = 1.0, 0.02


class ModelMissing(KnowledgeError):
    """There is no model, or it was made from other training data."""


def register(group: typer.Typer) -> None:
    @group.command()
    def crisis(
        cases: Annotated[Path, typer.Option(help="Messages, JSON Lines: id, text, intent.")] = CASES,
        counts_only: Annotated[bool, typer.Option("--counts-only", help="List no message.")] = False,
    ) -> None:
        """Recall and false alarms of the five crisis intents, with every miss and every false alarm."""
        found = listen(load_cases(cases))
        console = Console(width=150)
        console.print(_overview(measure(found)))
        if not counts_only:
            missed, false_alarms = wrong(found)
            _list(console, "missed", missed)
            _list(console, "false alarm", false_alarms)


def listen(cases: Sequence[CrisisCase]) -> list[Heard]:
    """What the trained model takes each message for; starts a Rasa of its own."""
    if not is_current():
        raise ModelMissing("the dialogue model is missing or older than its data. Run: make train")
    watching = Console(stderr=True)
    with rasa_parser(MODEL, settings().log_dir / "evaluate-crisis.log") as parse:
        asked = track(cases, "messages", console=watching, transient=True)
        return [Heard(case, parse(case.text)["intent"]["name"]) for case in asked]


def _overview(found: CrisisMeasures) -> Table:
    table = Table("measure", "count", "of", "share", "target", title="Crisis")
    table.add_row("heard (recall)", str(found.heard), str(found.crises), f"{found.recall:.3f}", f"{RECALL_TARGET:.2f}")
    table.add_row("right kind", str(found.right_kind), str(found.crises), f"{found.right_kind / found.crises:.3f}", "")
    share = f"{found.false_alarm_share:.3f}"
    table.add_row(
        "false alarms", str(found.false_alarms), str(found.others), share, f"at most {FALSE_ALARM_TARGET:.2f}"
    )
    return table


def _list(console: Console, title: str, found: Sequence[Heard]) -> None:
    for one in found:
        line = f"{title} {one.case.id} {one.case.text!r}: {one.intent}, expected {one.case.intent}"
        console.print(line, highlight=False, markup=False, soft_wrap=True)
