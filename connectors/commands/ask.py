"""`wegwijs ask`: the knowledge base alone, without dialogue. `--why` explains, `--batch` is a contract."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from bot.reply import Reply, plain_text
from bot.settings import settings
from connectors.batch import read_lines, write_line
from knowledge.answer import reply_to
from knowledge.ask import as_record, ask
from knowledge.base import KnowledgeBase, open_base
from knowledge.introduction import introduced
from knowledge.matcher import FEATURES
from knowledge.outcomes import DECISIONS, Outcome
from nlu.language.hear import hear

QUESTION_MAX_CHARS = 10_000


def register(app: typer.Typer) -> None:
    @app.command(name="ask")
    def ask_command(
        question: Annotated[str | None, typer.Argument(help="The question, in plain Dutch.")] = None,
        why: Annotated[bool, typer.Option("--why", help="Show hits, rejected hits, scores and timings.")] = False,
        as_json: Annotated[bool, typer.Option("--json", help="Print the contract's JSON.")] = False,
        batch: Annotated[Path | None, typer.Option(help='JSON Lines with {"id", "text"}.')] = None,
        out: Annotated[Path | None, typer.Option(help="Where the answers of --batch go.")] = None,
    ) -> None:
        """Ask the knowledge base one question, or a file of them."""
        if batch is not None:
            _batch(batch, out)
        elif question is not None:
            _single(question, why, as_json)
        else:
            raise typer.BadParameter('give a question: wegwijs ask "hoe verleng ik mijn paspoort"')


def _batch(batch: Path, out: Path | None) -> None:
    if out is None:
        raise typer.BadParameter("say where the answers go: --out OUT.jsonl")
    lines = read_lines(batch, ("text",))
    base = open_base(settings())
    with out.open("w", encoding="utf-8") as file:
        for line in track(lines, description="asking", console=Console(stderr=True), transient=True):
            text = str(line["text"])
            write_line(file, as_record(line["id"], _ask(base, text), base, hear(text)))


def _single(question: str, why: bool, as_json: bool) -> None:
    base = open_base(settings())
    outcome = _ask(base, question)
    if as_json:
        typer.echo(json.dumps(as_record("1", outcome, base, hear(question)), ensure_ascii=False))
        return
    console = Console()
    _show(console, introduced(reply_to(outcome, base), hear(question)))
    if why:
        _explain(console, outcome)


def _ask(base: KnowledgeBase, question: str) -> Outcome:
    return ask(base, question.replace("\0", " ")[:QUESTION_MAX_CHARS])


def _show(console: Console, reply: Reply) -> None:
    if reply.title:
        console.print(reply.title, style="bold")
    console.print(plain_text(reply), highlight=False, markup=False)
    for button in reply.buttons:
        console.print(f"  [{button.title}]", markup=False)


def _explain(console: Console, outcome: Outcome) -> None:
    """Why this outcome: decision, candidates with their evidence, and time per step."""
    found = outcome.search
    console.print(
        f"\ndecision {DECISIONS[type(outcome)]} · confidence {found.confidence:.2f} · "
        f"known words {found.share_known:.0%}",
        style="bold",
    )
    table = Table("topic", "belief", *FEATURES, "best passage")
    for hits, style in ((found.hits, ""), (found.rejected_hits, "dim")):
        for hit in hits:
            numbers = (f"{value:.2f}" for value in hit.evidence.values())
            table.add_row(hit.topic, f"{hit.probability:.3f}", *numbers, hit.passage[:60], style=style)
    console.print(table)
    console.print("rejected hits are dim; " + " · ".join(f"{k} {v} ms" for k, v in found.timings_ms.items()))
