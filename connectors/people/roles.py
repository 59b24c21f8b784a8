"""The four roles and what each may do. One account has one role.

A role holds another only where the work needs it: a lead also answers citizens; an administrator also does what an
editor does. An administrator reads no conversations: who hands out access does not look in, and cannot give
himself another role either.
"""

from enum import StrEnum


class Role(StrEnum):
    AGENT = "agent"
    LEAD = "lead"
    EDITOR = "editor"
    ADMINISTRATOR = "administrator"


HOLDS: dict[Role, frozenset[Role]] = {
    Role.AGENT: frozenset({Role.AGENT}),
    Role.LEAD: frozenset({Role.LEAD, Role.AGENT}),
    Role.EDITOR: frozenset({Role.EDITOR}),
    Role.ADMINISTRATOR: frozenset({Role.ADMINISTRATOR, Role.EDITOR}),
}
ANYONE = frozenset(Role)
