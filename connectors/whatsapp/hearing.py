"""What one message of a citizen does. It becomes a turn; or it gets a kind sentence, and nothing of it is kept."""

from datetime import timedelta

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.reply import Reply
from bot.sentences import all_sentences, sentence
from connectors import turn
from connectors.conversations import notify, store
from connectors.conversations.states import ASSISTANT_ANSWERS, State
from connectors.database.engine import transaction
from connectors.database.tables import MessageRow
from connectors.incoming import Accepted, Refused, Replayed, Said
from connectors.whatsapp import contacts, farewell, offered, outbox
from connectors.whatsapp.channel import Channel
from connectors.whatsapp.contacts import Contact
from connectors.whatsapp.intake import message_key
from connectors.whatsapp.payloads import Inbound
from connectors.whatsapp.words import is_word

# An album of ten photos is ten messages; one sentence is enough.
SAME_NOTICE_WITHIN = timedelta(minutes=1)


class GoneError(Exception):
    """The conversation was erased while its message was being heard; the next try finds a new one."""


async def hear(channel: Channel, inbound: Inbound) -> int:
    """Handles one message; the seconds to wait when it has to be heard later, else 0."""
    match inbound.kind:
        case "moved" if inbound.moved_to:
            async with transaction(channel.engine) as session:
                await contacts.moved(session, channel.vault, inbound.sender, inbound.moved_to)
            return 0
        case "deleted":
            await _withdraw(channel, inbound)
            return 0
        case "reaction" | "notice" | "moved":
            return 0  # a thumb is no question
    if is_word(inbound.text, "stop"):
        await farewell.stop(channel, inbound)
        channel.seen(inbound.id, typing=False)
        return 0
    async with transaction(channel.engine) as session:
        account = channel.account
        contact = await contacts.heard(session, channel.vault, inbound.sender, inbound.sent_at, account.privacy_url)
        if is_word(inbound.text, "again") and await outbox.send_again(session, contact.id):
            return 0
    return await _answer(channel, inbound, contact)


async def _answer(channel: Channel, inbound: Inbound, contact: Contact) -> int:
    if inbound.kind not in ("text", "choice", "edited"):
        await _tell_unused(channel, inbound, contact)
    if not inbound.text and not inbound.payload:
        channel.seen(inbound.id, typing=False)
        return 0
    match await turn.accept(channel.engine, channel.limits, await _said(channel, inbound, contact)):
        case Accepted() | Replayed():
            channel.seen(inbound.id, typing=await _is_assistants(channel, contact))
        case Refused("too_fast", seconds):
            return seconds
        case Refused("key_reused"):
            return 0  # it was stored the first time; what its number meant has changed since
        case Refused("gone"):
            raise GoneError
        case Refused(reason):
            await _notice(channel, contact, reason)
    return 0


async def _said(channel: Channel, inbound: Inbound, contact: Contact) -> Said:
    """The words, or the button that was pressed or whose number was typed, under the title that it was offered with."""
    async with transaction(channel.engine) as session:
        button = await offered.meant(session, contact.conversation_id, inbound.text, inbound.payload)
    text, payload = (button.title, button.payload) if button else (inbound.text, inbound.payload)
    # Meta gives every button a title, but a message without words would be refused as empty
    return Said(contact.conversation_id, message_key(channel.vault, inbound.id), text or payload or "", payload)


async def _tell_unused(channel: Channel, inbound: Inbound, contact: Contact) -> None:
    """Says what to do instead; a caption is read, and that is said."""
    key = f"{inbound.kind}_with_words" if inbound.text else inbound.kind
    if f"whatsapp.not_used.{key}" in all_sentences():
        await _notice(channel, contact, key)


async def _notice(channel: Channel, contact: Contact, key: str) -> None:
    """Said by Wegwijs, or by the system when a human has the conversation, so that the agent sees it too."""
    reply = Reply(kind="smalltalk", text=sentence(f"whatsapp.not_used.{key}"))
    async with transaction(channel.engine) as session:
        conversation = await store.lock(session, contact.conversation_id)
        if conversation is None or await _was_just_said(session, contact, reply.text):
            return
        is_assistants = conversation.state in ASSISTANT_ANSWERS or conversation.state is State.CLOSED
        if is_assistants:
            await store.append(session, conversation, "assistant", reply.text, reply=reply.model_dump(mode="json"))
        else:
            await store.append(session, conversation, "system", reply.text)
        await notify.changed(session, conversation.id)


async def _was_just_said(session: AsyncSession, contact: Contact, text: str) -> bool:
    same = select(MessageRow.id).where(
        MessageRow.conversation_id == contact.conversation_id,
        MessageRow.text == text,
        MessageRow.created_at > func.clock_timestamp() - SAME_NOTICE_WITHIN,
    )
    return await session.scalar(same.limit(1)) is not None


async def _is_assistants(channel: Channel, contact: Contact) -> bool:
    """An agent's typing is shown by the desk, not promised here."""
    async with transaction(channel.engine) as session:
        conversation = await store.current(session, contact.conversation_id)
    return conversation.state in ASSISTANT_ANSWERS


async def _withdraw(channel: Channel, inbound: Inbound) -> None:
    """The citizen took words back: they go, also here. What Rasa remembers of them goes with the conversation."""
    if inbound.about is None:
        return
    key = message_key(channel.vault, inbound.about)
    async with transaction(channel.engine) as session:
        contact = await contacts.find(session, channel.vault, inbound.sender)
        if contact is None or contact.conversation_id is None:
            return
        taken_back = update(MessageRow).where(
            MessageRow.conversation_id == contact.conversation_id,
            MessageRow.idempotency_key == key,
            MessageRow.role == "citizen",
        )
        await session.execute(taken_back.values(text=sentence("whatsapp.withdrawn"), payload=None))
        await notify.changed(session, contact.conversation_id)
