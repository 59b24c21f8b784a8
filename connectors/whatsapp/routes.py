"""The webhook: Meta's handshake, and what it tells us. Stored first, answered at once, dealt with later.

Refuses what is not signed before reading it. Without an account there is nothing here: 404.
"""

import json
import logging
from typing import Annotated

from fastapi import APIRouter, Header, Query, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse

from connectors.gateway.parts import Gateway, Parts
from connectors.gateway.problems import Problem
from connectors.whatsapp import intake, payloads
from connectors.whatsapp.account import SIGNATURE
from connectors.whatsapp.channel import Channel
from connectors.whatsapp.payloads import Trouble

PATH = "/webhooks/whatsapp"
MAX_BYTES = 3 * 1024 * 1024  # Meta's own limit
RETRY_SECONDS = 5

router = APIRouter(include_in_schema=False)
log = logging.getLogger(__name__)


@router.get(PATH)
async def verify(
    gateway: Gateway,
    mode: Annotated[str, Query(alias="hub.mode")] = "",
    token: Annotated[str, Query(alias="hub.verify_token")] = "",
    challenge: Annotated[str, Query(alias="hub.challenge")] = "",
) -> Response:
    """Meta asks whether this address is ours: the challenge goes back as it came."""
    if mode == "subscribe" and _channel(gateway).account.is_verified(token):
        return PlainTextResponse(challenge)
    return Response(status_code=403)


@router.post(PATH)
async def receive(
    gateway: Gateway, request: Request, signature: Annotated[str, Header(alias=SIGNATURE)] = ""
) -> Response:
    """200 as soon as it is safe. 503 when it is not: Meta then sends it again."""
    channel = _channel(gateway)
    body = await _body(request)
    if body is None:
        return Response(status_code=413, headers={"Connection": "close"})
    if not channel.account.is_signed(body, signature):
        return Response(status_code=403)
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return Response(status_code=400)
    found = payloads.events(told, channel.account.phone_number_id)
    for event in found:
        if isinstance(event, Trouble):
            log.warning("Meta tells of %s %s", event.about[:40], event.code or "")
    rows = intake.rows(channel.vault, found)
    if rows.messages or rows.statuses:
        try:
            await channel.intake.store(rows)
        except Exception as error:  # whatever it is, it was not stored, and Meta has to know
            log.error("a notification of Meta was not stored: %s", type(error).__name__)
            return Response(status_code=503, headers={"Retry-After": str(RETRY_SECONDS)})
    return Response(status_code=200)


@router.get("/health/whatsapp")
async def health(gateway: Gateway) -> JSONResponse:
    """503 when an operator has to mend something. Apart from readiness: the website works on without WhatsApp."""
    state = await _channel(gateway).health()
    return JSONResponse(state, 200 if state["status"] == "ok" else 503)


def _channel(gateway: Parts) -> Channel:
    if gateway.whatsapp is None:
        raise Problem("not_found")
    return gateway.whatsapp


async def _body(request: Request) -> bytes | None:
    """The raw bytes, as they were signed; None when there are too many."""
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > MAX_BYTES:
        return None
    read = bytearray()
    async for chunk in request.stream():
        read += chunk
        if len(read) > MAX_BYTES:
            return None
    return bytes(read)
