"""Handoffs for tests, and the loader that stands in for the tables of the desk."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID, uuid4

from bot.case import Case, Line, Reason, Summary
from connectors.openklant.handoff import CallBack, Handoff

OPENED = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
CASE = Case(
    urgency="hoog",
    reasons=(Reason(code="sent_around", turns=(3,)),),
    summary=Summary(
        question=Line(text="Waar kan ik terecht voor kinderopvangtoeslag?", turns=(1,)),
        why=(Line(text="De burger zegt dat drie instanties doorverwezen.", turns=(3,), said=True),),
    ),
    subject="Kinderopvangtoeslag: van het kastje naar de muur",
    explanation="De burger wil weten waar zij terechtkan. Zij belde al twee keer.",
)


@dataclass
class Desk:
    """The handoffs that exist; called as a loader."""

    handoffs: dict[UUID, Handoff] = field(default_factory=dict)

    async def __call__(self, handoff_id: UUID) -> Handoff | None:
        return self.handoffs.get(handoff_id)

    def add(self, handoff: Handoff) -> Handoff:
        self.handoffs[handoff.id] = handoff
        return handoff


def handoff(contact: CallBack | None = None, case: Case = CASE) -> Handoff:
    """One that was just opened."""
    return Handoff(id=uuid4(), case=case, channel="web", opened_at=OPENED, team="Toeslagen", contact=contact)
