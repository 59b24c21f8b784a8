"""Rasa's tracker store as seen from our side: a schema it may write in, and forgetting what it wrote."""

from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from connectors.database.address import RASA_SCHEMA

EVENTS = f"{RASA_SCHEMA}.events"
# Dialogues of ours (`conversation:episode`) of which no message is left: they were forgotten, perhaps while Rasa was
# still thinking. Other senders, such as an editor's own trials in Rasa, are not ours to delete.
ORPHANS = f"""
WITH ours AS MATERIALIZED (
    SELECT DISTINCT sender_id FROM {EVENTS}
    WHERE sender_id ~ '^[0-9a-f]{{8}}(-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}:[0-9]{{1,9}}$'
), orphans AS MATERIALIZED (
    SELECT sender_id FROM ours WHERE NOT EXISTS (
        SELECT FROM messages
        WHERE conversation_id = split_part(sender_id, ':', 1)::uuid AND episode = split_part(sender_id, ':', 2)::int
    )
)"""  # noqa: S608 - constants only


async def forget(session: AsyncSession, conversation_id: UUID) -> None:
    """Deletes what Rasa remembers of every episode. Rasa's HTTP interface has no way to do this."""
    if not await _is_there(session):
        return
    await session.execute(
        text(f"DELETE FROM {EVENTS} WHERE sender_id LIKE :episodes"),  # noqa: S608 - a constant name
        {"episodes": f"{conversation_id}:%"},
    )


async def count_orphans(session: AsyncSession) -> int:
    """How many dialogues of Rasa have no message any more."""
    if not await _is_there(session):
        return 0
    counted = f"{ORPHANS} SELECT count(*) FROM orphans"  # noqa: S608 - constants only
    return int(await session.scalar(text(counted)) or 0)


async def forget_orphans(session: AsyncSession) -> int:
    """Deletes the dialogues of Rasa that have no message any more, and gives their number."""
    if not await _is_there(session):
        return 0
    gone = f"DELETE FROM {EVENTS} e USING orphans o WHERE e.sender_id = o.sender_id RETURNING e.sender_id"  # noqa: S608
    return len(set(await session.scalars(text(f"{ORPHANS} {gone}"))))


async def _is_there(session: AsyncSession) -> bool:
    """Rasa makes its table when it first starts."""
    return await session.scalar(text("SELECT to_regclass(:table)"), {"table": EVENTS}) is not None
