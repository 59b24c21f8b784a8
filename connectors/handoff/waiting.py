"""The queue: who is before whom, and how long it takes, from measured pick-up times only."""

from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from sqlalchemy import func, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from connectors.database.tables import CLOCK
from connectors.handoff.model import RANKS, Handoff
from connectors.handoff.tables import HandoffRow, PresenceRow

# Pick-ups of so many days count; with fewer than so many of them any number would be a guess.
WINDOW = timedelta(days=7)
PICK_UPS_MIN = 5
# An open desk page renews its presence every 20 seconds; two missed and the agent is not there.
PRESENT = timedelta(seconds=60)


@dataclass(frozen=True)
class Place:
    """`position` counts from 1; `wait_minutes` is None when it cannot be known; `staffed`: someone is at the desk."""

    position: int
    wait_minutes: int | None
    staffed: bool


async def place(session: AsyncSession, handoff: Handoff) -> Place:
    """Where a waiting case stands now."""
    here = (RANKS[handoff.urgency], handoff.created_at, handoff.id)
    before = select(func.count()).where(
        HandoffRow.status == "waiting",
        HandoffRow.team == handoff.team,
        tuple_(HandoffRow.rank, HandoffRow.created_at, HandoffRow.id) < tuple_(*here),
    )
    position = 1 + (await session.scalar(before) or 0)
    staffed = await is_staffed(session, handoff.team)
    return Place(position, await _wait_minutes(session, handoff.team) if staffed else None, staffed)


async def is_staffed(session: AsyncSession, team: str) -> bool:
    """Whether an agent of this team is at the desk and takes conversations."""
    there = select(PresenceRow.agent_id).where(
        PresenceRow.team == team, PresenceRow.available, PresenceRow.seen_at > CLOCK - PRESENT
    )
    return await session.scalar(there.limit(1)) is not None


async def _wait_minutes(session: AsyncSession, team: str) -> int | None:
    """The median time to pick-up within opening hours; a wait that still lasts counts with what it lasted.

    Whole minutes, rounded up.
    """
    waited = func.extract("epoch", func.coalesce(HandoffRow.claimed_at, CLOCK) - HandoffRow.created_at)
    measured = select(func.count(), func.percentile_cont(0.5).within_group(waited)).where(
        HandoffRow.team == team,
        HandoffRow.in_hours,
        HandoffRow.created_at > CLOCK - WINDOW,
        or_(HandoffRow.claimed_at.is_not(None), HandoffRow.status == "waiting"),
    )
    count, median_seconds = (await session.execute(measured)).one()
    return max(1, ceil(median_seconds / 60)) if count >= PICK_UPS_MIN else None
