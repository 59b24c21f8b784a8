"""The addresses of the desk's pages."""

from uuid import UUID

from connectors.people.paths import PREFIX

QUEUE = f"{PREFIX}/wachtrij"
CASES = f"{PREFIX}/gesprekken"
CASE = CASES + "/{handoff_id}"
STREAM = f"{PREFIX}/stroom"
PRESENCE = f"{PREFIX}/aanwezig"
TEAM = f"{PREFIX}/team"
SIGNALS = f"{PREFIX}/signalen"


def case(handoff_id: UUID) -> str:
    return f"{CASES}/{handoff_id}"
