"""What waits, what failed and since when: for the desk, for the health page and for the worker's own clock."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from connectors.database.tables import CLOCK
from connectors.outbox.model import Status
from connectors.outbox.store import WAITING, waits_for_an_earlier_one
from connectors.outbox.tables import OutboxRow

# A restart of the other system is no reason to wake anybody; a citizen who waits for a call is.
LATE_SECONDS = 900.0


@dataclass(frozen=True)
class Shown:
    """One delivery as the desk shows it. `error` is in our own words and names no person."""

    id: UUID
    destination: str
    kind: str
    status: Status
    attempts: int
    next_attempt_at: datetime
    error: str | None
    updated_at: datetime


@dataclass(frozen=True)
class Backlog:
    """One destination: how many wait, how many failed, how long the oldest waits, whether an operator must act."""

    destination: str
    pending: int
    failed: int
    oldest_seconds: float
    alarm: bool

    @property
    def is_well(self) -> bool:
        return not self.alarm and not self.failed and self.oldest_seconds < LATE_SECONDS


async def of_subject(session: AsyncSession, subject_id: UUID) -> list[Shown]:
    """The deliveries about one handoff, in the order in which they were put."""
    return await _shown(session, OutboxRow.subject_id == subject_id)


async def failed(session: AsyncSession) -> list[Shown]:
    """All that was given up or refused; `store.try_again` puts one back."""
    return await _shown(session, OutboxRow.status == "failed")


async def backlogs(session: AsyncSession, now: datetime | None = None) -> list[Backlog]:
    """Every destination that has something waiting or failed."""
    waits = OutboxRow.status.in_(WAITING)
    rows = await session.execute(
        select(
            OutboxRow.destination,
            func.count().filter(waits),
            func.count().filter(OutboxRow.status == "failed"),
            func.min(OutboxRow.tried_since).filter(waits),
            func.bool_or(OutboxRow.alarm),
            CLOCK,
        )
        .where(OutboxRow.status != "delivered")
        .group_by(OutboxRow.destination)
        .order_by(OutboxRow.destination)
    )
    return [
        Backlog(destination, pending, lost, ((now or clock) - (oldest or now or clock)).total_seconds(), alarm)
        for destination, pending, lost, oldest, alarm, clock in rows
    ]


async def seconds_until_due(session: AsyncSession, destinations: Collection[str]) -> float | None:
    """Until the next delivery is due; 0 or less when it is; None when nothing waits."""
    first = select(func.min(OutboxRow.next_attempt_at) - CLOCK).where(
        OutboxRow.status.in_(WAITING), OutboxRow.destination.in_(destinations), ~waits_for_an_earlier_one()
    )
    found: timedelta | None = await session.scalar(first)
    return None if found is None else found.total_seconds()


async def _shown(session: AsyncSession, which: ColumnElement[bool]) -> list[Shown]:
    rows = await session.scalars(select(OutboxRow).where(which).order_by(OutboxRow.sequence))
    return [
        Shown(
            id=row.id,
            destination=row.destination,
            kind=row.kind,
            status=row.status,  # type: ignore[arg-type]
            attempts=row.attempts,
            next_attempt_at=row.next_attempt_at,
            error=row.last_error,
            updated_at=row.updated_at,
        )
        for row in rows
    ]
