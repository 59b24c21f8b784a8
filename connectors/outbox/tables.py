"""The table of deliveries. `sequence` gives them an order that holds for every destination."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Identity, Index, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from connectors.database.tables import CLOCK, Table

NOTHING = text("'{}'::jsonb")


class OutboxRow(Table):
    """`next_attempt_at` is when a pending delivery is due, and until when one that is delivering is left alone.

    `last_error` holds our own words and no person; `external_ids` what each finished step made elsewhere.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("idempotency_key"),
        UniqueConstraint("sequence"),
        CheckConstraint("status in ('pending','delivering','delivered','failed')", name="status"),
        Index("outbox_waiting", "next_attempt_at", postgresql_where=text("status in ('pending','delivering')")),
        Index("outbox_subject", "subject_id", "sequence"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    sequence: Mapped[int] = mapped_column(BigInteger, Identity(always=True))
    destination: Mapped[str]
    kind: Mapped[str]
    subject_id: Mapped[UUID]
    payload: Mapped[dict[str, Any]] = mapped_column(server_default=NOTHING)
    idempotency_key: Mapped[str]
    status: Mapped[str] = mapped_column(server_default="pending")
    attempts: Mapped[int] = mapped_column(server_default="0")
    tried_since: Mapped[datetime] = mapped_column(server_default=CLOCK)
    next_attempt_at: Mapped[datetime] = mapped_column(server_default=CLOCK)
    last_error: Mapped[str | None]
    alarm: Mapped[bool] = mapped_column(server_default=false())
    external_ids: Mapped[dict[str, Any]] = mapped_column(server_default=NOTHING)
    created_at: Mapped[datetime] = mapped_column(server_default=CLOCK)
    updated_at: Mapped[datetime] = mapped_column(server_default=CLOCK)
