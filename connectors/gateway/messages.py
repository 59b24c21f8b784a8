"""Post a message and read back what was said."""

from typing import Annotated

from fastapi import APIRouter, Header, Query, status
from fastapi.responses import JSONResponse

from connectors import turn
from connectors.conversations import history
from connectors.database.engine import transaction
from connectors.gateway.conversations import PATH
from connectors.gateway.parts import Gateway, OwnConversation, unauthorized
from connectors.gateway.problems import Problem
from connectors.gateway.schemas import History, NewMessage, ShownMessage, shown
from connectors.incoming import Accepted, Limits, Refused, Replayed, Said

MAX_SEQUENCE = 2**31 - 1  # PostgreSQL's integer

router = APIRouter(tags=["messages"])
After = Annotated[int, Query(ge=0, le=MAX_SEQUENCE, description="Sequence of the last message you have.")]
IdempotencyKey = Annotated[
    str,
    Header(
        pattern=r"^[\x21-\x7e]{1,255}$",
        description="A key of your own, new for every message; repeat it when you repeat the request.",
    ),
]


@router.get(PATH + "/{conversation_id}/messages", response_model=History, summary="Read the messages")
async def read(gateway: Gateway, conversation: OwnConversation, after: After = 0) -> JSONResponse:
    """The messages after `after`, in order."""
    async with transaction(gateway.engine) as session:
        messages = await history.after(session, conversation.id, after)
    last = max([conversation.last_sequence, *(message.sequence for message in messages)])
    return JSONResponse({"messages": [shown(message) for message in messages], "last_sequence": last})


@router.post(
    PATH + "/{conversation_id}/messages",
    status_code=status.HTTP_202_ACCEPTED,
    response_model=ShownMessage,
    responses={200: {"model": ShownMessage, "description": "Stored before under this key."}},
    summary="Post a message",
)
async def post(
    gateway: Gateway, conversation: OwnConversation, new: NewMessage, idempotency_key: IdempotencyKey
) -> JSONResponse:
    """Stores the message, masked; the answer comes over `events`."""
    said = Said(conversation.id, idempotency_key, new.text, new.payload)
    match await turn.accept(gateway.engine, gateway.limits, said, gateway.seal):
        case Accepted(message):
            return JSONResponse(shown(message), status.HTTP_202_ACCEPTED)
        case Replayed(message):
            return JSONResponse(shown(message), headers={"Idempotency-Replayed": "true"})
        case Refused() as refused:
            raise _problem(refused, gateway.limits)


def _problem(refused: Refused, limits: Limits) -> Problem:
    match refused.reason:
        case "gone":
            return unauthorized()
        case "too_long":
            return Problem("too_long", limit=limits.message_max_chars)
        case "too_fast":
            seconds = refused.retry_after_seconds
            return Problem("too_fast", headers={"Retry-After": str(seconds)}, seconds=seconds)
        case reason:
            return Problem(reason)
