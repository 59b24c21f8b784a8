"""The tables of WhatsApp. No phone number, name or id of Meta's stands in them as it is.

Ids of Meta's messages hold the phone number of the citizen (base64), so they are kept as keyed hashes too; what must
be read back (an address, a message that waits to be heard) is encrypted. See `vault`.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from connectors.database.tables import CLOCK, Table

EPOCH = text("'epoch'::timestamptz")
OPEN = text("status in ('waiting','sending')")


class ContactRow(Table):
    """A person who wrote to a number of ours. `conversation_id` is empty when it was erased: then the row goes too.

    `paced_until`: the pair rate as one number (GCRA): when everything sent so far would have been sent at 6 s each.
    """

    __tablename__ = "whatsapp_contacts"
    __table_args__ = (CheckConstraint("user_key is not null or phone_key is not null", name="known"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    user_key: Mapped[str | None] = mapped_column(unique=True)
    phone_key: Mapped[str | None] = mapped_column(unique=True)
    address: Mapped[bytes]
    conversation_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("conversations.id", ondelete="SET NULL"), unique=True
    )
    heard_at: Mapped[datetime]
    paced_until: Mapped[datetime] = mapped_column(server_default=EPOCH)
    templated_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(server_default=CLOCK)


class InboxRow(Table):
    """A message as it came in; `sealed` holds its words, encrypted, until they have been heard, and is then empty."""

    __tablename__ = "whatsapp_inbox"
    __table_args__ = (
        CheckConstraint("status in ('pending','done','failed')", name="status"),
        Index(
            "whatsapp_inbox_order", "contact_key", "sent_at", "received_at", postgresql_where=text("status = 'pending'")
        ),
        Index("whatsapp_inbox_next", "try_at", postgresql_where=text("status = 'pending'")),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    message_key: Mapped[str] = mapped_column(unique=True)
    contact_key: Mapped[str]
    kind: Mapped[str]
    sealed: Mapped[bytes | None]
    status: Mapped[str] = mapped_column(server_default="pending")
    attempts: Mapped[int] = mapped_column(server_default="0")
    sent_at: Mapped[datetime]
    received_at: Mapped[datetime]
    try_at: Mapped[datetime] = mapped_column(server_default=CLOCK)


class OutboxRow(Table):
    """A message that has to go out, made by a trigger in the transaction that stores it; or `notice`, the key of a
    sentence that belongs to no conversation. `part` is the next one to send of a text that takes several.

    `unsure`: it was sent, but no answer came. It is not sent again by itself: twice is worse than asking.
    """

    __tablename__ = "whatsapp_outbox"
    __table_args__ = (
        CheckConstraint("status in ('waiting','sending','held','sent','failed','unsure')", name="status"),
        CheckConstraint("(message_id is null) <> (notice is null)", name="content"),
        Index("whatsapp_outbox_order", "contact_id", "id", postgresql_where=OPEN),
        Index("whatsapp_outbox_next", "try_at", postgresql_where=OPEN),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    contact_id: Mapped[UUID] = mapped_column(ForeignKey("whatsapp_contacts.id", ondelete="CASCADE"))
    message_id: Mapped[UUID | None] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"), unique=True)
    notice: Mapped[str | None]
    status: Mapped[str] = mapped_column(server_default="waiting")
    part: Mapped[int] = mapped_column(server_default="0")
    attempts: Mapped[int] = mapped_column(server_default="0")
    error: Mapped[int | None]
    try_at: Mapped[datetime] = mapped_column(server_default=CLOCK)
    changed_at: Mapped[datetime] = mapped_column(server_default=CLOCK)


class SentRow(Table):
    """One part that Meta took: the hash of its id leads to the statuses."""

    __tablename__ = "whatsapp_sent"
    __table_args__ = (Index("whatsapp_sent_outbox", "outbox_id"),)

    message_key: Mapped[str] = mapped_column(primary_key=True)
    outbox_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("whatsapp_outbox.id", ondelete="CASCADE"))
    part: Mapped[int]
    at: Mapped[datetime] = mapped_column(server_default=CLOCK)


class StatusRow(Table):
    """What Meta told of a message, each status once. It may come before we know that the message was sent."""

    __tablename__ = "whatsapp_statuses"
    __table_args__ = (Index("whatsapp_statuses_new", "at", postgresql_where=text("not handled")),)

    message_key: Mapped[str] = mapped_column(primary_key=True)
    status: Mapped[str] = mapped_column(primary_key=True)
    error: Mapped[int | None]
    reference: Mapped[str | None]
    handled: Mapped[bool]
    at: Mapped[datetime] = mapped_column(server_default=CLOCK)


class NumberRow(Table):
    """A number of ours: until when it has to be silent, and the error that an operator has to mend."""

    __tablename__ = "whatsapp_numbers"

    phone_number_id: Mapped[str] = mapped_column(primary_key=True)
    paused_until: Mapped[datetime] = mapped_column(server_default=EPOCH)
    trouble: Mapped[int | None]
    changed_at: Mapped[datetime] = mapped_column(server_default=CLOCK)
