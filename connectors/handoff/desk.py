"""What the desk reads: the queue, an agent's own conversations, one case whole, and the team as its lead sees it."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from connectors.conversations import model as conversations
from connectors.conversations.model import Message
from connectors.database.tables import CLOCK, MessageRow
from connectors.handoff import model
from connectors.handoff.happened import write_down
from connectors.handoff.model import Agent, Handoff, Note, SignalKind
from connectors.handoff.tables import HandoffRow, NoteRow, PresenceRow, SignalRow
from connectors.handoff.waiting import PRESENT


@dataclass(frozen=True)
class Own:
    """A conversation of an agent; `unread` messages of the citizen came after what the agent saw last."""

    handoff: Handoff
    unread: int


@dataclass(frozen=True)
class AtWork:
    """An agent as the lead sees them; `present`: a page of the desk is open."""

    name: str
    team: str
    available: bool
    present: bool
    chats: int


@dataclass(frozen=True)
class TeamView:
    """`longest_wait_since` is when the one who waits longest began to wait; `closed_today` counts this day in UTC."""

    waiting: int
    longest_wait_since: datetime | None
    closed_today: int
    agents: tuple[AtWork, ...]


async def waiting(session: AsyncSession, team: str | None = None) -> tuple[Handoff, ...]:
    """The queue in the order in which it is to be picked up; of every team when none is named."""
    found = select(HandoffRow).where(HandoffRow.status == "waiting")
    found = found.where(HandoffRow.team == team) if team else found
    rows = await session.scalars(found.order_by(HandoffRow.rank, HandoffRow.created_at, HandoffRow.id))
    return tuple(model.handoff(row) for row in rows)


async def own(session: AsyncSession, agent: Agent) -> tuple[Own, ...]:
    """The agent's conversations, the one claimed first above."""
    unread = (
        select(func.count())
        .where(
            MessageRow.conversation_id == HandoffRow.conversation_id,
            MessageRow.role == "citizen",
            MessageRow.sequence > HandoffRow.agent_read,
        )
        .scalar_subquery()
    )
    found = select(HandoffRow, unread).where(HandoffRow.agent_id == agent.id, HandoffRow.status == "claimed")
    rows = (await session.execute(found.order_by(HandoffRow.claimed_at))).all()
    return tuple(Own(model.handoff(row), count) for row, count in rows)


async def get(session: AsyncSession, handoff_id: UUID) -> Handoff | None:
    row = await session.get(HandoffRow, handoff_id, populate_existing=True)
    return model.handoff(row) if row else None


async def messages(session: AsyncSession, handoff: Handoff, after: int = 0) -> tuple[Message, ...]:
    """What was said in the episode of this case after a sequence, in order; all of it."""
    rows = await session.scalars(
        select(MessageRow)
        .where(
            MessageRow.conversation_id == handoff.conversation_id,
            MessageRow.episode == handoff.episode,
            MessageRow.sequence > after,
        )
        .order_by(MessageRow.sequence)
    )
    return tuple(conversations.message(row) for row in rows)


async def read_up_to(session: AsyncSession, handoff: Handoff, sequence: int) -> None:
    """The agent has seen everything up to here."""
    seen = update(HandoffRow).where(HandoffRow.id == handoff.id, HandoffRow.agent_read < sequence)
    await session.execute(seen.values(agent_read=sequence))


async def typing(session: AsyncSession, handoff: Handoff) -> None:
    """The agent is typing; the caller wakes the conversation (`notify.changed`)."""
    await session.execute(update(HandoffRow).where(HandoffRow.id == handoff.id).values(agent_typed_at=CLOCK))


async def notes(session: AsyncSession, handoff_id: UUID) -> tuple[Note, ...]:
    rows = await session.scalars(
        select(NoteRow).where(NoteRow.handoff_id == handoff_id).order_by(NoteRow.created_at, NoteRow.id)
    )
    return tuple(_note(row) for row in rows)


async def signal(
    session: AsyncSession, handoff: Handoff, kind: SignalKind, organisation: str | None, topic: str | None
) -> None:
    """Tells policy; nothing in it leads back to the citizen."""
    await write_down(session, handoff, "signaal-gegeven", signaal=kind, organisatie=organisation, onderwerp=topic)
    session.add(SignalRow(id=uuid.uuid4(), kind=kind, organisation=organisation, topic=topic, channel=handoff.channel))
    await session.flush()


async def team_view(session: AsyncSession, team: str | None = None) -> TeamView:
    """Counts of now; of every team when none is named."""
    mine = (HandoffRow.team == team,) if team else ()
    queue = select(func.count(), func.min(HandoffRow.created_at)).where(HandoffRow.status == "waiting", *mine)
    count, since = (await session.execute(queue)).one()
    closed = select(func.count()).where(HandoffRow.closed_at >= func.date_trunc("day", CLOCK), *mine)
    return TeamView(count, since, await session.scalar(closed) or 0, await _at_work(session, team))


async def _at_work(session: AsyncSession, team: str | None) -> tuple[AtWork, ...]:
    chats = (
        select(func.count())
        .where(HandoffRow.agent_id == PresenceRow.agent_id, HandoffRow.status == "claimed")
        .scalar_subquery()
    )
    found = select(PresenceRow, PresenceRow.seen_at > CLOCK - PRESENT, chats).order_by(PresenceRow.name)
    found = found.where(PresenceRow.team == team) if team else found
    rows = (await session.execute(found)).all()
    return tuple(AtWork(row.name, row.team, row.available, present, count) for row, present, count in rows)


def _note(row: NoteRow) -> Note:
    kind = cast(Literal["note", "transfer"], row.kind)
    return Note(row.id, kind, row.agent_name, row.text, row.created_at)
