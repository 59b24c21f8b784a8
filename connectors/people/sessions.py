"""Sessions of the desk, kept in PostgreSQL: the browser holds a random id, the database only its hash.

A session ends by signing out, after `idle` without a click, after `whole` anyway, and at once when its person is
no longer active. Signing in always makes a new id: one that somebody put in the browser before is worth nothing.
"""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.settings import Settings
from connectors.conversations import tokens
from connectors.people.model import SignedIn, person_of
from connectors.people.tables import AccountRow, DeskSessionRow

SEEN_EVERY = timedelta(seconds=30)  # so that a page of many requests writes once


@dataclass(frozen=True)
class Lifetime:
    idle: timedelta
    whole: timedelta

    @classmethod
    def of(cls, settings: Settings) -> "Lifetime":
        return cls(timedelta(minutes=settings.session_idle_minutes), timedelta(hours=settings.session_hours))


async def begin(session: AsyncSession, account_id: UUID, lifetime: Lifetime, id_token: str | None = None) -> str:
    """A new session; gives the id for the browser. Sessions that are over are cleared away."""
    await session.execute(delete(DeskSessionRow).where(_over(lifetime)))
    session_id = tokens.new()
    session.add(DeskSessionRow(id_hash=tokens.hashed(session_id), account_id=account_id, id_token=id_token))
    await session.flush()
    return session_id


async def find(session: AsyncSession, session_id: str, lifetime: Lifetime, *, seen: bool) -> SignedIn | None:
    """Who is signed in by this id, if anybody. `seen` says that the person did something just now."""
    id_hash = tokens.hashed(session_id)
    query = (
        select(AccountRow)
        .join(DeskSessionRow, DeskSessionRow.account_id == AccountRow.id)
        .where(DeskSessionRow.id_hash == id_hash, ~_over(lifetime), AccountRow.active)
    )
    row = await session.scalar(query)
    if row is None:
        return None
    if seen:
        await _touch(session, id_hash)
    return SignedIn(person_of(row), id_hash, row.password_is_first, is_local=row.subject is None)


async def still_open(session: AsyncSession, session_hash: str, lifetime: Lifetime) -> bool:
    """For a stream that was opened earlier: may it go on?"""
    query = (
        select(DeskSessionRow.id_hash)
        .join(AccountRow, AccountRow.id == DeskSessionRow.account_id)
        .where(DeskSessionRow.id_hash == session_hash, ~_over(lifetime), AccountRow.active)
    )
    return await session.scalar(query) is not None


async def end(session: AsyncSession, session_hash: str) -> str | None:
    """Ends one session; gives the identity provider's token of it, if there was one."""
    query = delete(DeskSessionRow).where(DeskSessionRow.id_hash == session_hash).returning(DeskSessionRow.id_token)
    return await session.scalar(query)


async def end_all_of(session: AsyncSession, account_id: UUID) -> None:
    await session.execute(delete(DeskSessionRow).where(DeskSessionRow.account_id == account_id))


def _over(lifetime: Lifetime) -> ColumnElement[bool]:
    now = func.clock_timestamp()
    return or_(DeskSessionRow.seen_at < now - lifetime.idle, DeskSessionRow.created_at < now - lifetime.whole)


async def _touch(session: AsyncSession, id_hash: str) -> None:
    now = func.clock_timestamp()
    is_due = and_(DeskSessionRow.id_hash == id_hash, DeskSessionRow.seen_at < now - SEEN_EVERY)
    await session.execute(update(DeskSessionRow).where(is_due).values(seen_at=now))
