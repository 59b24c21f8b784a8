"""Did this answer help? One tap, which may be changed; it can be told apart from no other tap after erasure."""

from uuid import UUID

from fastapi import APIRouter, status
from pydantic import BaseModel, ConfigDict, Field

from connectors.database.engine import transaction
from connectors.feedback import store
from connectors.feedback.store import Reason
from connectors.gateway.conversations import PATH
from connectors.gateway.parts import Gateway, OwnConversation
from connectors.gateway.problems import Problem

router = APIRouter(tags=["messages"])


class Feedback(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    helped: bool = Field(description="Whether the answer helped.")
    reason: Reason | None = Field(None, description="Why not; left out when it helped.")


@router.put(
    PATH + "/{conversation_id}/messages/{message_id}/feedback",
    status_code=status.HTTP_204_NO_CONTENT,
    summary="Judge an answer",
)
async def judge(gateway: Gateway, conversation: OwnConversation, message_id: UUID, feedback: Feedback) -> None:
    """Keeps the last judgement of an answer. 404 when this conversation has no such answer."""
    async with transaction(gateway.engine) as session:
        if not await store.keep(session, conversation.id, message_id, feedback.helped, feedback.reason):
            raise Problem("no_such_answer")
