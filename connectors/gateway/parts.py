"""What the routes need, made once by `create_app`, and the citizen's access to a conversation."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, cast
from uuid import UUID

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy.ext.asyncio import AsyncEngine

from connectors.assistant import Assistant
from connectors.conversations import store
from connectors.conversations.model import Conversation
from connectors.conversations.notify import Wakeups
from connectors.database.engine import transaction
from connectors.deliveries import Deliveries
from connectors.gateway.problems import Problem
from connectors.handoff.hours import Hours
from connectors.incoming import Limits
from connectors.plans.shelf import Shelf
from connectors.sealing import Seal
from connectors.whatsapp.channel import Channel

Check = Callable[[], Awaitable[bool]]  # is a dependency up? May raise, which means no


@dataclass(frozen=True)
class Parts:
    engine: AsyncEngine
    assistant: Assistant
    wakeups: Wakeups
    limits: Limits
    checks: Mapping[str, Check]
    plans: Shelf
    hours: Hours
    seal: Seal
    deliveries: Deliveries
    whatsapp: Channel | None = None


def _parts(request: Request) -> Parts:
    return cast(Parts, request.app.state.parts)


Gateway = Annotated[Parts, Depends(_parts)]
Bearer = Annotated[
    HTTPAuthorizationCredentials | None,
    Depends(HTTPBearer(auto_error=False, description="The token that came with the new conversation.")),
]


async def _own_conversation(conversation_id: str, gateway: Gateway, bearer: Bearer) -> Conversation:
    """Refuses with one and the same problem: no token, a wrong one, an unknown or a malformed id."""
    try:
        known = UUID(conversation_id)
    except ValueError:
        raise unauthorized() from None
    async with transaction(gateway.engine) as session:
        conversation = await store.with_token(session, known, bearer.credentials if bearer else "")
    if conversation is None:
        raise unauthorized()
    return conversation


def unauthorized() -> Problem:
    return Problem("unauthorized", headers={"WWW-Authenticate": "Bearer"})


OwnConversation = Annotated[Conversation, Depends(_own_conversation)]
