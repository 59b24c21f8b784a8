"""What the citizen is told on the way to a human: typed system messages, stored with the change that they tell of."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.reply import Button, Reply
from bot.sentences import sentence
from connectors.conversations import store
from connectors.conversations.model import Conversation, Message
from connectors.handoff.hours import Hours, opening_text
from connectors.handoff.model import Handoff
from connectors.handoff.tables import HandoffRow
from connectors.handoff.waiting import Place

# The payloads that the gateway hears itself while a conversation waits; Rasa never gets them.
CANCEL, CONTACT, NO_CONTACT = "/handoff_cancel", "/handoff_contact", "/handoff_no_contact"
OF_WHO_WAITS = (CANCEL, CONTACT, NO_CONTACT)


async def tell(
    session: AsyncSession, conversation: Conversation, key: str, *buttons: Button, **fields: object
) -> Message:
    """Says the sentence `handoff.<key>` in a locked conversation."""
    return await say(session, conversation, sentence(f"handoff.{key}", **fields), *buttons)


async def say(session: AsyncSession, conversation: Conversation, text: str, *buttons: Button) -> Message:
    reply = Reply(kind="smalltalk", text=text, buttons=buttons)
    return await store.append(session, conversation, "system", text, reply=reply.model_dump(mode="json"))


async def tell_once(
    session: AsyncSession, conversation: Conversation, handoff: Handoff, key: str, *buttons: Button
) -> None:
    """The same, unless this case was told so before."""
    if key in handoff.told:
        return
    told = update(HandoffRow).where(HandoffRow.id == handoff.id)
    await session.execute(told.values(told=[*handoff.told, key]))
    await tell(session, conversation, key, *buttons)


def ways_out(handoff: Handoff) -> tuple[Button, ...]:
    """Under everything that is said to who waits: only the buttons of the last message can be pressed."""
    cancel = button("cancel", CANCEL)
    if handoff.channel == "whatsapp":
        return (cancel,)
    return (button("contact_call", CONTACT), cancel)


def waiting_text(handoff: Handoff, place: Place, hours: Hours, now: datetime) -> str:
    """Handed over: the place in the queue and the expected wait, or when the desk opens."""
    warning = _warning(handoff)
    return (
        f"{warning} {_expectation(handoff, place, hours, now)}" if warning else _expectation(handoff, place, hours, now)
    )


def waiting_buttons(handoff: Handoff, place: Place, hours: Hours, now: datetime) -> tuple[Button, ...]:
    """To leave a number when nobody picks up soon, and to go back to the assistant."""
    cancel = button("cancel", CANCEL)
    picked_up_soon = hours.are_open(now) and place.staffed
    if handoff.channel == "whatsapp" or handoff.contact_kind:
        return (cancel,)
    return (button("contact" if picked_up_soon else "contact_call", CONTACT), cancel)


def button(name: str, payload: str) -> Button:
    return Button(title=sentence(f"handoff.buttons.{name}"), payload=payload)


def _warning(handoff: Handoff) -> str:
    """Whoever is in danger must not wait for us."""
    return sentence("handoff.danger") if handoff.urgency == "crisis" else ""


def _expectation(handoff: Handoff, place: Place, hours: Hours, now: datetime) -> str:
    suffix = "_whatsapp" if handoff.channel == "whatsapp" else ""
    if not hours.are_open(now):
        opening = hours.next_opening(now)
        if opening is None:
            return sentence(f"handoff.closed_long{suffix}")
        return sentence(f"handoff.closed_now{suffix}", opening=opening_text(opening, now))
    if not place.staffed:
        return sentence(f"handoff.nobody{suffix}", place=place_text(place))
    return sentence("handoff.waiting", place=place_text(place), wait=wait_text(place))


def place_text(place: Place) -> str:
    before = place.position - 1
    if before == 0:
        return sentence("handoff.place_first")
    verb = sentence("handoff.place_one" if before == 1 else "handoff.place_more")
    return sentence("handoff.place", verb=verb, count=before)


def wait_text(place: Place) -> str:
    if place.wait_minutes is None:
        return sentence("handoff.wait_unknown")
    key = "handoff.wait_one" if place.wait_minutes == 1 else "handoff.wait"
    return sentence(key, minutes=place.wait_minutes)
