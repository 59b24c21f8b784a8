"""Ends: the citizen says stop, and everything is gone; or stops answering an agent, and the conversation is closed."""

import uuid
from dataclasses import asdict
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.sentences import sentence
from connectors.conversations import notify, store
from connectors.conversations.states import State
from connectors.database.engine import transaction
from connectors.database.tables import ConversationRow, MessageRow
from connectors.handoff import cases
from connectors.whatsapp import contacts, intake
from connectors.whatsapp.channel import Channel
from connectors.whatsapp.payloads import Inbound
from connectors.whatsapp.tables import ContactRow, OutboxRow

# Whoever hears from an agent after a long time gets at least this long to answer.
ANSWER_TIME = timedelta(hours=1)


async def stop(channel: Channel, inbound: Inbound) -> None:
    """Erases at once, asks nothing, and confirms. The address stays until the confirmation has left; see `tidy`."""
    async with transaction(channel.engine) as session:
        if known := await contacts.talking_in(session, channel.vault, inbound.sender):
            await store.lock_turn(session, known)  # before the contact, as a turn that erases does
            await store.lock(session, known)
        row = await contacts.find(session, channel.vault, inbound.sender)
        erased = row.conversation_id if row else None
        if row is None:
            row = _stranger(channel, inbound)
            session.add(row)
            await session.flush()
        row.heard_at = max(row.heard_at, inbound.sent_at)
        if erased:
            await cases.erase(session, erased)
            await notify.changed(session, erased)
        notice = "whatsapp.stopped" if erased else "whatsapp.nothing_kept"
        session.add(OutboxRow(contact_id=row.id, notice=notice))
        await notify.whatsapp_goes_out(session)


async def close_silent(channel: Channel) -> int:
    """Closes what waits too long for a citizen, kindly and while WhatsApp still lets us say so; how many."""
    async with transaction(channel.engine) as session:
        silent = await _silent(session, channel)
        for conversation_id in sorted(silent):
            conversation = await store.lock(session, conversation_id)
            if conversation is None or conversation_id not in await _silent(session, channel):
                continue  # the citizen wrote meanwhile
            await store.append(session, conversation, "system", sentence("whatsapp.silent"))
            await cases.end_unanswered(session, conversation.id)
            await store.change_state(session, conversation, State.CLOSED, "system")
            await notify.changed(session, conversation.id)
    return len(silent)


async def _silent(session: AsyncSession, channel: Channel) -> list[uuid.UUID]:
    """Conversations with an agent in which the agent spoke last, long ago."""
    last_role = (
        select(MessageRow.role)
        .where(MessageRow.conversation_id == ConversationRow.id, MessageRow.role != "system")
        .order_by(MessageRow.sequence.desc())
        .limit(1)
        .scalar_subquery()
    )
    last_said = (
        select(func.max(MessageRow.created_at))
        .where(MessageRow.conversation_id == ConversationRow.id, MessageRow.role == "agent")
        .scalar_subquery()
    )
    found = (
        select(ConversationRow.id)
        .join(ContactRow, ContactRow.conversation_id == ConversationRow.id)
        .where(
            ConversationRow.state == State.AGENT,
            ContactRow.heard_at < func.clock_timestamp() - channel.account.close_after,
            last_role == "agent",
            last_said < func.clock_timestamp() - ANSWER_TIME,
        )
    )
    return list(await session.scalars(found))


def _stranger(channel: Channel, inbound: Inbound) -> ContactRow:
    """Somebody whose first word is stop: known just long enough to answer."""
    return ContactRow(
        id=uuid.uuid4(),
        user_key=intake.user_key(channel.vault, inbound.sender),
        phone_key=intake.phone_key(channel.vault, inbound.sender),
        address=channel.vault.seal(asdict(inbound.sender)),
        heard_at=inbound.sent_at,
    )
