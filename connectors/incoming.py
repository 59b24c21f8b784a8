"""A message at the door: what came in, what one conversation may send, and the ways it can end."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from connectors.conversations.model import Message


@dataclass(frozen=True)
class Limits:
    """What one conversation may send. Counted in the database, so that it holds over all replicas."""

    message_max_chars: int
    messages_per_minute: int = 20  # a fast typist sends six; more is a script


@dataclass(frozen=True)
class Said:
    """A message as it came in. `text` is what the citizen sees as theirs, `payload` that of a button."""

    conversation_id: UUID
    idempotency_key: str
    text: str
    payload: str | None = None


@dataclass(frozen=True)
class Accepted:
    message: Message


@dataclass(frozen=True)
class Replayed:
    """The same key with the same words came in before; this is what was stored then."""

    message: Message


@dataclass(frozen=True)
class Refused:
    reason: Literal["empty", "too_long", "key_reused", "too_fast", "not_offered", "gone"]
    retry_after_seconds: int = 0
