"""What the citizen may see and do of the way to a human."""

from typing import Literal

from fastapi import APIRouter, status
from pydantic import BaseModel

from bot.case import Case
from connectors.conversations import notify
from connectors.conversations.states import State
from connectors.database.engine import transaction
from connectors.gateway.conversations import PATH
from connectors.gateway.parts import Gateway, OwnConversation
from connectors.gateway.problems import Problem
from connectors.handoff import citizen
from connectors.handoff.passed import passed_on

router = APIRouter(tags=["handoff"])


class ShownHandoff(BaseModel):
    """`offered`: nothing was passed on yet; the case is what would be."""

    status: Literal["offered", "waiting", "claimed", "returned", "closed", "withdrawn"]
    state: State
    agent: str | None
    case: Case


@router.get(PATH + "/{conversation_id}/handoff", summary="See what is passed on")
async def read(gateway: Gateway, conversation: OwnConversation) -> ShownHandoff:
    """The newest handoff of this conversation, or the one that is offered now. 404 while there is none."""
    async with transaction(gateway.engine) as session:
        passed = await passed_on(session, conversation)
    if passed is None:
        raise Problem("no_handoff")
    return ShownHandoff(status=passed.status, state=conversation.state, agent=passed.agent, case=passed.case)


@router.post(
    PATH + "/{conversation_id}/typing", status_code=status.HTTP_204_NO_CONTENT, summary="Say that the citizen types"
)
async def typing(gateway: Gateway, conversation: OwnConversation) -> None:
    """Only an agent sees it, for six seconds; repeat it at most every three."""
    async with transaction(gateway.engine) as session:
        if await citizen.typing(session, conversation):
            await notify.changed(session, conversation.id)
