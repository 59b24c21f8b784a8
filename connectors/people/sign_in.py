"""Signing in with a name and a password, as a list of steps.

Unknown name, wrong password, deactivated, somebody of an identity provider: one and the same answer, in the same time.
"""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, update
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from connectors.database.engine import transaction
from connectors.people import accounts, audit, lockout, passwords, sessions
from connectors.people.audit import ACCOUNT, UNKNOWN, Action
from connectors.people.model import person_of
from connectors.people.sessions import Lifetime
from connectors.people.tables import AccountRow


@dataclass(frozen=True)
class Welcome:
    """Signed in: the id for the browser."""

    session_id: str


@dataclass(frozen=True)
class Wrong:
    """Name or password is not right; which of the two is not said."""


@dataclass(frozen=True)
class Locked:
    """Too many failures by this name."""

    wait: timedelta


Outcome = Welcome | Wrong | Locked


async def sign_in(engine: AsyncEngine, login: str, password: str, lifetime: Lifetime) -> Outcome:
    """Three short transactions with the slow hash between them: no connection waits for it."""
    login = accounts.normal(login)
    async with transaction(engine) as session:
        wait, locks = await lockout.begin(session, login)
        row = await accounts.by_login(session, login)
    if wait:
        return Locked(wait)
    known = row.password_hash if row else None
    fits = await passwords.fits(password, known)
    async with transaction(engine) as session:
        row = await accounts.by_login(session, login)  # again: it may have been changed meanwhile
        if row is None or not fits or not row.active or row.password_hash != known:
            await _note_failure(session, row, locks)
            return Wrong()
        await lockout.succeeded(session, login)
        return Welcome(await enter(session, row, lifetime))


async def enter(session: AsyncSession, row: AccountRow, lifetime: Lifetime, id_token: str | None = None) -> str:
    """Opens a session for an account that proved itself; gives the id for the browser."""
    now = func.clock_timestamp()
    await session.execute(update(AccountRow).where(AccountRow.id == row.id).values(signed_in_at=now))
    await audit.record(session, person_of(row), Action.SIGNED_IN, ACCOUNT, row.id)
    return await sessions.begin(session, row.id, lifetime, id_token)


async def _note_failure(session: AsyncSession, row: AccountRow | None, locks: bool) -> None:
    person = person_of(row) if row else None
    for action in (Action.SIGN_IN_FAILED, *((Action.LOCKED_OUT,) if locks else ())):
        await audit.record(session, person, action, ACCOUNT, row.id if row else UNKNOWN, who=UNKNOWN)
