"""Which button is meant: the one that was pressed, or the one whose number was typed."""

from uuid import UUID

from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from bot.reply import Button, Reply
from connectors.conversations import store
from connectors.conversations.states import ASSISTANT_ANSWERS
from connectors.database.tables import MessageRow
from connectors.whatsapp.words import chosen


async def meant(session: AsyncSession, conversation_id: UUID, text: str, payload: str | None) -> Button | None:
    """None for words, and for a button that this conversation never had (which `turn.accept` refuses)."""
    if payload:
        return await _pressed(session, conversation_id, payload)
    last = await _last_reply(session, conversation_id)
    return chosen(text, last) if last and last.buttons else None


async def _pressed(session: AsyncSession, conversation_id: UUID, payload: str) -> Button | None:
    """With its whole title: WhatsApp gives back what it showed, and a row shows 24 characters."""
    having = MessageRow.reply.cast(JSONB).contains({"buttons": [{"payload": payload}]})
    found = await session.scalar(
        select(MessageRow.reply)
        .where(MessageRow.conversation_id == conversation_id, having)
        .order_by(MessageRow.sequence.desc())
        .limit(1)
    )
    buttons = found["buttons"] if found else []
    return next((Button.model_validate(one) for one in buttons if one["payload"] == payload), None)


async def _last_reply(session: AsyncSession, conversation_id: UUID) -> Reply | None:
    """What the citizen looks at; None when a human has the conversation: a number is then a number."""
    conversation = await store.current(session, conversation_id)
    if conversation.state not in ASSISTANT_ANSWERS:
        return None
    found = await session.scalar(
        select(MessageRow.reply)
        .where(MessageRow.conversation_id == conversation_id, MessageRow.role == "assistant")
        .order_by(MessageRow.sequence.desc())
        .limit(1)
    )
    try:
        return Reply.model_validate(found) if found else None
    except ValidationError:  # of an older version of Wegwijs
        return None
