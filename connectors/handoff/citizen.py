"""What the citizen does while a human has the conversation, or is about to: waits, gives up, leaves a number, types.

The assistant is silent then, but nobody is left without a sentence.
"""

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.reply import Button
from connectors.conversations.model import Conversation, Message
from connectors.conversations.states import State
from connectors.database.tables import CLOCK
from connectors.handoff import cases, contact, telling
from connectors.handoff.happened import write_down
from connectors.handoff.model import Handoff
from connectors.handoff.tables import HandoffRow
from connectors.handoff.telling import CANCEL, NO_CONTACT
from connectors.sealing import Seal


async def overhear(session: AsyncSession, conversation: Conversation, raw: str, seal: Seal) -> None:
    """Takes the call-back detail out of a message that is being stored, when one was asked for. Conversation locked."""
    if conversation.state not in (State.WAITING, State.AGENT):
        return
    handoff = await cases.open_of(session, conversation.id)
    found = contact.found_in(raw) if handoff and handoff.contact_wanted else None
    if handoff and found:
        await contact.keep(session, handoff.id, found, seal)
        await write_down(session, handoff, "overdracht-gewijzigd")


async def hear(session: AsyncSession, conversation: Conversation, message: Message) -> None:
    """Answers a message of somebody who waits; with an agent there, the agent does. Conversation locked."""
    handoff = await cases.open_of(session, conversation.id)
    if handoff is None or conversation.state is not State.WAITING:
        return
    match message.payload:
        case telling.CANCEL:
            await cases.withdraw(session, conversation, handoff)
        case telling.CONTACT:
            await contact.want(session, handoff.id, True)
            await _may_thank_again(session, handoff)
            await telling.tell(session, conversation, "contact_ask", *_while_asked())
        case telling.NO_CONTACT:
            await contact.want(session, handoff.id, False)
            await telling.tell(session, conversation, "contact_not", telling.button("cancel", CANCEL))
        case _:
            await _words(session, conversation, handoff)


async def _words(session: AsyncSession, conversation: Conversation, handoff: Handoff) -> None:
    if handoff.contact_wanted:
        await telling.tell(session, conversation, "contact_wrong", *_while_asked())
        return
    if handoff.contact_kind and f"contact_{handoff.contact_kind}" not in handoff.told:
        await _thank(session, conversation, handoff)
        return
    await telling.tell_once(session, conversation, handoff, "noted", *telling.ways_out(handoff))


async def _thank(session: AsyncSession, conversation: Conversation, handoff: Handoff) -> None:
    told = [*handoff.told, f"contact_{handoff.contact_kind}"]
    await session.execute(update(HandoffRow).where(HandoffRow.id == handoff.id).values(told=told))
    await telling.tell(session, conversation, f"contact_kept_{handoff.contact_kind}", *telling.ways_out(handoff))


async def _may_thank_again(session: AsyncSession, handoff: Handoff) -> None:
    told = [key for key in handoff.told if not key.startswith("contact_")]
    await session.execute(update(HandoffRow).where(HandoffRow.id == handoff.id).values(told=told))


async def typing(session: AsyncSession, conversation: Conversation) -> bool:
    """The citizen is typing; True when there is an agent who can see it."""
    typed = update(HandoffRow).where(HandoffRow.conversation_id == conversation.id, HandoffRow.status == "claimed")
    found = await session.execute(typed.values(citizen_typed_at=CLOCK).returning(HandoffRow.id))
    return found.first() is not None


def _while_asked() -> tuple[Button, ...]:
    return telling.button("no_contact", NO_CONTACT), telling.button("cancel", CANCEL)
