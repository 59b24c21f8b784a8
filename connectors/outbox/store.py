"""The outbox in PostgreSQL. `put` works inside the caller's transaction: no event without delivery, nor the reverse.

Promises that at most one process works on a delivery, and on one subject of a destination in the order in which
they were put. The claim is a lease: a process that dies gives its delivery back when `LEASE_SECONDS` are over, and
one that comes back too late finds that it may not write any more (`ClaimLost`).
"""

import uuid
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Update, case, cast, exists, literal, select, update
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from connectors.conversations import notify
from connectors.database.tables import CLOCK
from connectors.outbox.model import ClaimLost, Delivered, Delivery, Ledger, Outcome, Refused, Retry
from connectors.outbox.schedule import Schedule
from connectors.outbox.tables import OutboxRow

# Longer than one attempt may take (`worker.ATTEMPT_SECONDS`), so that a living process never loses its claim.
LEASE_SECONDS = 120.0
WAITING = ("pending", "delivering")


async def put(
    session: AsyncSession,
    destination: str,
    kind: str,
    subject_id: UUID,
    payload: Mapping[str, Any] | None = None,
    *,
    idempotency_key: str,
) -> UUID | None:
    """Adds a delivery and wakes a worker at the commit. None when this key was put before: nothing is added."""
    put_in = (
        insert(OutboxRow)
        .values(
            id=uuid.uuid4(),
            destination=destination,
            kind=kind,
            subject_id=subject_id,
            payload=dict(payload or {}),
            idempotency_key=idempotency_key,
        )
        .on_conflict_do_nothing(index_elements=["idempotency_key"])
        .returning(OutboxRow.id)
    )
    added = await session.scalar(put_in)
    if added is not None:
        await notify.outbox(session)
    return added


async def claim(
    session: AsyncSession, destinations: Collection[str], ledger: Ledger, now: datetime | None = None
) -> Delivery | None:
    """The delivery that has been due longest, marked as being delivered. `now` stands in for the clock in tests."""
    due = (
        select(OutboxRow)
        .where(
            OutboxRow.status.in_(WAITING),
            OutboxRow.next_attempt_at <= _clock(now),
            OutboxRow.destination.in_(destinations),
            ~waits_for_an_earlier_one(),
        )
        .order_by(OutboxRow.next_attempt_at, OutboxRow.sequence)
        .limit(1)
        .with_for_update(skip_locked=True, of=OutboxRow)
    )
    row = await session.scalar(due)
    if row is None:
        return None
    row.status, row.attempts = "delivering", row.attempts + 1
    row.next_attempt_at = _clock(now) + timedelta(seconds=LEASE_SECONDS)
    await session.flush()
    return _delivery(row, ledger)


async def record(session: AsyncSession, delivery: Delivery, step: str, external_id: str) -> None:
    """Adds what a step made elsewhere. Raises ClaimLost when the delivery is no longer ours."""
    grown = OutboxRow.external_ids.op("||")(cast({step: external_id}, JSONB))
    await _write(session, _ours(delivery).values(external_ids=grown))


async def finish(
    session: AsyncSession, delivery: Delivery, outcome: Outcome, schedule: Schedule, now: datetime | None = None
) -> None:
    """Writes what came of the attempt. Raises ClaimLost when the delivery is no longer ours."""
    values: dict[str, Any]
    match outcome:
        case Delivered():
            values = {"status": "delivered", "last_error": None, "alarm": False}
        case Refused(reason):
            values = {"status": "failed", "last_error": reason, "alarm": False}
        case Retry(reason, after_seconds, alarm):
            pause = timedelta(seconds=schedule.pause_seconds(delivery.attempts, after_seconds))
            hopeless = OutboxRow.tried_since + timedelta(days=schedule.give_up_days) <= _clock(now)
            values = {
                "status": case((hopeless, "failed"), else_="pending"),
                "last_error": reason,
                "alarm": alarm,
                "next_attempt_at": _clock(now) + pause,
            }
    await _write(session, _ours(delivery).values(**values))


async def try_again(session: AsyncSession, delivery_id: UUID) -> bool:
    """Puts a failed delivery back as if new; its finished steps stay finished. False when it had not failed."""
    again = (
        update(OutboxRow)
        .where(OutboxRow.id == delivery_id, OutboxRow.status == "failed")
        .values(
            status="pending", attempts=0, tried_since=CLOCK, next_attempt_at=CLOCK, last_error=None, updated_at=CLOCK
        )
        .returning(OutboxRow.id)
    )
    found = await session.scalar(again)
    if found is not None:
        await notify.outbox(session)
    return found is not None


def _clock(now: datetime | None) -> ColumnElement[datetime]:
    return literal(now, OutboxRow.next_attempt_at.type) if now else CLOCK


def waits_for_an_earlier_one() -> ColumnElement[bool]:
    """A failed one is not waited for: it would hold back all that follows until somebody looks."""
    earlier = aliased(OutboxRow)
    return exists().where(
        earlier.destination == OutboxRow.destination,
        earlier.subject_id == OutboxRow.subject_id,
        earlier.sequence < OutboxRow.sequence,
        earlier.status.in_(WAITING),
    )


def _ours(delivery: Delivery) -> Update:
    """The number of the attempt is the fence: whoever claims it next raises it."""
    return update(OutboxRow).where(
        OutboxRow.id == delivery.id, OutboxRow.status == "delivering", OutboxRow.attempts == delivery.attempts
    )


async def _write(session: AsyncSession, change: Update) -> None:
    written = change.values(updated_at=CLOCK).returning(OutboxRow.id).execution_options(synchronize_session=False)
    if await session.scalar(written) is None:
        raise ClaimLost


def _delivery(row: OutboxRow, ledger: Ledger) -> Delivery:
    return Delivery(
        id=row.id,
        sequence=row.sequence,
        destination=row.destination,
        kind=row.kind,
        subject_id=row.subject_id,
        payload=row.payload,
        attempts=row.attempts,
        created_at=row.created_at,
        ledger=ledger,
        external_ids=dict(row.external_ids),
    )
