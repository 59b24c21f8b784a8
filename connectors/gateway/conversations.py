"""Begin a conversation, look at it, have it erased."""

from fastapi import APIRouter, Response, status
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.reply import Reply
from bot.sentences import sentence
from connectors.conversations import notify, store
from connectors.conversations.model import Conversation
from connectors.database.engine import transaction
from connectors.gateway.parts import Gateway, OwnConversation
from connectors.gateway.schemas import CreatedConversation, NewConversation, ShownConversation
from connectors.handoff import cases

PATH = "/api/v1/conversations"

router = APIRouter(tags=["conversations"])


@router.post(PATH, status_code=status.HTTP_201_CREATED, summary="Begin a conversation")
async def create(gateway: Gateway, response: Response, wanted: NewConversation | None = None) -> CreatedConversation:
    """Gives the id and the token. The assistant's first message is there: it says that it is a computer."""
    conversation, token = await begin(gateway.engine, wanted)
    response.headers["Location"] = f"{PATH}/{conversation.id}"
    return CreatedConversation(
        id=conversation.id, token=token, state=conversation.state, created_at=conversation.created_at
    )


async def begin(engine: AsyncEngine, wanted: NewConversation | None = None) -> tuple[Conversation, str]:
    """A new conversation in which the assistant has said what it is, and its token."""
    wanted = wanted or NewConversation()
    opening = Reply(kind="smalltalk", text=sentence("gateway.opening"))
    async with transaction(engine) as session:
        conversation, token = await store.create(session, wanted.channel, wanted.language, wanted.municipality)
        await store.append(session, conversation, "assistant", opening.text, reply=opening.model_dump(mode="json"))
    return conversation, token


@router.get(PATH + "/{conversation_id}", summary="Look at a conversation")
async def read(conversation: OwnConversation) -> ShownConversation:
    """Its state and how many messages it has."""
    return ShownConversation.of(conversation)


@router.delete(PATH + "/{conversation_id}", status_code=status.HTTP_204_NO_CONTENT, summary="Erase a conversation")
async def erase(gateway: Gateway, conversation: OwnConversation) -> None:
    """Everything that was said is gone, here and in the assistant's memory. Open streams get `ended`."""
    async with transaction(gateway.engine) as session:
        await cases.erase(session, conversation.id)
        await notify.changed(session, conversation.id)
