"""The fields of the templates, for a page and for the pieces of it that come later: one and the same."""

from typing import Any
from uuid import uuid4

from bot.case import Case
from connectors.desk import summary, transcript
from connectors.desk.reading import Standing, Whole
from connectors.desk.transcript import Known
from connectors.desk.workplace import Workplace
from connectors.handoff.model import OUTCOMES, SIGNAL_KINDS
from connectors.people.model import Person


def standing_key(standing: Standing) -> str:
    """Changes when somebody else has the case, or nobody: then another part of the page belongs there."""
    handoff = standing.handoff
    return f"{handoff.status}.{handoff.agent_id or ''}.{handoff.contact_kind or ''}"


def case_fields(whole: Whole, place: Workplace, person: Person) -> dict[str, Any]:
    """For `desk_case.html` and for every part of it."""
    standing, handoff = whole.standing, whole.handoff
    known = transcript.known(whole.messages)
    return {
        "standing": standing,
        "handoff": handoff,
        "summary": summary.shown(handoff.case, {message.sequence for message in whole.messages}),
        "messages": [transcript.said(message) for message in whole.messages],
        "notes": whole.notes,
        "deliveries": whole.deliveries,
        "undelivered": whole.undelivered,
        "teams": [team for team in place.teams if team != handoff.team] or list(place.teams),
        "outcomes": OUTCOMES,
        "signal_kinds": SIGNAL_KINDS,
        "organisations": organisations(handoff.case, known),
        "topics": topics(handoff.case, known),
        "canned": [(one, one.by(person.name)) for one in place.canned],
        "max_chars": place.message_max_chars,
        "key": str(uuid4()),
        "typing": standing.typing,
    }


def organisations(case: Case, known: Known) -> list[tuple[str, str]]:
    """Id and name, those of the case first: the first one is filled in."""
    ids = dict.fromkeys((*case.organisations, *known.organisations))
    return [(id, known.organisations.get(id, id)) for id in ids]


def topics(case: Case, known: Known) -> list[tuple[str, str]]:
    ids = dict.fromkeys((*filter(None, [case.topic]), *reversed(known.topics)))
    return [(id, known.topics.get(id, id)) for id in ids]
