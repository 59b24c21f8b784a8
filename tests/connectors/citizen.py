"""A citizen's browser, as far as the API sees it: begins, writes, reads, follows the stream."""

import json
import uuid
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

import httpx


@dataclass(frozen=True)
class Event:
    name: str
    data: dict[str, Any]
    id: int | None


@dataclass
class Citizen:
    http: httpx.AsyncClient
    id: str
    token: str

    @classmethod
    async def begin(cls, http: httpx.AsyncClient, **wanted: Any) -> "Citizen":
        response = await http.post("/api/v1/conversations", json={"channel": "web", **wanted})
        assert response.status_code == 201, response.text
        return cls(http, response.json()["id"], response.json()["token"])

    @property
    def path(self) -> str:
        return f"/api/v1/conversations/{self.id}"

    @property
    def key(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    async def say(self, text: str, key: str | None = None, **more: Any) -> httpx.Response:
        """Posts a message, under a new idempotency key unless one is given."""
        headers = {**self.key, "Idempotency-Key": key or str(uuid.uuid4())}
        return await self.http.post(f"{self.path}/messages", json={"text": text, **more}, headers=headers)

    async def messages(self, after: int = 0) -> list[dict[str, Any]]:
        response = await self.http.get(f"{self.path}/messages", params={"after": after}, headers=self.key)
        assert response.status_code == 200, response.text
        found: list[dict[str, Any]] = response.json()["messages"]
        return found

    async def events(self, last_event_id: int | None = None) -> AsyncGenerator[Event]:
        """The events of one connection, until the server or the reader ends it."""
        headers = self.key | ({} if last_event_id is None else {"Last-Event-ID": str(last_event_id)})
        async with self.http.stream("GET", f"{self.path}/events", headers=headers) as response:
            assert response.status_code == 200
            fields: dict[str, str] = {}
            async for line in response.aiter_lines():
                name, _, value = line.partition(": ")
                if line and name:
                    fields[name] = value
                elif fields:
                    if "event" in fields:
                        number = int(fields["id"]) if "id" in fields else None
                        yield Event(fields["event"], json.loads(fields["data"]), number)
                    fields = {}

    async def until_answered(self, count: int = 1, after: int = 0) -> list[dict[str, Any]]:
        """The messages after `after`, as soon as the assistant has said `count` things among them."""
        seen: list[dict[str, Any]] = []
        async with aclosing(self.events(after)) as events:
            async for event in events:
                if event.name == "message":
                    seen.append(event.data)
                if sum(message["role"] == "assistant" for message in seen) >= count:
                    return seen
        raise AssertionError("the stream ended before the answer")

    async def until_answered_by_system(self, words: str) -> None:
        """Waits for a sentence of the way to a human that holds `words`."""
        async with aclosing(self.events()) as events:
            async for event in events:
                if event.name == "message" and event.data["role"] == "system" and words in event.data["text"]:
                    return
        raise AssertionError("the stream ended before the sentence")
