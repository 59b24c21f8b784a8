"""The team as its lead sees it: who waits how long, who is at work, and which conversations go on."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from connectors.desk.queue import question_of
from connectors.desk.times import elapsed
from connectors.handoff import desk, model
from connectors.handoff.desk import TeamView
from connectors.handoff.tables import HandoffRow


@dataclass(frozen=True)
class Going:
    """A conversation that an agent has now."""

    id: UUID
    question: str
    agent: str
    team: str


@dataclass(frozen=True)
class Team:
    """`longest` is empty when nobody waits."""

    view: TeamView
    longest: str
    going: tuple[Going, ...]


async def view(session: AsyncSession, now: datetime) -> Team:
    found = await desk.team_view(session)
    longest = elapsed(found.longest_wait_since, now) if found.longest_wait_since else ""
    rows = await session.scalars(
        select(HandoffRow).where(HandoffRow.status == "claimed").order_by(HandoffRow.agent_name, HandoffRow.claimed_at)
    )
    return Team(found, longest, tuple(_going(model.handoff(row)) for row in rows))


def _going(handoff: model.Handoff) -> Going:
    return Going(handoff.id, question_of(handoff), handoff.agent_name or "", handoff.team)
