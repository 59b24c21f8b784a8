"""The outbox: what has to go out to each person, in order. The rows decide, so processes may come and go.

A row is marked as `sending` and committed before anything leaves, and what Meta said is committed after. Between the
two lies the one moment in which nobody can know: such a row becomes `unsure`, and is not sent again by itself.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import exists, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from connectors.conversations import notify, store
from connectors.conversations.model import Conversation
from connectors.database.tables import CLOCK, MessageRow
from connectors.whatsapp import rules
from connectors.whatsapp.tables import ContactRow, NumberRow, OutboxRow, SentRow

OPEN = ("waiting", "sending")


@dataclass(frozen=True)
class Task:
    """One part of one message, claimed: nobody else sends it. `attempt` counts from 1."""

    id: int
    contact_id: UUID
    conversation_id: UUID | None
    message: MessageRow | None
    notice: str | None
    part: int
    attempt: int
    address: bytes
    heard_at: datetime

    @property
    def reference(self) -> str:
        """What Meta gives back with every status of this part."""
        return reference(self.id, self.part)


def reference(id: int, part: int) -> str:
    return f"{id}.{part}"


async def claim(session: AsyncSession, phone_number_id: str) -> Task | None:
    """The next message that may go out now: first of its person, within the pair rate, number not paused."""
    earlier = aliased(OutboxRow)
    waits = exists().where(
        earlier.contact_id == OutboxRow.contact_id, earlier.status.in_(OPEN), earlier.id < OutboxRow.id
    )
    paused = exists().where(
        NumberRow.phone_number_id == phone_number_id, NumberRow.paused_until > func.clock_timestamp()
    )
    saved_up = rules.PAIR_INTERVAL * (rules.PAIR_BURST - 1)
    found = await session.execute(
        select(OutboxRow, ContactRow)
        .join(ContactRow, ContactRow.id == OutboxRow.contact_id)
        .where(
            OutboxRow.status == "waiting",
            OutboxRow.try_at <= func.clock_timestamp(),
            ContactRow.paced_until <= func.clock_timestamp() + saved_up,
            ~waits,
            ~paused,
        )
        .order_by(OutboxRow.try_at)
        .limit(1)
        .with_for_update(of=[OutboxRow, ContactRow], skip_locked=True, key_share=True)
    )
    pair = found.first()
    if pair is None:
        return None
    row, contact = pair
    row.status, row.attempts, row.changed_at = "sending", row.attempts + 1, CLOCK
    contact.paced_until = func.greatest(ContactRow.paced_until, func.clock_timestamp()) + rules.PAIR_INTERVAL
    message = await session.get(MessageRow, row.message_id) if row.message_id else None
    task = Task(
        row.id, contact.id, contact.conversation_id, message, row.notice, row.part, row.attempts,
        contact.address, contact.heard_at,
    )  # fmt: skip
    await session.flush()
    return task


async def took(session: AsyncSession, id: int, part: int, message_key: str, is_last: bool) -> None:
    """Meta took this part. A row that is gone belongs to a conversation that was erased meanwhile."""
    done = {"status": "sent" if is_last else "waiting", "part": part + 1, "attempts": 0, "error": None}
    changed = update(OutboxRow).where(OutboxRow.id == id, OutboxRow.part == part)
    kept = await session.scalar(changed.values(**done, try_at=CLOCK, changed_at=CLOCK).returning(OutboxRow.id))
    if kept is not None:
        row = insert(SentRow).values(message_key=message_key, outbox_id=id, part=part)
        await session.execute(row.on_conflict_do_nothing())


async def later(session: AsyncSession, id: int, wait: timedelta, error: int | None) -> None:
    await _change(session, id, "waiting", wait, error)


async def unsure(session: AsyncSession, id: int, wait: timedelta) -> None:
    """`wait`: how long a status may still tell that it did arrive."""
    await _change(session, id, "unsure", wait, None)


async def hold(session: AsyncSession, id: int, error: int | None) -> None:
    """Until the citizen writes again."""
    await _change(session, id, "held", timedelta(), error)


async def fail(session: AsyncSession, id: int, error: int | None) -> None:
    await _change(session, id, "failed", timedelta(), error)


async def send_again(session: AsyncSession, contact_id: UUID) -> bool:
    """Sends what may not have arrived once more, because the citizen asks for it; False when there is nothing."""
    doubtful = update(OutboxRow).where(OutboxRow.contact_id == contact_id, OutboxRow.status == "unsure")
    found = await session.scalars(doubtful.values(status="waiting", try_at=CLOCK, attempts=0).returning(OutboxRow.id))
    again = bool(found.all())
    if again:
        await notify.whatsapp_goes_out(session)
    return again


async def tell_desk(session: AsyncSession, conversation: Conversation, text: str) -> None:
    """A note in the conversation that is not sent: its payload keeps it out of the outbox."""
    await store.append(session, conversation, "system", text, payload="note")
    await notify.changed(session, conversation.id)


async def _change(session: AsyncSession, id: int, status: str, wait: timedelta, error: int | None) -> None:
    changed = update(OutboxRow).where(OutboxRow.id == id)
    await session.execute(changed.values(status=status, error=error, try_at=CLOCK + wait, changed_at=CLOCK))
