"""`wegwijs evaluate nlu`: is each dialogue act heard as itself? Asked of the trained model, with a picture."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from bot.settings import ROOT, settings
from connectors.commands.evaluate_crisis import ModelMissing
from connectors.rasa_parse import rasa_parser
from connectors.report.plots import mixed_up
from connectors.train import MODEL, is_current

CASES = ROOT / "tests" / "quality" / "intents.jsonl"
# Anything that is not clearly an act is treated as a question: the same action, so no mistake.
FALLBACK, QUESTION = "nlu_fallback", "ask_question"
# A picture on its own has no page around it that gives the colours.
SVG = "http://www.w3.org/2000/svg"
STYLE = (
    "<style>.tick{font:11px sans-serif;fill:#222}.same{fill:#2a7a3b}.fill1{fill:#b3261e}"
    ".empty{fill:#f1f1f1}svg{background:#fff}</style>"
)


@dataclass(frozen=True)
class HeardAct:
    """A message, the act that it is, and the one that it was taken for."""

    text: str
    meant: str
    came: str


def register(group: typer.Typer) -> None:
    @group.command()
    def nlu(
        cases: Annotated[Path, typer.Option(help="Messages, JSON Lines: id, text, intent.")] = CASES,
        picture: Annotated[Path | None, typer.Option(help="Where the confusion matrix goes, as SVG.")] = None,
        wrong: Annotated[bool, typer.Option("--wrong", help="List what was taken for something else.")] = False,
    ) -> None:
        """Recall of every intent on messages that were written apart from the training sentences."""
        found = listen(cases)
        console = Console(width=120)
        console.print(_overview(found))
        if picture:
            picture.write_text(drawn(found), encoding="utf-8")
        for act in found if wrong else ():
            if act.meant != act.came:
                console.print(f"{act.meant} → {act.came}: {act.text}", markup=False, highlight=False)


def listen(path: Path) -> list[HeardAct]:
    """What the trained model takes each message for; starts a Rasa of its own."""
    if not is_current():
        raise ModelMissing("the dialogue model is missing or older than its data. Run: make train")
    rows = [json.loads(row) for row in path.read_text(encoding="utf-8").splitlines() if row.strip()]
    with rasa_parser(MODEL, settings().log_dir / "evaluate-nlu.log") as parse:
        asked = track(rows, "messages", console=Console(stderr=True), transient=True)
        return [HeardAct(row["text"], row["intent"], _act(parse(row["text"])["intent"]["name"])) for row in asked]


def drawn(found: Sequence[HeardAct]) -> str:
    """The confusion matrix: acts that were meant against acts that were heard."""
    svg = mixed_up(Counter((act.meant, act.came) for act in found), "Dialogue acts mixed up")
    return svg.replace("<svg", f'<svg xmlns="{SVG}"', 1).replace(">", f">{STYLE}", 1)


def _act(intent: str) -> str:
    return QUESTION if intent == FALLBACK else intent


def _overview(found: Sequence[HeardAct]) -> Table:
    table = Table("intent", "heard", "of", "share", title="Dialogue acts, on messages written apart")
    for intent in sorted({act.meant for act in found}):
        mine = [act for act in found if act.meant == intent]
        right = sum(act.came == intent for act in mine)
        table.add_row(intent, str(right), str(len(mine)), f"{right / len(mine):.2f}")
    right = sum(act.came == act.meant for act in found)
    table.add_row("all", str(right), str(len(found)), f"{right / len(found):.3f}")
    return table
