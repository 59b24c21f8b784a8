"""What of a conversation was passed on to a human, or would be: the citizen may always see it."""

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.case import Case
from connectors.conversations.model import Conversation
from connectors.conversations.states import ASSISTANT_ANSWERS
from connectors.database.tables import MessageRow
from connectors.handoff import model
from connectors.handoff.model import Status
from connectors.handoff.tables import HandoffRow


@dataclass(frozen=True)
class Passed:
    status: Status | Literal["offered"]
    case: Case
    agent: str | None = None


async def passed_on(session: AsyncSession, conversation: Conversation) -> Passed | None:
    """The newest case; before there is one, that of the open offer."""
    found = select(HandoffRow).where(HandoffRow.conversation_id == conversation.id)
    row = await session.scalar(found.order_by(HandoffRow.created_at.desc()).limit(1))
    offered = await _offered(session, conversation) if conversation.state in ASSISTANT_ANSWERS else None
    if offered:
        return Passed("offered", offered)
    handoff = model.handoff(row) if row else None
    return Passed(handoff.status, handoff.case, handoff.agent_name) if handoff else None


async def _offered(session: AsyncSession, conversation: Conversation) -> Case | None:
    """The case that stands in the offer itself."""
    found = select(MessageRow.reply).where(
        MessageRow.conversation_id == conversation.id,
        MessageRow.episode == conversation.episode,
        MessageRow.role == "assistant",
    )
    reply = await session.scalar(found.order_by(MessageRow.sequence.desc()).limit(1))
    return Case.model_validate(reply["case"]) if reply and reply.get("case") else None
