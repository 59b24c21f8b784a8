"""A server's side of a handoff, told to one page: states, typing and messages in place of the real stream."""

import json
from collections.abc import Iterable
from typing import Any

from playwright.async_api import Page, Route

Told = tuple[str, dict[str, Any]]
EVENTS = "**/api/v1/conversations/*/events"


def message(sequence: int, role: str, text: str, **more: Any) -> Told:
    """A stored message as the stream brings it; `author` and `reply` where the server sends them."""
    said = {"id": f"00000000-0000-4000-8000-{sequence:012}", "sequence": sequence, "role": role, "text": text}
    return "message", {**said, "reply": None, "created_at": "2026-11-22T12:00:00+00:00", **more}


def state(name: str, **more: Any) -> Told:
    return "state", {"state": name, **more}


def typing(active: bool, **more: Any) -> Told:
    return "typing", {"active": active, **more}


def reply(*buttons: tuple[str, str]) -> dict[str, Any]:
    return {"kind": "handoff", "text": None, "buttons": [{"title": title, "payload": load} for title, load in buttons]}


class Stream:
    """What the page hears: each connection gets all that was told, and ends; the page then connects again."""

    def __init__(self, page: Page) -> None:
        self._page, self._told = page, list[Told]()

    async def begin(self) -> None:
        await self._page.route(EVENTS, self._answer)

    async def tell(self, *told: Told) -> None:
        """Adds to what is told, and has the page connect again at once."""
        self._told.extend(told)
        await self._page.evaluate("dispatchEvent(new Event('offline')); dispatchEvent(new Event('online'))")

    async def _answer(self, route: Route) -> None:
        await route.fulfill(body="".join(_written(self._told)), content_type="text/event-stream")


def _written(told: Iterable[Told]) -> Iterable[str]:
    return (f"event: {name}\ndata: {json.dumps(data)}\n\n" for name, data in told)
