"""A delivery as its destination sees it, and what may come of an attempt.

A destination is one async function: it sends, and says `Delivered`, `Retry` or `Refused`. It tells each step that
made something elsewhere with `delivery.once`, so that an attempt after a crash goes on where the last one stopped.
"""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Protocol
from uuid import UUID

Status = Literal["pending", "delivering", "delivered", "failed"]


@dataclass(frozen=True)
class Delivered:
    """It is there; what it made elsewhere was recorded step by step."""


@dataclass(frozen=True)
class Retry:
    """Not now. `reason` is ours and names no person; `after_seconds` when the other side asked for a pause.

    `alarm`: only an operator can mend this (a token that is refused), so the health page says so at once.
    """

    reason: str
    after_seconds: float | None = None
    alarm: bool = False


@dataclass(frozen=True)
class Refused:
    """Never like this: trying again without a change makes no sense. It stays visible as failed."""

    reason: str


Outcome = Delivered | Retry | Refused


class ClaimLost(Exception):
    """Another worker has this delivery by now; whoever hears this must stop and write nothing."""


class Ledger(Protocol):
    """Where steps are kept (`connectors.outbox.ledger`); tests bring one on paper."""

    async def record(self, delivery: "Delivery", step: str, external_id: str) -> None:
        """Keeps the step for good, at once. Raises ClaimLost when the delivery is no longer ours."""

    def alone(self, name: str) -> AbstractAsyncContextManager[None]:
        """One process at a time in a block of this name, over all replicas."""


@dataclass(frozen=True)
class Delivery:
    """One row of the outbox that was claimed. `external_ids` grows while it is being delivered."""

    id: UUID
    sequence: int
    destination: str
    kind: str
    subject_id: UUID
    payload: Mapping[str, Any]
    attempts: int
    created_at: datetime
    ledger: Ledger
    external_ids: dict[str, str] = field(default_factory=dict)

    async def once(self, step: str, make: Callable[[], Awaitable[str]]) -> str:
        """What `make` gave when this step was first done; `make` is not called again after that."""
        if known := self.external_ids.get(step):
            return known
        made = await make()
        await self.ledger.record(self, step, made)
        self.external_ids[step] = made
        return made


Destination = Callable[[Delivery], Awaitable[Outcome]]
