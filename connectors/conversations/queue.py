"""The queue of messages that wait for an answer: the table itself, `FOR UPDATE SKIP LOCKED`.

Promises that one message of a conversation is handled at a time, in order, by whichever process comes first.
The claim is a row lock of an open transaction: a worker that dies gives its message back at once, and
nothing has to expire. A reply and the end of its message commit together, so nothing is answered twice.
"""

from typing import Literal
from uuid import UUID

from sqlalchemy import func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from connectors.conversations import model
from connectors.conversations.model import Message
from connectors.database.tables import MessageRow, TurnRow


async def claim(session: AsyncSession) -> Message | None:
    """The oldest message that waits in a conversation nobody is working on; held until the commit."""
    while conversation_id := await _lock_a_turn(session):
        if message := await _first_pending(session, conversation_id):
            # A server that ends idle transactions must not end this one while the assistant thinks.
            await session.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
            return message
    return None


async def finish(session: AsyncSession, message: Message, status: Literal["done", "failed"]) -> None:
    """Marks a claimed message as handled; `failed` means that the citizen got an apology."""
    await session.execute(update(MessageRow).where(MessageRow.id == message.id).values(status=status))


async def _lock_a_turn(session: AsyncSession) -> UUID | None:
    waiting = (
        select(MessageRow.conversation_id, func.min(MessageRow.created_at).label("since"))
        .where(MessageRow.status == "pending")
        .group_by(MessageRow.conversation_id)
        .subquery()
    )
    return await session.scalar(
        select(TurnRow.conversation_id)
        .join(waiting, waiting.c.conversation_id == TurnRow.conversation_id)
        .order_by(waiting.c.since)
        .limit(1)
        .with_for_update(of=TurnRow, skip_locked=True)
    )


async def _first_pending(session: AsyncSession, conversation_id: UUID) -> Message | None:
    """Read after the lock: another worker may have answered between our look and our lock."""
    row = await session.scalar(
        select(MessageRow)
        .where(MessageRow.conversation_id == conversation_id, MessageRow.status == "pending")
        .order_by(MessageRow.sequence)
        .limit(1)
    )
    return model.message(row) if row else None
