"""What the rest of the code sees of a handoff: frozen values, never rows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast, get_args
from uuid import UUID

from bot.case import Case, Urgency
from connectors.conversations.model import Channel
from connectors.handoff.tables import HandoffRow

Status = Literal["waiting", "claimed", "returned", "closed", "withdrawn"]
ContactKind = Literal["phone", "email"]
Outcome = Literal["answered", "referred", "called_back", "no_response", "abuse", "other"]
SignalKind = Literal[
    "rule_hurts",
    "sent_around",
    "letter_unclear",
    "digital_barrier",
    "waits_too_long",
    "text_wrong",
    "other",
]

DEFAULT_TEAM = "algemeen"
# The most urgent first: the order of the queue.
RANKS: dict[Urgency, int] = {"crisis": 0, "hoog": 1, "normaal": 2, "laag": 3}
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
SIGNAL_KINDS: tuple[SignalKind, ...] = get_args(SignalKind)


@dataclass(frozen=True)
class Agent:
    """Who works at the desk; citizens see `name`, a first name."""

    id: UUID
    name: str
    team: str = DEFAULT_TEAM


@dataclass(frozen=True)
class Handoff:
    """A case as it stands. `contact_kind` says that there is a call-back detail, which only `contact.read` opens."""

    id: UUID
    conversation_id: UUID
    episode: int
    channel: Channel
    team: str
    status: Status
    case: Case
    in_hours: bool
    created_at: datetime
    claimed_at: datetime | None
    closed_at: datetime | None
    agent_id: UUID | None
    agent_name: str | None
    outcome: Outcome | None
    contact_kind: ContactKind | None
    contact_wanted: bool
    told: tuple[str, ...]
    agent_read: int
    agent_typed_at: datetime | None
    citizen_typed_at: datetime | None

    @property
    def urgency(self) -> Urgency:
        return self.case.urgency

    def belongs_to(self, agent: Agent) -> bool:
        return self.status == "claimed" and self.agent_id == agent.id


@dataclass(frozen=True)
class Note:
    id: UUID
    kind: Literal["note", "transfer"]
    agent_name: str
    text: str
    created_at: datetime


def handoff(row: HandoffRow) -> Handoff:
    return Handoff(
        id=row.id,
        conversation_id=row.conversation_id,
        episode=row.episode,
        channel=cast(Channel, row.channel),
        team=row.team,
        status=cast(Status, row.status),
        case=Case.model_validate(row.case),
        in_hours=row.in_hours,
        created_at=row.created_at,
        claimed_at=row.claimed_at,
        closed_at=row.closed_at,
        agent_id=row.agent_id,
        agent_name=row.agent_name,
        outcome=cast(Outcome | None, row.outcome),
        contact_kind=cast(ContactKind | None, row.contact_kind),
        contact_wanted=row.contact_wanted,
        told=tuple(row.told),
        agent_read=row.agent_read,
        agent_typed_at=row.agent_typed_at,
        citizen_typed_at=row.citizen_typed_at,
    )
