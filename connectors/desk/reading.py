"""Who may see which case, and everything that its page shows, read in one transaction."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from connectors.conversations.model import Message
from connectors.database.tables import CLOCK, MessageRow
from connectors.desk import times
from connectors.desk.workplace import agent_of
from connectors.gateway.problems import Problem
from connectors.handoff import desk
from connectors.handoff.human import TYPING
from connectors.handoff.model import Handoff, Note
from connectors.outbox import overview
from connectors.outbox.overview import Shown
from connectors.people.model import Person
from connectors.people.roles import Role
from connectors.whatsapp import desk as whatsapp
from connectors.whatsapp.desk import Delivery

# Whose the case is, for whoever looks: their own, in the queue, a colleague's (only a lead sees it), or over.
Side = Literal["own", "waiting", "other", "over"]

# What became of a message that is not on the citizen's phone.
NOT_THERE = ("failed", "held", "unsure")


@dataclass(frozen=True)
class Standing:
    """How a case stands now; everything in the head of its page."""

    handoff: Handoff
    side: Side
    typing: bool
    waits: str
    whatsapp_left: timedelta | None

    @property
    def whatsapp_text(self) -> str:
        return times.whatsapp_text(self.whatsapp_left) if self.whatsapp_left is not None else ""

    @property
    def is_hurry(self) -> bool:
        return self.whatsapp_left is not None and self.whatsapp_left < times.WHATSAPP_HURRY


def may_see(handoff: Handoff, person: Person) -> bool:
    """Theirs (also when it is over), or waiting; a lead sees all."""
    return handoff.status == "waiting" or handoff.agent_id == person.id or person.may(Role.LEAD)


async def found(session: AsyncSession, handoff_id: UUID, person: Person) -> Handoff:
    """Raises the problems `no_case` (a citizen may have erased it) and `not_yours`."""
    handoff = await desk.get(session, handoff_id)
    if handoff is None:
        raise Problem("no_case")
    if not may_see(handoff, person):
        raise Problem("not_yours")
    return handoff


async def standing(session: AsyncSession, handoff: Handoff, person: Person) -> Standing:
    now = await moment(session)
    last = await _last_of_citizen(session, handoff) if handoff.channel == "whatsapp" else None
    typed = handoff.citizen_typed_at
    return Standing(
        handoff=handoff,
        side=side_of(handoff, person),
        typing=handoff.status == "claimed" and typed is not None and now - typed < TYPING,
        waits=times.elapsed(handoff.created_at, now),
        whatsapp_left=times.whatsapp_left(last, now),
    )


def side_of(handoff: Handoff, person: Person) -> Side:
    if handoff.belongs_to(agent_of(person)):
        return "own"
    match handoff.status:
        case "waiting":
            return "waiting"
        case "claimed":
            return "other"
        case _:
            return "over"


async def moment(session: AsyncSession) -> datetime:
    """Now, by the clock that all times are written with."""
    now: datetime = (await session.scalars(select(CLOCK))).one()
    return now


async def _last_of_citizen(session: AsyncSession, handoff: Handoff) -> datetime | None:
    said = select(func.max(MessageRow.created_at)).where(
        MessageRow.conversation_id == handoff.conversation_id, MessageRow.role == "citizen"
    )
    return await session.scalar(said)


@dataclass(frozen=True)
class Whole:
    """A case whole, for its page."""

    standing: Standing
    messages: tuple[Message, ...]
    notes: tuple[Note, ...]
    deliveries: tuple[Shown, ...]
    undelivered: tuple[Delivery, ...]

    @property
    def handoff(self) -> Handoff:
        return self.standing.handoff

    @property
    def last_sequence(self) -> int:
        return self.messages[-1].sequence if self.messages else 0


async def whole(session: AsyncSession, handoff: Handoff, person: Person) -> Whole:
    messages = await desk.messages(session, handoff)
    return Whole(
        await standing(session, handoff, person),
        messages,
        await desk.notes(session, handoff.id),
        tuple(await overview.of_subject(session, handoff.id)),
        await _undelivered(session, handoff),
    )


async def _undelivered(session: AsyncSession, handoff: Handoff) -> tuple[Delivery, ...]:
    """Messages that did not reach the citizen's WhatsApp, or of which nobody knows."""
    if handoff.channel != "whatsapp":
        return ()
    found = await whatsapp.deliveries(session, handoff.conversation_id)
    return tuple(one for one in found if one.status in NOT_THERE)
