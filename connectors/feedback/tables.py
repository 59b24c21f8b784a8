"""The table of judgements. Topic and kind are copied, so that they outlive the conversation; the link does not."""

from datetime import date
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Date, ForeignKey, Identity, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from connectors.database.tables import Table


class FeedbackRow(Table):
    """A day and no time: once the message is erased, nothing tells whose judgement it was."""

    __tablename__ = "feedback"
    __table_args__ = (
        UniqueConstraint("message_id"),
        CheckConstraint("reason in ('other_question','unclear','incomplete')", name="reason"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    message_id: Mapped[UUID | None] = mapped_column(ForeignKey("messages.id", ondelete="SET NULL"))
    kind: Mapped[str]
    topic: Mapped[str | None]
    helped: Mapped[bool]
    reason: Mapped[str | None]
    given_on: Mapped[date] = mapped_column(Date, server_default=text("CURRENT_DATE"))
