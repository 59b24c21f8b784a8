"""A handoff as Open Klant is told of it. Whoever owns handoffs loads it; this package never looks in their tables."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from bot.case import Case


@dataclass(frozen=True)
class CallBack:
    """Where the citizen wants to be reached. Personal data: in Open Klant it becomes a digitaal adres."""

    kind: Literal["phone", "email"]
    value: str


@dataclass(frozen=True)
class Handoff:
    """What is so now. `reached`: did an agent and the citizen speak? None as long as nobody knows.

    `agent` is the name that the citizen sees, `outcome` the Dutch words of the closed list of the desk.
    """

    id: UUID
    case: Case
    channel: str
    opened_at: datetime
    team: str
    contact: CallBack | None = None
    agent: str | None = None
    reached: bool | None = None
    closed_at: datetime | None = None
    outcome: str | None = None


# Asked at the moment of delivery, so that the outbox keeps no second copy of personal data. None: erased meanwhile.
Load = Callable[[UUID], Awaitable[Handoff | None]]
