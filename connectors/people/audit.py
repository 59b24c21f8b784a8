"""Who of the desk saw and did what: append-only, without a word of a citizen. Read by the administrator.

`record` writes in the caller's transaction: what is rolled back was not done, and what is done is written down.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from bot.days import NETHERLANDS
from connectors.people.model import Person
from connectors.people.tables import DeskAuditRow


class Action(StrEnum):
    """The closed list; each has its Dutch name in `people.audit.actions`."""

    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGNED_OUT = "signed_out"
    LOCKED_OUT = "locked_out"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - a name, no secret
    PERSON_ADDED = "person_added"
    ROLE_CHANGED = "role_changed"
    PERSON_DEACTIVATED = "person_deactivated"
    PERSON_ACTIVATED = "person_activated"
    PASSWORD_RESET = "password_reset"  # noqa: S105 - a name, no secret
    VIEWED_CONVERSATION = "viewed_conversation"
    CLAIMED = "claimed"
    RELEASED = "released"
    TRANSFERRED = "transferred"
    RETURNED = "returned"
    CLOSED = "closed"
    NOTE_ADDED = "note_added"
    CONTACT_VIEWED = "contact_viewed"
    SIGNAL_GIVEN = "signal_given"
    EXPORTED = "exported"


ACCOUNT = "account"  # the kind of object that an account is
AUDIT = "audit"
CONVERSATION = "conversation"
CONSOLE = "wegwijs"  # who, when somebody works on the machine itself
UNKNOWN = "?"  # who, when nobody is known by the name that was typed; the name itself may be a password


@dataclass(frozen=True)
class Wanted:
    """What to look at; nothing chosen is everything. `day` counts in Dutch days."""

    account_id: UUID | None = None
    action: Action | None = None
    day: date | None = None


async def record(
    session: AsyncSession,
    person: Person | None,
    action: Action,
    object_kind: str,
    object_id: object,
    who: str = CONSOLE,
) -> None:
    """Adds one row. `person` is who did it; None is the machine itself, named `who`."""
    name = person.name if person else who
    session.add(
        DeskAuditRow(
            account_id=person.id if person else None,
            name=name,
            action=action.value,
            object_kind=object_kind,
            object_id=str(object_id),
        )
    )
    await session.flush()


async def page(session: AsyncSession, wanted: Wanted, size: int, before: int | None = None) -> Sequence[DeskAuditRow]:
    """The newest `size` rows that are `wanted`, older than the row with the id `before`."""
    query = _chosen(wanted).order_by(DeskAuditRow.id.desc()).limit(size)
    if before is not None:
        query = query.where(DeskAuditRow.id < before)
    return (await session.scalars(query)).all()


async def people(session: AsyncSession) -> dict[UUID, str]:
    """Everybody who is in the audit, by the last name they had."""
    newest = (
        select(DeskAuditRow.account_id, DeskAuditRow.name)
        .where(DeskAuditRow.account_id.is_not(None))
        .ext(distinct_on(DeskAuditRow.account_id))
        .order_by(DeskAuditRow.account_id, DeskAuditRow.id.desc())
    )
    return {account_id: name for account_id, name in await session.execute(newest) if account_id}


def _chosen(wanted: Wanted) -> Select[DeskAuditRow]:
    query = select(DeskAuditRow)
    if wanted.account_id:
        query = query.where(DeskAuditRow.account_id == wanted.account_id)
    if wanted.action:
        query = query.where(DeskAuditRow.action == wanted.action.value)
    if wanted.day:
        begin, end = _bounds(wanted.day)
        query = query.where(DeskAuditRow.at >= begin, DeskAuditRow.at < end)
    return query


def _bounds(day: date) -> tuple[datetime, datetime]:
    """Midnight to midnight in the Netherlands: 23 or 25 hours when the clock changes."""
    following = day + timedelta(days=1)
    return datetime.combine(day, time.min, NETHERLANDS), datetime.combine(following, time.min, NETHERLANDS)
