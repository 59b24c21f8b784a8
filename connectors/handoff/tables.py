"""The tables of handing over. A case goes when its conversation goes; a signal holds no person and stays."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Identity,
    Index,
    LargeBinary,
    SmallInteger,
    false,
    text,
    true,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from connectors.database.tables import CLOCK, Table

OPEN = "status in ('waiting','claimed')"


class HandoffRow(Table):
    """One case. `contact` is encrypted and gone at closing; `told`: what the citizen was told once already."""

    __tablename__ = "handoffs"
    __table_args__ = (
        CheckConstraint("status in ('waiting','claimed','returned','closed','withdrawn')", name="status"),
        Index("handoffs_open", "conversation_id", unique=True, postgresql_where=text(OPEN)),
        Index("handoffs_queue", "team", "rank", "created_at", postgresql_where=text("status = 'waiting'")),
        Index("handoffs_agent", "agent_id", postgresql_where=text("status = 'claimed'")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    episode: Mapped[int]
    channel: Mapped[str]
    team: Mapped[str]
    status: Mapped[str] = mapped_column(server_default="waiting")
    rank: Mapped[int] = mapped_column(SmallInteger)
    case: Mapped[dict[str, Any]]
    in_hours: Mapped[bool] = mapped_column(server_default=true())
    created_at: Mapped[datetime] = mapped_column(server_default=CLOCK)
    claimed_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    agent_id: Mapped[UUID | None]
    agent_name: Mapped[str | None]
    outcome: Mapped[str | None]
    contact_kind: Mapped[str | None]
    contact: Mapped[bytes | None] = mapped_column(LargeBinary)
    contact_wanted: Mapped[bool] = mapped_column(server_default=false())
    told: Mapped[list[str]] = mapped_column(JSONB, server_default=text("'[]'::jsonb"))
    agent_read: Mapped[int] = mapped_column(server_default="0")
    agent_typed_at: Mapped[datetime | None]
    citizen_typed_at: Mapped[datetime | None]


class NoteRow(Table):
    """What agents write for each other; `kind` is `note`, or `transfer` for the word that goes along."""

    __tablename__ = "handoff_notes"
    __table_args__ = (Index("handoff_notes_handoff", "handoff_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    handoff_id: Mapped[UUID] = mapped_column(ForeignKey("handoffs.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(server_default="note")
    agent_name: Mapped[str]
    text: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(server_default=CLOCK)


class SignalRow(Table):
    """What policy makers should hear: a kind, an organisation and a topic. No person, no words, no conversation."""

    __tablename__ = "signals"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str]
    organisation: Mapped[str | None]
    topic: Mapped[str | None]
    channel: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(server_default=CLOCK)


class HappenedRow(Table):
    """What other systems are to hear, until the outbox has it. No foreign key: it may outlive the conversation."""

    __tablename__ = "handoff_events"

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    handoff_id: Mapped[UUID]
    kind: Mapped[str]
    data: Mapped[dict[str, Any]]
    created_at: Mapped[datetime] = mapped_column(server_default=CLOCK)


class PresenceRow(Table):
    """Whether an agent is at the desk; `seen_at` is renewed by the open page."""

    __tablename__ = "presence"

    agent_id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    team: Mapped[str]
    available: Mapped[bool] = mapped_column(server_default=true())
    seen_at: Mapped[datetime] = mapped_column(server_default=CLOCK)
