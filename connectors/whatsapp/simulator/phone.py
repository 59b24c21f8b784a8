"""The phone: its page, and what the page asks for."""

import asyncio
import json
import time
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any, Literal, cast

from fastapi import APIRouter, Body, HTTPException, Request
from fastapi.responses import FileResponse, JSONResponse
from pydantic import BaseModel, ConfigDict

from connectors.whatsapp.rules import WINDOW_LASTS
from connectors.whatsapp.simulator import notifications
from connectors.whatsapp.simulator.meta import Meta, Phone

HERE = Path(__file__).parent
LOOK_SECONDS = 20.0
FILES = {"phone.js": "text/javascript", "phone.css": "text/css"}
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'self'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
}

router = APIRouter()


class Typed(BaseModel):
    """What the citizen does on the phone; `id` is that of the message with the pressed choice."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["text", "choice", "image", "voice", "audio", "video", "document", "sticker", "location", "contacts"]
    text: str = ""
    message: str = ""
    choice: str = ""


class Wishes(BaseModel):
    """How phone and line behave from now on."""

    model_config = ConfigDict(extra="forbid")

    twice: bool = False
    reorder: bool = False
    reads: bool = True
    refuse_next: int = 0
    a_day_later: bool = False


@router.get("/")
async def page() -> FileResponse:
    return FileResponse(HERE / "phone.html", headers=HEADERS)


@router.get("/phone/{name}.{kind}")
async def file(name: str, kind: str) -> FileResponse:
    if f"{name}.{kind}" not in FILES:
        raise HTTPException(404)
    return FileResponse(HERE / f"{name}.{kind}", headers=HEADERS, media_type=FILES[f"{name}.{kind}"])


@router.get("/phone/{number}/look")
async def look(request: Request, number: int, since: str = "") -> JSONResponse:
    """What the phone shows, as soon as it differs from `since`."""
    phone, until = _phone(request, number), time.monotonic() + LOOK_SECONDS
    while True:
        woken, seen = _meta(request).changed, json.dumps([phone.shown, phone.typing, phone.wrote_at], sort_keys=True)
        version = str(hash(seen))
        if version != since or time.monotonic() > until:
            return JSONResponse(
                {"version": version, "messages": phone.shown, "typing": phone.typing, "left": _left(phone)},
                headers=HEADERS,
            )
        with suppress(TimeoutError):
            await asyncio.wait_for(woken.wait(), until - time.monotonic())


@router.post("/phone/{number}/say")
async def say(request: Request, number: int, typed: Annotated[Typed, Body()]) -> dict[str, str]:
    phone = _phone(request, number)
    kind, content = _content(phone, typed)
    return {"id": _meta(request).say(phone, kind, content)}


@router.post("/phone/{number}/wishes")
async def wish(request: Request, number: int, wishes: Annotated[Wishes, Body()]) -> dict[str, str]:
    phone = _phone(request, number)
    meta = _meta(request)
    meta.courier.habits.twice, meta.courier.habits.reorder = wishes.twice, wishes.reorder
    phone.reads = wishes.reads
    if wishes.refuse_next:
        meta.refuse_next.append(wishes.refuse_next)
    if wishes.a_day_later:
        phone.wrote_at -= WINDOW_LASTS.total_seconds()
    return {"status": "ok"}


def _content(phone: Phone, typed: Typed) -> tuple[str, Any]:
    match typed.kind:
        case "text":
            return "text", {"body": typed.text}
        case "choice":
            found = [one for shown in phone.shown if shown["id"] == typed.message for one in shown["choices"]]
            pressed = next((one for one in found if one["id"] == typed.choice), None)
            if pressed is None:
                raise HTTPException(404)
            return "interactive", notifications.pressed(pressed)
        case "location":
            return "location", {"latitude": 52.0799, "longitude": 4.3113}
        case "contacts":
            return "contacts", [{"name": {"formatted_name": "Buurvrouw"}, "phones": [{"phone": "+31612345670"}]}]
        case "voice":
            return "audio", {**notifications.media("audio"), "voice": True}
        case kind:
            return kind, notifications.media(kind, typed.text)


def _meta(request: Request) -> Meta:
    return cast(Meta, request.app.state.meta)


def _phone(request: Request, number: int) -> Phone:
    meta = _meta(request)
    if not 0 <= number < len(meta.phones):
        raise HTTPException(404)
    return meta.phones[number]


def _left(phone: Phone) -> int:
    return max(0, int(phone.wrote_at + WINDOW_LASTS.total_seconds() - time.time()))
