"""What Meta tells later of what was sent: failures are dealt with, doubts are settled."""

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.sentences import sentence
from connectors.conversations import notify, store
from connectors.database.engine import transaction
from connectors.database.tables import CLOCK, MessageRow
from connectors.whatsapp import outbox, sending
from connectors.whatsapp.channel import Channel
from connectors.whatsapp.outbox import Task, reference
from connectors.whatsapp.payloads import Sender
from connectors.whatsapp.rules import UNSURE_AFTER
from connectors.whatsapp.tables import ContactRow, OutboxRow, SentRow, StatusRow

BATCH = 20
UNKNOWN_ERROR = 131000
NEVER = func.make_timestamptz(9999, 1, 1, 0, 0, 0)


async def deal_with_failures(channel: Channel) -> None:
    """A message that Meta took and could not bring is treated as one that it refused."""
    async with transaction(channel.engine) as session:
        failed = await session.execute(
            select(StatusRow, SentRow)
            .join(SentRow, SentRow.message_key == StatusRow.message_key)
            .where(~StatusRow.handled)
            .limit(BATCH)
            .with_for_update(of=StatusRow, skip_locked=True)
        )
        tasks = []
        for status, part in failed.all():
            status.handled = True
            tasks.append((await _reopened(session, part), status.error))
    for task, code in tasks:
        if task:
            to = Sender(**channel.vault.open(task.address))
            await sending.refused(channel, task, to, code or UNKNOWN_ERROR)


async def settle_doubts(channel: Channel) -> None:
    """A message of which no answer came: a status with our reference proves that it was sent. Without one, the citizen
    is asked, once; what went out twice cannot be taken back."""
    async with transaction(channel.engine) as session:
        doubtful = (
            select(OutboxRow)
            .where(
                ((OutboxRow.status == "unsure") & (OutboxRow.try_at <= func.clock_timestamp()))
                | ((OutboxRow.status == "sending") & (OutboxRow.changed_at < func.clock_timestamp() - UNSURE_AFTER))
            )
            .limit(BATCH)
            .with_for_update(of=OutboxRow, skip_locked=True, key_share=True)
        )
        unknown = [row for row in await session.scalars(doubtful) if not await _was_sent(session, row)]
        for row in unknown:
            row.status, row.try_at, row.changed_at = "unsure", NEVER, CLOCK
        people = {row.contact_id for row in unknown if row.message_id}
    for contact_id in people:
        await _ask(channel, contact_id)


async def _reopened(session: AsyncSession, part: SentRow) -> Task | None:
    """The part again, as it was before it was sent."""
    row = await session.get(OutboxRow, part.outbox_id)
    contact = await session.get(ContactRow, row.contact_id) if row else None
    if row is None or contact is None:
        return None
    row.part = part.part
    await session.delete(part)
    message = await session.get(MessageRow, row.message_id) if row.message_id else None
    return Task(
        row.id, contact.id, contact.conversation_id, message, row.notice, part.part, row.attempts + 1,
        contact.address, contact.heard_at,
    )  # fmt: skip


async def _was_sent(session: AsyncSession, row: OutboxRow) -> bool:
    told = select(StatusRow.message_key).where(StatusRow.reference == reference(row.id, row.part))
    key = await session.scalar(told.where(StatusRow.status != "failed").limit(1))
    if key is None:
        return False
    # perhaps there are more parts: the sender sees that there are none left
    await outbox.took(session, row.id, row.part, key, is_last=False)
    await notify.whatsapp_goes_out(session)
    return True


async def _ask(channel: Channel, contact_id: object) -> None:
    """*Did you get it?* It is a sentence of its own, so it is no second copy."""
    async with transaction(channel.engine) as session:
        contact = await session.get(ContactRow, contact_id)
        conversation = (
            await store.lock(session, contact.conversation_id) if contact and contact.conversation_id else None
        )
        if conversation:
            await store.append(session, conversation, "system", sentence("whatsapp.unsure"))
            await notify.changed(session, conversation.id)


async def forget_old(session: AsyncSession, older_than: object) -> None:
    """Statuses of messages that are gone, or that nobody here sent."""
    known = select(SentRow.message_key)
    await session.execute(update(StatusRow).where(~StatusRow.handled, StatusRow.at < older_than).values(handled=True))
    await session.execute(delete(StatusRow).where(StatusRow.at < older_than, StatusRow.message_key.not_in(known)))
