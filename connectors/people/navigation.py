"""The links in the frame of the desk, in order, with who sees them. A new page of the desk adds its line here."""

from dataclasses import dataclass

from connectors.people import paths
from connectors.people.model import Person
from connectors.people.roles import Role


@dataclass(frozen=True)
class Item:
    """`name` is the key of a sentence; one of `roles` must be held."""

    path: str
    name: str
    roles: tuple[Role, ...]


ITEMS = (
    Item(f"{paths.PREFIX}/wachtrij", "desk.nav.queue", (Role.AGENT,)),
    Item(f"{paths.PREFIX}/team", "desk.nav.team", (Role.LEAD,)),
    Item(f"{paths.PREFIX}/signalen", "desk.nav.signals", (Role.LEAD, Role.EDITOR)),
    Item(paths.PEOPLE, "people.nav.people", (Role.ADMINISTRATOR,)),
    Item(paths.AUDIT, "people.nav.audit", (Role.ADMINISTRATOR,)),
)


def items_for(person: Person) -> tuple[Item, ...]:
    return tuple(item for item in ITEMS if person.may(*item.roles))
