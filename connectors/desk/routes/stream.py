"""The stream of one open page: pieces of HTML as server-sent events, and the sign that somebody is at the desk.

A page asks for nothing by itself: it is woken, and gets what is new. The stream ends with the session.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import ExitStack
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Query, Request
from fastapi.responses import StreamingResponse
from fastapi.sse import format_sse_event
from sqlalchemy.ext.asyncio import AsyncSession

from connectors.conversations import notify
from connectors.database.engine import transaction
from connectors.desk import paths, reading
from connectors.desk.live import Live, PageName, Piece, Watched
from connectors.desk.suggesting import Suggesting
from connectors.desk.workplace import Place, Workplace, agent_of
from connectors.gateway.parts import Gateway, Parts
from connectors.handoff import presence
from connectors.handoff.human import TYPING
from connectors.people import sessions
from connectors.people.guard import Agent, SignedInHere
from connectors.people.model import Person, SignedIn
from connectors.people.page import page
from connectors.people.parts import Desk, DeskParts

RECONNECT_MS = 1000
# Wake-ups that come together are one look; the lists of everybody are read at most once a second.
GATHER_SECONDS = 0.05
LISTS_SECONDS = 1.0
END = "einde"  # the browser does not come back after this
HEADERS = {"X-Accel-Buffering": "no"}  # nginx must not hold events back
MAX_SEQUENCE = 2**31 - 1

router = APIRouter(include_in_schema=False)


def _watched(
    pagina: PageName = "anders",
    team: Annotated[str, Query(max_length=60)] = "",
    gesprek: UUID | None = None,
    na: Annotated[int, Query(ge=0, le=MAX_SEQUENCE)] = 0,
    stand: Annotated[str, Query(max_length=200)] = "",
    last_event_id: Annotated[int | None, Header(ge=0, le=MAX_SEQUENCE)] = None,
) -> Watched:
    return Watched(pagina, team, gesprek, na if last_event_id is None else last_event_id, stand)


@router.get(paths.STREAM)
async def follow(
    request: Request,
    person: Agent,
    here: SignedInHere,
    desk_parts: Desk,
    gateway: Gateway,
    place: Place,
    watched: Annotated[Watched, Depends(_watched)],
) -> StreamingResponse:
    topics = [notify.DESK]
    if watched.handoff_id:
        async with transaction(desk_parts.engine) as session:
            handoff = await reading.found(session, watched.handoff_id, person)
        topics.append(str(handoff.conversation_id))
    stream = Stream(request, here, desk_parts, gateway, place, watched)
    return StreamingResponse(stream.events(topics), 200, HEADERS, "text/event-stream")


class Stream:
    """The events of one page, until the session ends, the page closes or the process stops."""

    def __init__(
        self, request: Request, here: SignedIn, desk: DeskParts, gateway: Parts, place: Workplace, watched: Watched
    ) -> None:
        self._request, self._here, self._desk, self._gateway = request, here, desk, gateway
        self._woken, self._desk_woken = asyncio.Event(), True
        self._suggesting = Suggesting(place.suggest, self._woken.set)
        self._live = Live(request, here.person, place, watched, self._suggesting)
        self._listed_at = self._present_at = -float("inf")

    async def events(self, topics: list[str]) -> AsyncIterator[bytes]:
        yield format_sse_event(retry=RECONNECT_MS)
        wakeups = self._gateway.wakeups
        with ExitStack() as waiting:
            waiting.callback(self._suggesting.stop)
            waiting.enter_context(wakeups.calling(self._wake_desk, topics[0]))
            for topic in topics[1:]:
                waiting.enter_context(wakeups.calling(self._woken.set, topic))
            while not wakeups.closed:
                self._woken.clear()
                pieces = await asyncio.shield(asyncio.create_task(self._look()))
                for name, html, sequence in pieces:
                    yield format_sse_event(event=name, data_str=html, id=None if sequence is None else str(sequence))
                if self._live.over:
                    yield format_sse_event(event=END, data_str="-")
                    return
                if not await self._happened():
                    yield format_sse_event(comment="wacht")

    def _wake_desk(self) -> None:
        self._desk_woken = True
        self._woken.set()

    async def _look(self) -> list[Piece]:
        """Ends by itself when the page has gone: a query that is broken off costs its connection."""
        async with transaction(self._desk.engine) as session:
            if not await sessions.still_open(session, self._here.session_hash, self._desk.lifetime):
                self._live.over = True
                return [("uitgelogd", self._signed_out(), None)]
            await self._be_present(session)
            pieces = await self._live.of_case(session)
            return pieces + await self._lists(session)

    async def _be_present(self, session: AsyncSession) -> None:
        if time.monotonic() - self._present_at >= presence.RENEW_SECONDS - GATHER_SECONDS:
            await presence.seen(session, agent_of(self._person))
            self._present_at = time.monotonic()

    async def _lists(self, session: AsyncSession) -> list[Piece]:
        """When something happened, and when it is time: waits are counted in minutes."""
        age = time.monotonic() - self._listed_at
        is_due = age >= LISTS_SECONDS if self._desk_woken else age >= self._gateway.wakeups.poll_seconds
        if not is_due or self._live.over:
            return []
        self._desk_woken, self._listed_at = False, time.monotonic()
        return await self._live.of_desk(session)

    async def _happened(self) -> bool:
        """False when nothing did for so long, which is also the time for a heartbeat."""
        patience = self._gateway.wakeups.poll_seconds
        if self._live.typing:
            patience = min(patience, TYPING.total_seconds())
        if self._desk_woken:
            patience = min(patience, max(0.0, self._listed_at + LISTS_SECONDS - time.monotonic()))
        try:
            await asyncio.wait_for(self._woken.wait(), patience)
        except TimeoutError:
            return self._desk_woken
        await asyncio.sleep(GATHER_SECONDS)
        return True

    def _signed_out(self) -> str:
        return bytes(page(self._request, "desk_signed_out.html").body).decode()

    @property
    def _person(self) -> Person:
        return self._here.person
