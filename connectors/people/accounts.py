"""The accounts: found, added, changed. Whoever changes one is written down in the same transaction."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from connectors.people import audit, passwords, sessions
from connectors.people.audit import ACCOUNT, Action
from connectors.people.model import DEFAULT_TEAM, Person
from connectors.people.roles import Role
from connectors.people.tables import AccountRow

LOGIN = re.compile(r"[a-z0-9._+@-]{2,120}")
TEAM = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
NAME_MAX_CHARS = 60


class Refused(Exception):
    """What was asked for cannot be; `name` is a key below `people.refused`."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True)
class NewPerson:
    """As typed; `checked` refuses what cannot be an account."""

    login: str
    name: str
    role: Role
    team: str = DEFAULT_TEAM

    def checked(self) -> "NewPerson":
        clean = NewPerson(normal(self.login), self.name.strip(), self.role, self.team.strip().lower() or DEFAULT_TEAM)
        if not LOGIN.fullmatch(clean.login):
            raise Refused("login")
        if not 0 < len(clean.name) <= NAME_MAX_CHARS or not clean.name.isprintable():
            raise Refused("name")
        if not TEAM.fullmatch(clean.team):
            raise Refused("team")
        return clean


def normal(login: str) -> str:
    """Nobody remembers with which capitals an address was typed."""
    return login.strip().lower()


async def by_login(session: AsyncSession, login: str) -> AccountRow | None:
    """The local account of this name. Somebody of an identity provider has none."""
    query = select(AccountRow).where(AccountRow.login == normal(login), AccountRow.subject.is_(None))
    return await session.scalar(query)


async def everybody(session: AsyncSession) -> Sequence[AccountRow]:
    return (await session.scalars(select(AccountRow).order_by(~AccountRow.active, AccountRow.display_name))).all()


async def nobody_yet(session: AsyncSession) -> bool:
    return not await session.scalar(select(func.count()).select_from(AccountRow))


async def add(session: AsyncSession, new: NewPerson, by: Person | None) -> str:
    """Adds a local account and gives its first password. Raises Refused."""
    new = new.checked()
    if await by_login(session, new.login):
        raise Refused("taken")
    password = passwords.first()
    row = AccountRow(
        id=uuid4(),
        login=new.login,
        display_name=new.name,
        role=new.role.value,
        team=new.team,
        password_hash=await passwords.hashed(password),
        password_is_first=True,
    )
    session.add(row)
    await session.flush()
    await audit.record(session, by, Action.PERSON_ADDED, ACCOUNT, row.id)
    return password


async def reset_password(session: AsyncSession, account_id: UUID, by: Person | None) -> tuple[str, str]:
    """The login and a new first password; every session ends. Raises Refused for somebody of a provider."""
    row = await _for_change(session, account_id)
    if row.subject is not None:
        raise Refused("not_local")
    password = passwords.first()
    row.password_hash = await passwords.hashed(password)
    row.password_is_first = True
    await sessions.end_all_of(session, row.id)
    await audit.record(session, by, Action.PASSWORD_RESET, ACCOUNT, row.id)
    return row.login, password


async def set_active(session: AsyncSession, account_id: UUID, active: bool, by: Person | None) -> None:
    """Who is no longer active is out of every browser at once."""
    row = await _for_change(session, account_id, by)
    if row.active == active:
        return
    row.active = active
    await sessions.end_all_of(session, row.id)
    action = Action.PERSON_ACTIVATED if active else Action.PERSON_DEACTIVATED
    await audit.record(session, by, action, ACCOUNT, row.id)


async def place(session: AsyncSession, account_id: UUID, role: Role, team: str, by: Person | None) -> None:
    """Sets role and team. Another role begins with signing in again."""
    if not TEAM.fullmatch(team):
        raise Refused("team")
    row = await _for_change(session, account_id)
    row.team = team
    if row.role == role.value:
        return
    if by is not None and by.id == account_id:
        raise Refused("yourself")
    row.role = role.value
    await sessions.end_all_of(session, row.id)
    await audit.record(session, by, Action.ROLE_CHANGED, ACCOUNT, row.id)


async def change_password(session: AsyncSession, person: Person, current: str, wanted: str) -> None:
    """The person's own change. Every session ends, also the one that asks: its browser gets a new one."""
    row = await _for_change(session, person.id)
    if not await passwords.fits(current, row.password_hash):
        raise Refused("current_password")
    objection = passwords.objection(wanted, row.login, row.display_name)
    if objection or current == wanted:
        raise Refused(objection or "same_password")
    row.password_hash = await passwords.hashed(wanted)
    row.password_is_first = False
    await sessions.end_all_of(session, row.id)
    await audit.record(session, person, Action.PASSWORD_CHANGED, ACCOUNT, row.id)


async def _for_change(session: AsyncSession, account_id: UUID, by: Person | None = None) -> AccountRow:
    """The row, locked. An administrator cannot shut himself out."""
    if by is not None and by.id == account_id:
        raise Refused("yourself")
    row = await session.scalar(select(AccountRow).where(AccountRow.id == account_id).with_for_update())
    if row is None:
        raise Refused("unknown")
    return row
