"""Rasa's tracker store as seen from our side: a schema it may write in, and forgetting what it wrote."""

from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from connectors.database.address import RASA_SCHEMA

EVENTS = f"{RASA_SCHEMA}.events"


async def forget(session: AsyncSession, conversation_id: UUID) -> None:
    """Deletes what Rasa remembers of every episode. Rasa's HTTP interface has no way to do this."""
    if await session.scalar(text("SELECT to_regclass(:table)"), {"table": EVENTS}) is None:
        return  # Rasa makes its table when it first starts
    await session.execute(
        text(f"DELETE FROM {EVENTS} WHERE sender_id LIKE :episodes"),  # noqa: S608 - a constant name
        {"episodes": f"{conversation_id}:%"},
    )
