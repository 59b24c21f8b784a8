"""`wegwijs ingest`: bring in open government data; nothing changes before all of it was read and compared."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from bot.settings import settings
from connectors.commands.index import StageBars, index_progress, summary
from knowledge.base import refresh_index
from knowledge.ingest import roo, upl
from knowledge.ingest.accept import Gate
from knowledge.ingest.difference import Difference
from knowledge.ingest.draft import IngestFailed
from knowledge.ingest.roo_note import renew_note
from knowledge.ingest.roo_regions import import_regions
from knowledge.ingest.run import Order, apply, compare, read
from knowledge.ingest.tables import Table, TableDifference, replace_all
from knowledge.ingest.tables import compare as compare_table
from knowledge.library import Library
from knowledge.register import load_register

ingest = typer.Typer(help="Bring in open government data.", no_args_is_help=True)

SHOWN = 10

Source = Annotated[str, typer.Argument(help="A file, a folder, or the URL of an interface.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show the difference and change nothing.")]
AllowLoss = Annotated[bool, typer.Option("--allow-loss", help="Also when many records or rows would go.")]
Name = Annotated[str | None, typer.Option("--name", help="Name of the source, when there are several of a kind.")]


def register(app: typer.Typer) -> None:
    app.add_typer(ingest, name="ingest")


@ingest.command(name="rijksoverheid")
def ingest_rijksoverheid(
    source: Annotated[str, typer.Argument(help="A file of details, or https://…/v1/infotypes/faq")],
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only what changed since this day; nothing goes then.")
    ] = None,
    xml: Annotated[bool, typer.Option("--xml", help="Ask the interface for XML instead of JSON.")] = False,
    dry_run: DryRun = False,
    allow_loss: AllowLoss = False,
) -> None:
    """Questions and answers of rijksoverheid.nl (JSON or XML)."""
    usual = Order.of("rijksoverheid", source)
    day = since.date() if since else None
    _records(Order(usual.kind, source, usual.name, day, "xml" if xml else "json"), dry_run, allow_loss)


@ingest.command(name="sdg")
def ingest_sdg(source: Source, dry_run: DryRun = False, allow_loss: AllowLoss = False) -> None:
    """Products of the single digital gateway (JSON of ondernemersplein.overheid.nl)."""
    _records(Order.of("sdg", source), dry_run, allow_loss)


@ingest.command(name="markdown")
def ingest_markdown(source: Source, name: Name = None, dry_run: DryRun = False, allow_loss: AllowLoss = False) -> None:
    """A folder of Markdown files with front matter."""
    _records(Order.of("markdown", source, name), dry_run, allow_loss)


@ingest.command(name="csv")
def ingest_csv(source: Source, name: Name = None, dry_run: DryRun = False, allow_loss: AllowLoss = False) -> None:
    """A CSV file with a row a question."""
    _records(Order.of("csv", source, name), dry_run, allow_loss)


@ingest.command(name="roo")
def ingest_roo(
    source: Annotated[Path, typer.Argument(help="exportOO.xml(.gz), a CSV of organisaties.overheid.nl, or a folder.")],
    dry_run: DryRun = False,
    allow_loss: AllowLoss = False,
) -> None:
    """Municipalities, places, water boards, provinces and official hosts from the register of public bodies."""
    folder = Library.of(settings()).organisations
    tables = roo.tables_of(roo.read(source), folder)
    if _tables(tables, folder, dry_run, allow_loss):
        renew_note(folder, tables)
        if source.is_dir():
            import_regions(source, folder)
        _index(Console())


@ingest.command(name="upl")
def ingest_upl(
    source: Annotated[Path, typer.Argument(help="UPL-actueel.csv")],
    dry_run: DryRun = False,
    allow_loss: AllowLoss = False,
) -> None:
    """The uniform product list: official names of services."""
    folder = Library.of(settings()).organisations
    table = upl.read(source, folder)
    if _tables((table,), folder, dry_run, allow_loss):
        renew_note(folder, (table,))
        _index(Console())


def _records(order: Order, dry_run: bool, allow_loss: bool) -> None:
    console, chosen, today = Console(), settings(), datetime.now(UTC).date()
    gate = Gate.of(load_register(Library.of(chosen).organisations), today)
    with Progress(console=console, transient=True) as progress:
        task = progress.add_task("reading", total=None)
        found = read(
            order,
            gate,
            chosen.data_dir / "fetched",
            lambda done, total: progress.update(task, completed=done, total=total),
        )
    changes = compare(order, found, chosen.records_dir, today)
    _show(console, changes)
    if not dry_run:
        apply(order, changes, chosen.records_dir, allow_loss)
        _index(console)


def _show(console: Console, changes: Difference) -> None:
    _list(console, "new", [_titled(changes, key) for key in changes.new])
    _list(console, "changed", [_titled(changes, key) for key in changes.changed])
    _list(console, "gone", [f"{key}: {reason}" for key, reason in changes.gone.items()])
    _list(console, "refused", changes.refused, style="yellow")
    console.print(
        f"{len(changes.records)} records: {len(changes.new)} new, {len(changes.changed)} changed, "
        f"{len(changes.gone)} gone, {changes.unchanged} unchanged, {len(changes.refused)} refused; "
        f"{changes.difficult} too difficult, so shown as an excerpt",
        highlight=False,
        soft_wrap=True,
    )


def _titled(changes: Difference, key: str) -> str:
    return f"{changes.records[key].question} ({key})"


def _list(console: Console, what: str, lines: Sequence[str], style: str = "") -> None:
    for line in lines[:SHOWN]:
        console.print(f"{what}: {line}", style=style, markup=False, highlight=False, soft_wrap=True)
    if len(lines) > SHOWN:
        console.print(f"{what}: … and {len(lines) - SHOWN} more", style=style, highlight=False)


def _tables(tables: Sequence[Table], folder: Path, dry_run: bool, allow_loss: bool) -> bool:
    """Show the difference and replace the tables unless told otherwise; says whether anything was replaced."""
    console = Console()
    changes = [compare_table(table, folder) for table in tables]
    for one in changes:
        for what, lines in (("new", one.new), ("changed", one.changed), ("gone", one.gone)):
            _list(console, f"{one.file}: {what}", lines)
        console.print(
            f"{one.file}: {len(one.new)} new, {len(one.changed)} changed, {len(one.gone)} gone of {one.before}",
            highlight=False,
        )
    if not any(one.new or one.changed or one.gone for one in changes):
        console.print("nothing changed")
        return False
    if dry_run:
        return False
    _require_no_loss(changes, allow_loss)
    replace_all(tables, folder)
    return True


def _require_no_loss(changes: Iterable[TableDifference], allow_loss: bool) -> None:
    losing = [one.file for one in changes if one.loses_much]
    if losing and not allow_loss:
        raise IngestFailed(
            f"{', '.join(losing)} would lose many rows. Nothing was changed. If that is right: add --allow-loss"
        )


def _index(console: Console) -> None:
    with index_progress(console) as bars:
        found, built = refresh_index(settings(), progress=StageBars(bars))
    console.print(f"index {'built' if built else 'is up to date'}: {summary(found, built)}", highlight=False)
    if built:
        console.print("a running Wegwijs takes it over within seconds")
