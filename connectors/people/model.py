"""Somebody of the desk, as the rest of the program sees them."""

from dataclasses import dataclass
from uuid import UUID

from connectors.people.roles import HOLDS, Role
from connectors.people.tables import AccountRow

DEFAULT_TEAM = "algemeen"


@dataclass(frozen=True)
class Person:
    """An active account. `name` is the first name that citizens see; `team` is a slug."""

    id: UUID
    login: str
    name: str
    role: Role
    team: str

    def may(self, *roles: Role) -> bool:
        """Does this person hold one of `roles`?"""
        return not HOLDS[self.role].isdisjoint(roles)


@dataclass(frozen=True)
class SignedIn:
    """A person in one browser: the hash of the session, and whether the first password must be changed now."""

    person: Person
    session_hash: str
    must_change_password: bool
    is_local: bool


def person_of(row: AccountRow) -> Person:
    return Person(id=row.id, login=row.login, name=row.display_name, role=Role(row.role), team=row.team)
