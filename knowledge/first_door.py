"""Which organisation of a text comes first for this question.

An editor puts the organisations of a text in the order in which one goes there. A question can know better: it names
one of them, or a task that is one's own, or it is the case that the role is for (knowledge.role_condition). And an
objection or complaint goes first to whoever decided, also when the text, which is about objecting anywhere, does not
list that organisation.
"""

import re

from bot.sentences import sentence
from knowledge.refer import named_organisations, task_leads
from knowledge.register import Register
from knowledge.role_condition import is_meant
from knowledge.schema import OrganisationRole, ServiceText

# A named organisation, or a task in two words or more, is worth this; less does not move anybody.
MOVE_FROM = 0.5
# Who objects to a decision of government goes to the judge when the objection is turned down: the Awb's own order.
COURT = "rechtspraak"
OBJECTS = re.compile(r"\b(?:bezwaar(?:schrift)?|in beroep)\b", re.IGNORECASE)
AGAINST = re.compile(r"\b(?:klacht\w*|klagen|bezwaar\w*|beroep|niet (?:mee )?eens|oneens)\b", re.IGNORECASE)


def doors_of(text: ServiceText, question: str | None, register: Register) -> tuple[OrganisationRole, ...]:
    """The organisations of `text` in the order for `question`; the editor's order when there is none."""
    if question is None:
        return text.organisations
    named = named_organisations(question, register)
    doors = _moved(text, named, question, register)
    decider = next((id_ for id_ in named if id_ not in {door.id for door in doors}), None)
    if decider and AGAINST.search(question):
        doors = (OrganisationRole(id=decider, role=sentence("refer.decider_role")), *doors)
    return with_court(doors, question)


def with_court(doors: tuple[OrganisationRole, ...], question: str) -> tuple[OrganisationRole, ...]:
    """The judge comes right after whoever decided, for who objects; unless the doors name the judge already."""
    if not OBJECTS.search(question) or any(door.id == COURT for door in doors):
        return doors
    return (*doors[:1], OrganisationRole(id=COURT, role=sentence("refer.court_role")), *doors[1:])


def _moved(
    text: ServiceText, named: tuple[str, ...], question: str, register: Register
) -> tuple[OrganisationRole, ...]:
    doors = text.organisations
    tasks = {lead.organisation: lead.sure for lead in task_leads(question, register)}
    worth = [(door.id in named) + is_meant(door.role, text.title, question) + tasks.get(door.id, 0.0) for door in doors]
    best = max(range(len(doors)), key=lambda i: worth[i])
    if worth[best] - worth[0] < MOVE_FROM:
        return doors
    return (doors[best], *doors[:best], *doors[best + 1 :])
