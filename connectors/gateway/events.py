"""The stream of a conversation: server-sent events that miss nothing and repeat nothing.

Promises every message once, in order, from `Last-Event-ID` on. A stream holds no database connection while
it waits: it is woken, looks, and sends what is new to it.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header
from fastapi.responses import StreamingResponse
from fastapi.sse import format_sse_event
from sqlalchemy.ext.asyncio import AsyncEngine

from connectors.conversations import history
from connectors.conversations.history import BATCH, Look
from connectors.conversations.model import Conversation
from connectors.conversations.states import State
from connectors.database.engine import transaction
from connectors.gateway.conversations import PATH
from connectors.gateway.messages import MAX_SEQUENCE, After
from connectors.gateway.parts import Gateway, OwnConversation, Parts
from connectors.gateway.schemas import shown
from connectors.handoff.human import TYPING, Human, human_side

RECONNECT_MS = 2000  # what a client waits before it connects again
HEADERS = {"X-Accel-Buffering": "no"}  # nginx must not hold events back

router = APIRouter(tags=["messages"])
LastEventId = Annotated[
    int | None,
    Header(ge=0, le=MAX_SEQUENCE, description="Sequence of the last event you got; goes before `after`."),
]
DESCRIPTION = """\
- `message`: a stored message, its sequence as `id`
- `state`: `{"state": "bot", "position": null, "wait_minutes": null, "agent": null}`, at the start and when one of these
  changes: who has the conversation, the place in the queue (from 1), the expected wait, the agent's first name
- `typing`: `{"active": true, "who": "assistant"}` while an answer is on its way, or the `agent` types
- `plan`: the plan was ticked or replaced; read it again
- `ended`: the conversation was erased; do not connect again"""


@router.get(
    PATH + "/{conversation_id}/events",
    response_class=StreamingResponse,
    responses={200: {"description": DESCRIPTION, "content": {"text/event-stream": {}}}},
    summary="Follow a conversation",
)
async def follow(
    gateway: Gateway, conversation: OwnConversation, last_event_id: LastEventId = None, after: After = 0
) -> StreamingResponse:
    """Messages, typing and changes of state as they happen; a comment every 15 seconds keeps it open."""
    seen = after if last_event_id is None else last_event_id
    return StreamingResponse(_events(gateway, conversation, seen), 200, HEADERS, "text/event-stream")


async def _events(gateway: Parts, conversation: Conversation, sequence: int) -> AsyncIterator[bytes]:
    told = _Told(sequence)
    woken = asyncio.Event()
    yield format_sse_event(retry=RECONNECT_MS)
    with gateway.wakeups.calling(woken.set, str(conversation.id)):
        while not gateway.wakeups.closed:
            woken.clear()
            look, human = await _look(gateway.engine, conversation.id, told.sequence)
            if look is None:
                yield _event("ended", {})
                return
            for event in told.news(look, human):
                yield event
            patience = TYPING.total_seconds() if human.typing else gateway.wakeups.poll_seconds
            if len(look.messages) < BATCH and not await _happened(woken, patience):
                yield format_sse_event(comment="wacht")


async def _look(engine: AsyncEngine, conversation_id: UUID, sequence: int) -> tuple[Look | None, Human]:
    """Ends by itself when the client has gone: a query that is broken off costs its connection."""

    async def look() -> tuple[Look | None, Human]:
        async with transaction(engine) as session:
            found = await history.look(session, conversation_id, sequence)
            with_human = found is not None and found.state in (State.WAITING, State.AGENT)
            return found, await human_side(session, conversation_id) if with_human else Human()

    return await asyncio.shield(asyncio.create_task(look()))


class _Told:
    """What this client knows already."""

    def __init__(self, sequence: int) -> None:
        self.sequence = sequence
        self._state: dict[str, object] = {}
        self._typing = False
        self._plan_changed_at: datetime | None = None
        self._is_first = True

    def news(self, look: Look, human: Human) -> Iterator[bytes]:
        for message in look.messages:
            self.sequence = message.sequence
            yield _event("message", shown(message), id=message.sequence)
        if (state := _state(look, human)) != self._state:
            self._state = state
            yield _event("state", state)
        if (typing := look.answering or human.typing) != self._typing:
            self._typing = typing
            yield _event("typing", {"active": typing, "who": "agent" if look.state is State.AGENT else "assistant"})
        if look.plan_changed_at != self._plan_changed_at and not self._is_first:
            yield _event("plan", {})  # not at the start: who connects reads the plan anyway
        self._plan_changed_at, self._is_first = look.plan_changed_at, False


def _state(look: Look, human: Human) -> dict[str, object]:
    waits = {"position": human.position, "wait_minutes": human.wait_minutes}
    return {"state": look.state, **waits, "agent": human.agent}


def _event(name: str, data: dict[str, object], id: int | None = None) -> bytes:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return format_sse_event(event=name, data_str=text, id=None if id is None else str(id))


async def _happened(woken: asyncio.Event, poll_seconds: float) -> bool:
    """False when nothing did for so long, which is also the time for a heartbeat."""
    with suppress(TimeoutError):
        return await asyncio.wait_for(woken.wait(), poll_seconds)
    return False
