"""How often may somebody try? Five times; then each failure doubles the wait, from a minute to a quarter of an hour.

Counted by the name that was typed, known or not, and before the password is looked at: attempts at the same moment
count too. The wait has an end, because whoever knows a name can make its owner wait.
"""

from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from connectors.people.tables import AttemptRow

FREE_FAILURES = 5
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(days=1)


def wait_after(failures: int) -> timedelta | None:
    """How long nobody gets in by this name after so many failures; None while there are attempts left."""
    if failures < FREE_FAILURES:
        return None
    doublings = min(failures - FREE_FAILURES, 10)
    wait: timedelta = FIRST_WAIT * 2**doublings
    return min(wait, LONGEST_WAIT)


async def begin(session: AsyncSession, login: str) -> tuple[timedelta | None, bool]:
    """Counts an attempt as a failure until `succeeded`. Gives the wait when it may not be made, and whether
    this attempt, should it fail, is the one that locks."""
    now = await _now(session)
    await session.execute(delete(AttemptRow).where(AttemptRow.last_at < now - FORGOTTEN_AFTER))
    key = _key(login)
    await session.execute(insert(AttemptRow).values(login_hash=key, failures=0).on_conflict_do_nothing())
    row = (await session.scalars(select(AttemptRow).where(AttemptRow.login_hash == key).with_for_update())).one()
    if row.locked_until and row.locked_until > now:
        return row.locked_until - now, False
    row.failures += 1
    row.last_at = now
    wait = wait_after(row.failures)
    row.locked_until = now + wait if wait else None
    return None, wait is not None


async def succeeded(session: AsyncSession, login: str) -> None:
    await session.execute(delete(AttemptRow).where(AttemptRow.login_hash == _key(login)))


async def _now(session: AsyncSession) -> datetime:
    """The database's clock: replicas have clocks of their own."""
    now: datetime = (await session.scalars(select(func.clock_timestamp()))).one()
    return now


def _key(login: str) -> str:
    return sha256(login.encode()).hexdigest()
