"""A double of the open-data interface of rijksoverheid.nl on loopback: it pages, refuses, fails and hangs on order.

It checks what it is asked like the real one: `output`, `rows` (at most 200), `offset` and `/lastmodifiedsince/`. The
texts are ours, in the form of the real ones.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from xml.sax.saxutils import escape

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from tests.connectors.running import serving

LIST = "/v1/infotypes/faq"
LICENCE = "CC0 1.0 Universal"


@dataclass
class Item:
    """One question with its answer, and when it last changed."""

    key: str
    question: str
    changed: str = "2026-01-02T10:00:00.000Z"
    introduction: str = "<p>Een oude fiets brengt u naar de milieustraat. Dat kost niets.</p>"
    parts: tuple[tuple[str, str], ...] = (("Wat neemt u mee", "<ul><li>Uw fiets</li><li>Uw pas</li></ul>"),)

    def detail(self, host: str) -> dict[str, Any]:
        return self.listed(host) | {
            "introduction": self.introduction,
            "content": [{"paragraphtitle": title, "paragraph": text} for title, text in self.parts],
            "subjects": ["Afval"],
            "license": LICENCE,
            "language": "nl-NL",
        }

    def listed(self, host: str) -> dict[str, Any]:
        return {
            "id": self.key,
            "type": "vraag en antwoord",
            "canonical": f"https://www.rijksoverheid.nl/onderwerpen/voorbeeld/vraag-en-antwoord/{self.key}",
            "dataurl": f"{host}{LIST}/{self.key}",
            "question": self.question,
            "lastmodified": self.changed,
        }


@dataclass
class Double:
    """What it holds, how it misbehaves, and what it was asked.

    `trouble` maps a key (or `list`) to what happens first, one by one: a status, "hang", "drip", "half" or "late".
    """

    items: list[Item] = field(default_factory=list)
    trouble: dict[str, list[Any]] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    lists: list[dict[str, str]] = field(default_factory=list)
    url: str = ""

    @property
    def list_url(self) -> str:
        return self.url + LIST

    def details_asked(self) -> int:
        return sum(count for key, count in self.asked.items() if key != "list")


@contextmanager
def rijksoverheid(items: list[Item]) -> Iterator[Double]:
    """A running double with these items."""
    double = Double(items)

    async def listing(request: Request) -> Response:
        double.asked["list"] += 1
        double.lists.append({**request.query_params, **request.path_params})
        return await _troubled(double, "list") or _list(double, request)

    async def detail(request: Request) -> Response:
        key = request.path_params["key"]
        double.asked[key] += 1
        return await _troubled(double, key) or _detail(double, request)

    async def live(_: Request) -> Response:
        return PlainTextResponse("ok")

    routes = [
        Route("/health/live", live),
        Route(LIST, listing),
        Route(LIST + "/lastmodifiedsince/{since}/", listing),
        Route(LIST + "/{key}", detail),
    ]
    with serving(Starlette(routes=routes)) as url:
        double.url = url
        yield double


async def _troubled(double: Double, key: str) -> Response | None:
    todo = double.trouble.get(key, [])
    what = todo.pop(0) if todo else None
    if what == "hang":
        await asyncio.sleep(5)
    if what == "drip":
        return StreamingResponse(_drip(), media_type="application/json")
    if what == "half":
        return StreamingResponse(_half(), headers={"Content-Length": "1000"}, media_type="application/json")
    if what == "late":
        return Response("later", 429, headers={"Retry-After": "0"})
    return Response("broken", int(what)) if isinstance(what, int) else None


async def _drip() -> AsyncIterator[bytes]:
    for _ in range(50):
        yield b" "
        await asyncio.sleep(0.1)


async def _half() -> AsyncIterator[bytes]:
    yield b'{"id": "half'
    raise ConnectionResetError("the line breaks")


def _list(double: Double, request: Request) -> Response:
    asked = request.query_params
    rows, offset = int(asked.get("rows", "25")), int(asked.get("offset", "0"))
    if rows > 200 or asked.get("output") not in ("json", "xml"):
        return Response("rows at most 200; output json or xml", 400)
    since = request.path_params.get("since")
    found = [item for item in double.items if since is None or date.fromisoformat(item.changed[:10]) >= _day(since)]
    page = sorted(found, key=lambda item: item.changed, reverse=True)[offset : offset + rows]
    listed = [item.listed(double.url) for item in page]
    if asked["output"] == "json":
        return JSONResponse(listed)
    return _xml("faqs", "".join(f"<faq>{_elements(one)}</faq>" for one in listed))


def _day(written: str) -> date:
    return date.fromisoformat(f"{written[:4]}-{written[4:6]}-{written[6:]}")


def _detail(double: Double, request: Request) -> Response:
    item = next((item for item in double.items if item.key == request.path_params["key"]), None)
    if item is None:
        return Response("no such question", 404)
    detail = item.detail(double.url)
    if request.query_params.get("output") == "json":
        return JSONResponse(detail)
    blocks = "".join(f"<contentblock>{_elements(part)}</contentblock>" for part in detail.pop("content"))
    subjects = "".join(f"<subject>{escape(one)}</subject>" for one in detail.pop("subjects"))
    return _xml("faq", f"{_elements(detail)}<subjects>{subjects}</subjects><content>{blocks}</content>")


def _elements(fields: dict[str, Any]) -> str:
    return "".join(f"<{name}>{escape(str(value))}</{name}>" for name, value in fields.items())


def _xml(root: str, inside: str) -> Response:
    return Response(f'<?xml version="1.0" encoding="UTF-8"?><{root}>{inside}</{root}>', media_type="application/xml")
