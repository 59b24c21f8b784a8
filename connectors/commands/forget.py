"""`wegwijs forget`: delete what is older than its time, and say how much that was."""

import asyncio
from typing import Annotated
from uuid import UUID

import typer
from rich.console import Console

from bot.settings import settings
from connectors import retention
from connectors.database import engine
from connectors.database.embedded import database
from connectors.database.migrate import migrate
from connectors.retention import Forgotten


def register(app: typer.Typer) -> None:
    @app.command()
    def forget(
        conversation: Annotated[UUID | None, typer.Option(help="Only this conversation, whatever its age.")] = None,
        days: Annotated[int | None, typer.Option(min=1, help="Instead of WEGWIJS_RETENTION_DAYS.")] = None,
        dry_run: Annotated[bool, typer.Option("--dry-run", help="Count only; nothing is deleted.")] = False,
    ) -> None:
        """Delete conversations past their time, and all that belongs to them. The gateway does so every day."""
        chosen = settings()
        with database(chosen) as url:
            migrate(url)
            found = asyncio.run(_forget(url, conversation, days or chosen.retention_days, dry_run=dry_run))
        Console(highlight=False).print(_report(found, dry_run=dry_run))
        if conversation and not found.conversations:
            raise typer.Exit(1)


async def _forget(url: str, conversation: UUID | None, days: int, *, dry_run: bool) -> Forgotten:
    made = engine.create(url)
    try:
        if conversation:
            return await retention.forget_one(made, conversation, dry_run=dry_run)
        return await retention.forget(made, days, dry_run=dry_run)
    finally:
        await made.dispose()


def _report(found: Forgotten, *, dry_run: bool) -> str:
    counts = {
        "conversations": found.conversations,
        "messages of closed episodes": found.messages,
        "dialogues without messages": found.dialogues,
        "contents of deliveries": found.payloads,
        "deliveries": found.deliveries,
    }
    verb = "would be deleted" if dry_run else "deleted"
    return "\n".join(f"{number:>7}  {name} {verb}" for name, number in counts.items())
