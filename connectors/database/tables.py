"""The tables. The row is the truth; notifications, streams and workers only look at it.

`audit` is append-only (a trigger refuses anything else) and holds no words and no person.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    MetaData,
    Text,
    UniqueConstraint,
    false,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

# The clock and not now(): a turn's transaction starts before the assistant has answered.
CLOCK = func.clock_timestamp()
NAMES = {
    "pk": "%(table_name)s_pk",
    "fk": "%(table_name)s_%(column_0_name)s_fk",
    "uq": "%(table_name)s_%(column_0_N_name)s_key",
    "ck": "%(table_name)s_%(constraint_name)s_check",
}


class Table(DeclarativeBase):
    """What the tables share: text is `text`, times have a zone, constraints have predictable names."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it as a plain class attribute
        str: Text,
        datetime: DateTime(timezone=True),
        dict[str, Any]: JSONB(none_as_null=True),
    }


class ConversationRow(Table):
    """`topic`: what it was about when a human gave it back, so that the assistant knows."""

    __tablename__ = "conversations"
    __table_args__ = (
        CheckConstraint("state in ('bot','offered','waiting','agent','closed')", name="state"),
        CheckConstraint("channel in ('web','whatsapp')", name="channel"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    token_hash: Mapped[str]
    channel: Mapped[str]
    state: Mapped[str] = mapped_column(server_default="bot")
    episode: Mapped[int] = mapped_column(server_default="1")
    last_sequence: Mapped[int] = mapped_column(server_default="0")
    language: Mapped[str | None]
    language_asked: Mapped[bool] = mapped_column(server_default=false())
    municipality: Mapped[str | None]
    topic: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(server_default=CLOCK)
    updated_at: Mapped[datetime] = mapped_column(server_default=CLOCK)
    closed_at: Mapped[datetime | None]


class TurnRow(Table):
    """The lock of a conversation's turn: held from claiming a message to storing its reply.

    A row of its own, so that the citizen can go on posting (which locks the conversation) meanwhile.
    """

    __tablename__ = "turns"

    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True)


class MessageRow(Table):
    """`sequence` counts from 1 without gaps; a message is answered at most once (`answers` is unique).

    `author`: the first name of the agent who said it.
    """

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("conversation_id", "sequence"),
        UniqueConstraint("conversation_id", "idempotency_key"),
        UniqueConstraint("answers"),
        CheckConstraint("role in ('citizen','assistant','agent','system')", name="role"),
        CheckConstraint("status in ('pending','done','failed')", name="status"),
        Index("messages_pending", "conversation_id", "sequence", postgresql_where=text("status = 'pending'")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    sequence: Mapped[int]
    episode: Mapped[int]
    role: Mapped[str]
    text: Mapped[str]
    payload: Mapped[str | None]
    reply: Mapped[dict[str, Any] | None]
    status: Mapped[str] = mapped_column(server_default="done")
    author: Mapped[str | None]
    idempotency_key: Mapped[str | None]
    answers: Mapped[UUID | None] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"))
    answered_in_ms: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(server_default=CLOCK)


class PlanRow(Table):
    """The plan of a conversation: which one, the answers in our own words, the date, the steps that are done.

    No word of the citizen. The text of the plan is made again from its file whenever it is shown.
    """

    __tablename__ = "plans"

    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True)
    state: Mapped[dict[str, Any]]
    created_at: Mapped[datetime] = mapped_column(server_default=CLOCK)
    updated_at: Mapped[datetime] = mapped_column(server_default=CLOCK)


class AuditRow(Table):
    """One change of state; `before` is empty at the start, `after` is empty when the citizen had it erased.

    No foreign key: the row outlives the conversation, and then its id points to nothing.
    """

    __tablename__ = "audit"
    __table_args__ = (Index("audit_conversation", "conversation_id"),)

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    conversation_id: Mapped[UUID]
    episode: Mapped[int]
    before: Mapped[str | None]
    after: Mapped[str | None]
    actor: Mapped[str]
    at: Mapped[datetime] = mapped_column(server_default=CLOCK)
