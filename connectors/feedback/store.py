"""Judgements in PostgreSQL. Every function works inside the caller's transaction."""

from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from sqlalchemy import case, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from connectors.database.tables import MessageRow
from connectors.feedback.tables import FeedbackRow

Reason = Literal["other_question", "unclear", "incomplete"]
REASONS: tuple[Reason, ...] = ("other_question", "unclear", "incomplete")


@dataclass(frozen=True)
class Judged:
    """What citizens thought of the answers about one topic; `reasons` in the order of REASONS."""

    kind: str
    topic: str | None
    helped: int
    not_helped: int
    reasons: tuple[int, ...]

    @property
    def share(self) -> float:
        """Of the judgements, how many say that it helped."""
        return self.helped / (self.helped + self.not_helped)


async def keep(
    session: AsyncSession, conversation_id: UUID, message_id: UUID, helped: bool, reason: Reason | None
) -> bool:
    """Stores the judgement in place of an earlier one; False when this is no answer in this conversation."""
    message = await session.get(MessageRow, message_id)
    if message is None or message.conversation_id != conversation_id or message.role != "assistant":
        return False
    reply = message.reply or {}
    row = insert(FeedbackRow).values(
        message_id=message_id,
        kind=reply.get("kind", ""),
        topic=reply.get("topic"),
        helped=helped,
        reason=None if helped else reason,
    )
    changed = {"helped": row.excluded.helped, "reason": row.excluded.reason}
    await session.execute(row.on_conflict_do_update(index_elements=[FeedbackRow.message_id], set_=changed))
    return True


async def by_topic(session: AsyncSession, since: date | None = None) -> list[Judged]:
    """A line a topic and kind of reply, where it helped least first."""
    helped = func.count(case((FeedbackRow.helped, 1)))
    reasons = [func.count(case((FeedbackRow.reason == reason, 1))) for reason in REASONS]
    found = select(FeedbackRow.kind, FeedbackRow.topic, helped, func.count(), *reasons)
    if since:
        found = found.where(FeedbackRow.given_on >= since)
    rows = await session.execute(found.group_by(FeedbackRow.kind, FeedbackRow.topic))
    judged = [Judged(kind, topic, yes, total - yes, tuple(why)) for kind, topic, yes, total, *why in rows]
    return sorted(judged, key=lambda line: (line.share, -line.not_helped, line.topic or ""))
