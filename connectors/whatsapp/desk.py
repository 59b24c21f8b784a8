"""What the desk has to know of a conversation on WhatsApp: how long an answer is still possible, and what failed."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from connectors.database.tables import MessageRow
from connectors.whatsapp.rules import WINDOW_LASTS
from connectors.whatsapp.tables import ContactRow, OutboxRow, SentRow, StatusRow

ORDER = ("failed", "sent", "delivered", "read", "played")


@dataclass(frozen=True)
class Delivery:
    """What became of one message: `waiting`, `sending`, `held`, `unsure`, `failed`, `sent`, `delivered` or `read`.

    `error` is Meta's number, for an operator.
    """

    message_id: UUID
    sequence: int
    status: str
    error: int | None


async def seconds_left(session: AsyncSession, conversation_id: UUID) -> int | None:
    """Seconds until Meta's 24 hours are over, 0 when they are; None when this is no conversation on WhatsApp."""
    since = func.extract("epoch", func.clock_timestamp() - ContactRow.heard_at)
    spent = await session.scalar(select(since).where(ContactRow.conversation_id == conversation_id))
    return None if spent is None else max(0, int(WINDOW_LASTS.total_seconds() - float(spent)))


async def deliveries(session: AsyncSession, conversation_id: UUID) -> tuple[Delivery, ...]:
    """Of every message that goes out, in order; the furthest that its last part came."""
    told = (
        select(SentRow.outbox_id, StatusRow.status)
        .join(StatusRow, StatusRow.message_key == SentRow.message_key)
        .join(OutboxRow, (OutboxRow.id == SentRow.outbox_id) & (OutboxRow.part == SentRow.part + 1))
        .join(MessageRow, MessageRow.id == OutboxRow.message_id)
        .where(MessageRow.conversation_id == conversation_id)
    )
    furthest: dict[int, str] = {}
    for outbox_id, status in (await session.execute(told)).all():
        furthest[outbox_id] = max(furthest.get(outbox_id, "sent"), status, key=ORDER.index)
    rows = await session.execute(
        select(OutboxRow, MessageRow.sequence)
        .join(MessageRow, MessageRow.id == OutboxRow.message_id)
        .where(MessageRow.conversation_id == conversation_id)
        .order_by(MessageRow.sequence)
    )
    return tuple(
        Delivery(
            row.message_id,
            sequence,
            furthest.get(row.id, row.status) if row.status == "sent" else row.status,
            row.error,
        )
        for row, sequence in rows.all()
        if row.message_id
    )
