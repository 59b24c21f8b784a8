"""`wegwijs ingest`: bring in open government data; nothing changes before all of it was read."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from bot.settings import settings
from connectors.commands.index import StageBars, index_progress
from knowledge.base import refresh_index
from knowledge.ingest import rijksoverheid, roo
from knowledge.records import load_records, save_records
from knowledge.register import REGISTER_DIR

ingest = typer.Typer(help="Bring in open government data.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    app.add_typer(ingest, name="ingest")


@ingest.command(name="rijksoverheid")
def ingest_rijksoverheid(
    source: Annotated[str, typer.Argument(help="A file (JSON Lines or JSON list) or the URL of the list.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the difference and change nothing.")] = False,
) -> None:
    """Questions and answers of rijksoverheid.nl; they are searched and shown in excerpt with their link."""
    console = Console()
    with Progress(console=console, transient=True) as progress:
        task = progress.add_task("reading", total=None)
        found = rijksoverheid.read(source, lambda done, total: progress.update(task, completed=done, total=total))
    for reason in found.refused:
        console.print(f"left out: {reason}", style="yellow", highlight=False)
    known = {record.id: record for record in load_records(settings().records_dir)}
    fresh = {record.id: record for record in found.records}
    changed = sum(record != known.get(key) for key, record in fresh.items() if key in known)
    console.print(
        f"{len(fresh)} records: {len(fresh.keys() - known.keys())} new, {changed} changed, "
        f"{len(known.keys() - fresh.keys())} gone, {len(found.refused)} left out"
    )
    if not dry_run:
        save_records(settings().records_dir, rijksoverheid.SOURCE, found.records)
        with index_progress(console) as bars:
            refresh_index(settings(), progress=StageBars(bars))
        console.print("they are in the index now")


@ingest.command(name="roo")
def ingest_roo(
    source: Annotated[
        Path, typer.Argument(help="Folder with the open register (see knowledge/organisations/SOURCE.md).")
    ],
) -> None:
    """Municipalities, places, water boards and provinces from the open register of organisations."""
    counts = roo.import_register(source, REGISTER_DIR)
    Console().print(str(counts), highlight=False)
