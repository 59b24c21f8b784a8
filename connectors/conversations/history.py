"""Reading back: what was said, and everything a waiting stream has to know, in one look."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Exists, exists, func, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from connectors.conversations import model
from connectors.conversations.model import Conversation, Message
from connectors.conversations.states import ASSISTANT_ANSWERS, State
from connectors.database.tables import ConversationRow, MessageRow, PlanRow

BATCH = 200  # messages read at once; a longer history comes in several batches


@dataclass(frozen=True)
class Look:
    """A conversation as a stream sees it: the news since the last look, and whether an answer is coming."""

    state: State
    answering: bool
    messages: tuple[Message, ...]
    plan_changed_at: datetime | None = None


async def after(session: AsyncSession, conversation_id: UUID, sequence: int) -> tuple[Message, ...]:
    """At most BATCH messages that follow `sequence`, in order."""
    rows = await session.scalars(
        select(MessageRow)
        .where(MessageRow.conversation_id == conversation_id, MessageRow.sequence > sequence)
        .order_by(MessageRow.sequence)
        .limit(BATCH)
    )
    return tuple(model.message(row) for row in rows)


async def look(session: AsyncSession, conversation_id: UUID, sequence: int) -> Look | None:
    """None when the conversation has been erased."""
    plan = select(PlanRow.updated_at).where(PlanRow.conversation_id == conversation_id).scalar_subquery()
    now = select(ConversationRow.state, _pending(conversation_id), plan)
    row = (await session.execute(now.where(ConversationRow.id == conversation_id))).one_or_none()
    if row is None:
        return None
    state, pending = State(row[0]), bool(row[1])
    messages = await after(session, conversation_id, sequence)
    return Look(state, pending and state in ASSISTANT_ANSWERS, messages, row[2])


async def was_offered(session: AsyncSession, conversation: Conversation, payload: str) -> bool:
    """Did any message of this conversation have a button with this payload?"""
    button = {"buttons": [{"payload": payload}]}
    offered = MessageRow.reply.cast(JSONB).contains(button)
    found = exists().where(MessageRow.conversation_id == conversation.id, offered)
    return bool(await session.scalar(select(found)))


async def said_before(session: AsyncSession, message: Message, words: str) -> bool:
    """Did the citizen say these words earlier in this conversation?"""
    found = exists().where(
        MessageRow.conversation_id == message.conversation_id,
        MessageRow.role == "citizen",
        MessageRow.sequence < message.sequence,
        MessageRow.text.contains(words, autoescape=True),
    )
    return bool(await session.scalar(select(found)))


async def citizen_messages_since(
    session: AsyncSession, conversation: Conversation, window: timedelta
) -> list[datetime]:
    """When the citizen wrote during the last `window`, oldest first, by the clock of the database."""
    rows = await session.scalars(
        select(MessageRow.created_at)
        .where(
            MessageRow.conversation_id == conversation.id,
            MessageRow.role == "citizen",
            MessageRow.created_at > func.clock_timestamp() - window,
        )
        .order_by(MessageRow.created_at)
    )
    return list(rows)


def _pending(conversation_id: UUID) -> Exists:
    return exists().where(MessageRow.conversation_id == conversation_id, MessageRow.status == "pending")
