"""`wegwijs report`: what citizens thought of the answers, per topic."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.settings import settings
from connectors.database import engine as database_engine
from connectors.database.embedded import database
from connectors.database.engine import transaction
from connectors.database.migrate import migrate
from connectors.feedback.store import Judged, by_topic

COLUMNS = ("kind", "topic", "judged", "helped", "other question", "unclear", "incomplete")


def register(app: typer.Typer) -> None:
    @app.command()
    def report(days: Annotated[int, typer.Option(min=1, help="How far back, in days.")] = 90) -> None:
        """Show per topic how many citizens were helped, and why the others were not; worst first."""
        with database(settings()) as url:
            migrate(url)
            judged = asyncio.run(_judged(url, days))
        Console().print(_table(judged) if judged else "No answer was judged yet.")


async def _judged(url: str, days: int) -> list[Judged]:
    engine = database_engine.create(url)
    try:
        async with transaction(engine) as session:
            return await by_topic(session, datetime.now(UTC).date() - timedelta(days))
    finally:
        await engine.dispose()


def _table(judged: Sequence[Judged]) -> Table:
    table = Table(*COLUMNS, box=None, pad_edge=False)
    for line in judged:
        total = line.helped + line.not_helped
        table.add_row(line.kind, line.topic or "–", str(total), f"{line.share:.0%}", *map(str, line.reasons))
    return table
