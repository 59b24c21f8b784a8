"""`wegwijs check`: is what citizens read plain Dutch (B1)? Also single files, a batch contract, and coverage."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import track
from rich.table import Table

from bot.settings import settings
from connectors.batch import read_lines, write_line
from connectors.commands.coverage import show_coverage
from knowledge.contents import read_contents
from knowledge.doors import load_doors
from knowledge.glossary import load_glossary
from knowledge.library import Library
from knowledge.plain.judge import Judgement, judge
from knowledge.plain.model import B1_LINE
from knowledge.plain.survey import Piece, of_bot, of_file, of_text, official_names
from knowledge.planning.load import load_plans
from knowledge.planning.survey import of_plan
from knowledge.problems import KnowledgeError
from knowledge.register import load_register
from knowledge.texts import load_texts
from knowledge.word_survey import of_glossary

TABLE_WIDTH = 150
REMARKS_IN_TABLE = 3


def register(app: typer.Typer) -> None:
    @app.command()
    def check(
        paths: Annotated[list[Path] | None, typer.Argument(help="Files or folders; none checks everything.")] = None,
        batch: Annotated[Path | None, typer.Option(help='JSON Lines with {"id", "text"}.')] = None,
        out: Annotated[Path | None, typer.Option(help="Where the judgements of --batch go.")] = None,
        coverage: Annotated[
            bool, typer.Option("--coverage", help="What products and organisations lack a text.")
        ] = False,
    ) -> None:
        """Judge how hard our Dutch is; exit code 1 when something falls below the B1 line."""
        console = Console(width=TABLE_WIDTH)
        if batch is not None:
            _batch(batch, out)
        elif coverage:
            show_coverage(console, load_texts(), load_doors(), load_register())
        elif paths:
            _files(console, paths)
        else:
            _everything(console)


def _batch(batch: Path, out: Path | None) -> None:
    if out is None:
        raise typer.BadParameter("say where the judgements go: --out OUT.jsonl")
    lines, names = read_lines(batch, ("text",)), _names()
    with out.open("w", encoding="utf-8") as file:
        for line in track(lines, description="judging", console=Console(stderr=True), transient=True):
            text = line["text"]
            found = judge(text if isinstance(text, str) else "", names)
            remarks = [str(remark) for remark in found.remarks]
            write_line(file, {"id": line["id"], "score": found.score, "plain": found.plain, "remarks": remarks})


def _names() -> frozenset[str]:
    """Official names; a register with mistakes must not stop the judging of somebody's texts."""
    try:
        return official_names(load_register())
    except KnowledgeError:
        return frozenset()


def _files(console: Console, paths: Iterable[Path]) -> None:
    names = _names()
    files = [file for path in paths for file in (sorted(path.rglob("*.md")) if path.is_dir() else [path])]
    missing = [str(file) for file in files if not file.is_file()]
    if missing:
        raise typer.BadParameter(f"no such file: {', '.join(missing)}")
    judged = [(piece, piece.judged()) for file in files for piece in of_file(file, names)]
    for piece, found in judged:
        _show(console, piece, found)
    _finish(console, judged)


def _everything(console: Console) -> None:
    library = Library.of(settings())
    known = load_register(library.organisations)
    read_contents(library, known)  # every mistake in texts, doors and phrasings, in one go
    texts, names = load_texts(library.texts), official_names(known)
    pieces = [*of_bot(names), *(piece for text in texts for piece in of_text(text, names))]
    pieces += [piece for plan in load_plans(known).values() for piece in of_plan(plan, names)]
    pieces += of_glossary(load_glossary(library.glossary), names)
    tracked = track(pieces, description="judging", console=Console(stderr=True), transient=True)
    judged = [(piece, piece.judged()) for piece in tracked]
    below = [(piece, found) for piece, found in judged if not found.plain]
    if below:
        console.print(_table(below))
    _finish(console, judged)


def _table(below: Iterable[tuple[Piece, Judgement]]) -> Table:
    table = Table("text", "part", "score", "what to change", title="Below the B1 line", show_lines=True)
    for piece, found in sorted(below, key=lambda pair: -pair[1].score):
        remedies = dict.fromkeys(remark.remedy for remark in found.remarks)
        shown = "\n".join(escape(remedy) for remedy in list(remedies)[:REMARKS_IN_TABLE])
        table.add_row(piece.source, piece.part, f"{found.score:.0f}", shown)
    return table


def _show(console: Console, piece: Piece, found: Judgement) -> None:
    console.print(f"\n{piece.source} {piece.part}", style="bold", markup=False, highlight=False)
    console.print(f"score {found.score:.0f}, {'plain' if found.plain else 'too hard'}", highlight=False)
    for remark in found.remarks:
        console.print(f"  - {remark}", markup=False, highlight=False)


def _finish(console: Console, judged: Iterable[tuple[Piece, Judgement]]) -> None:
    scores = [found.score for _, found in judged]
    below = sum(not found.plain for _, found in judged)
    average = sum(scores) / len(scores) if scores else 0.0
    console.print(
        f"{len(scores)} pieces, mean score {average:.0f}, {below} at or above the B1 line of {B1_LINE:.0f}",
        highlight=False,
    )
    if below:
        raise typer.Exit(1)
