"""A busy shift, played: citizens over the public API, agents at the same functions as the desk, a gateway that dies.

Every citizen follows the stream and connects again after a cut; every message is sent again under its own key until it
is accepted. So a message that is lost, doubled or out of order is ours.
"""

import asyncio
import json
import random
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing, suppress
from dataclasses import dataclass, field
from uuid import uuid4

import httpx
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.reply import Reply
from connectors.client import API
from connectors.database.engine import transaction
from connectors.handoff import cases, desk, presence
from connectors.handoff.model import Agent

WISH = "Ik wil een medewerker spreken"
RETRY_SECONDS = 0.5
PAUSE_SECONDS = (4.0, 12.0)  # between two messages of one citizen
AGENT_LOOK_SECONDS = 1.0


@dataclass
class Citizen:
    """`sent` what was accepted, `seen` what the stream gave, in order; `sequences` their numbers."""

    http: httpx.AsyncClient
    id: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    sent: list[str] = field(default_factory=list)
    seen: list[tuple[str, str]] = field(default_factory=list)
    sequences: list[int] = field(default_factory=list)
    state: str = "bot"
    payloads: set[str] = field(default_factory=set)
    news: asyncio.Event = field(default_factory=asyncio.Event)

    async def begin(self) -> None:
        made = (await self._until_accepted("POST", API, json={"channel": "web"})).json()
        self.id, self.headers = made["id"], {"Authorization": f"Bearer {made['token']}"}

    async def say(self, text: str, payload: str | None = None) -> None:
        headers = self.headers | {"Idempotency-Key": str(uuid4())}
        body = {"text": text} | ({"payload": payload} if payload else {})
        await self._until_accepted("POST", f"{API}/{self.id}/messages", json=body, headers=headers)
        self.sent.append(text)

    async def follow(self) -> None:
        """Reads the stream for ever; a cut is no reason to stop."""
        while True:
            with suppress(httpx.HTTPError):
                async with aclosing(self._events()) as events:
                    async for name, data in events:
                        self._take(name, data)
            await asyncio.sleep(RETRY_SECONDS)

    async def until(self, is_so: Callable[[], bool], end: float) -> None:
        """Returns when it is so, or at the `end` of the shift."""
        with suppress(TimeoutError):
            async with asyncio.timeout_at(end):
                while not is_so():
                    self.news.clear()
                    await self.news.wait()

    def _take(self, name: str, data: dict[str, object]) -> None:
        self.news.set()
        if name == "state":
            self.state = str(data["state"])
        if name == "message":
            self.sequences.append(int(str(data["sequence"])))
            self.seen.append((str(data["role"]), str(data["text"])))
            if data["reply"]:
                self.payloads |= {button.payload for button in Reply.model_validate(data["reply"]).buttons}

    async def _events(self) -> AsyncGenerator[tuple[str, dict[str, object]]]:
        last = {"Last-Event-ID": str(self.sequences[-1])} if self.sequences else {}
        async with self.http.stream("GET", f"{API}/{self.id}/events", headers=self.headers | last) as answer:
            name = ""
            async for line in answer.aiter_lines():
                field_name, _, value = line.partition(": ")
                if field_name == "event":
                    name = value
                elif field_name == "data":
                    yield name, json.loads(value)

    async def _until_accepted(self, method: str, path: str, **request: object) -> httpx.Response:
        while True:
            with suppress(httpx.TransportError):
                answer = await self.http.request(method, path, **request)  # type: ignore[arg-type]
                if answer.is_success:
                    return answer
            await asyncio.sleep(RETRY_SECONDS)


async def live(citizen: Citizen, number: int, until: float) -> None:
    """Asks for a human, says yes, and talks until the shift ends."""
    clock = asyncio.get_running_loop().time
    await citizen.begin()
    following = asyncio.create_task(citizen.follow())
    try:
        await citizen.say(WISH)
        await citizen.until(lambda: "/handoff_yes" in citizen.payloads, until)
        await citizen.say("Ja, graag", "/handoff_yes")
        await citizen.until(lambda: citizen.state == "agent", until)
        count = 0
        while clock() < until:
            count += 1
            await citizen.say(f"burger {number} bericht {count}")
            await asyncio.sleep(random.uniform(*PAUSE_SECONDS))  # noqa: S311 - a pause, not a secret
        await asyncio.sleep(AGENT_LOOK_SECONDS * 4)
    finally:
        following.cancel()


async def work(engine: AsyncEngine, agent: Agent, chats_max: int, until: float) -> None:
    """Claims what waits, as all others do at the same time, and answers every new message once."""
    clock = asyncio.get_running_loop().time
    answered: set[object] = set()
    while clock() < until:
        async with transaction(engine) as session:
            await presence.seen(session, agent)
            queue = await desk.waiting(session)
        for handoff in queue[:3]:
            async with transaction(engine) as session:
                await cases.claim(session, handoff.id, agent, chats_max)
        async with transaction(engine) as session:
            mine = await desk.own(session, agent)
        for own in mine:
            await _answer(engine, agent, own, answered)
        await asyncio.sleep(AGENT_LOOK_SECONDS)


async def _answer(engine: AsyncEngine, agent: Agent, own: desk.Own, answered: set[object]) -> None:
    async with transaction(engine) as session:
        said = await desk.messages(session, own.handoff, own.handoff.agent_read)
    for message in said:
        if message.role == "citizen" and message.text.startswith("burger") and message.id not in answered:
            async with transaction(engine) as session:
                await cases.say(session, own.handoff.id, agent, f"antwoord op {message.text}", f"a-{message.id}")
            answered.add(message.id)
