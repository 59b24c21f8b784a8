"""Who is at the desk. An open page says so every 20 seconds; whoever stops saying it is gone."""

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from connectors.conversations import notify
from connectors.database.tables import CLOCK
from connectors.handoff import cases, model
from connectors.handoff.model import Agent
from connectors.handoff.tables import HandoffRow, PresenceRow
from connectors.handoff.waiting import PRESENT

RENEW_SECONDS = 20
# How long a citizen waits for an agent whose page is gone, before the conversation goes back to the queue.
LEFT_SECONDS = 120


async def seen(session: AsyncSession, agent: Agent) -> None:
    """The agent's page is open; the first time this makes the agent available."""
    row = insert(PresenceRow).values(agent_id=agent.id, name=agent.name, team=agent.team)
    renewed = {"seen_at": CLOCK, "name": row.excluded.name, "team": row.excluded.team}
    await session.execute(row.on_conflict_do_update(index_elements=[PresenceRow.agent_id], set_=renewed))


async def set_available(session: AsyncSession, agent: Agent, available: bool) -> None:
    """Takes new conversations, or not for now. Own conversations go on."""
    await seen(session, agent)
    await session.execute(update(PresenceRow).where(PresenceRow.agent_id == agent.id).values(available=available))
    await notify.desk(session)


async def is_available(session: AsyncSession, agent: Agent) -> bool:
    there = select(PresenceRow.available).where(PresenceRow.agent_id == agent.id, PresenceRow.seen_at > CLOCK - PRESENT)
    return bool(await session.scalar(there))


async def gone(session: AsyncSession, agent: Agent) -> None:
    """The agent signed out: every own conversation goes back to its queue, and the citizens are told."""
    away = update(PresenceRow).where(PresenceRow.agent_id == agent.id)
    await session.execute(away.values(seen_at=CLOCK - PRESENT))
    own = select(HandoffRow).where(HandoffRow.agent_id == agent.id, HandoffRow.status == "claimed")
    for row in await session.scalars(own):
        await cases.release(session, model.handoff(row), "released")


async def release_those_who_left(session: AsyncSession) -> int:
    """Puts conversations back in the queue whose agent's page is gone for too long; how many."""
    left = func.make_interval(0, 0, 0, 0, 0, 0, LEFT_SECONDS)
    alone = (
        select(HandoffRow)
        .outerjoin(PresenceRow, PresenceRow.agent_id == HandoffRow.agent_id)
        .where(HandoffRow.status == "claimed", func.coalesce(PresenceRow.seen_at, HandoffRow.claimed_at) < CLOCK - left)
    )
    found = [model.handoff(row) for row in await session.scalars(alone)]
    for handoff in found:
        await cases.release(session, handoff, "left")
    return len(found)
