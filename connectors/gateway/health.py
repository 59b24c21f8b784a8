"""Is this process alive, and is everything there that it needs?"""

import asyncio
import logging

import httpx
from fastapi import APIRouter
from fastapi.responses import JSONResponse
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from connectors.database.engine import transaction
from connectors.gateway.parts import Check, Gateway

CHECK_SECONDS = 3.0  # a dependency that needs longer is down for a load balancer

router = APIRouter(tags=["health"])
log = logging.getLogger(__name__)


@router.get("/health/live", summary="Is this process alive?")
async def live() -> dict[str, str]:
    """Looks at nothing but itself: a restart is what helps when this fails."""
    return {"status": "ok"}


@router.get("/health/ready", summary="Can this process answer citizens?")
async def ready(gateway: Gateway) -> JSONResponse:
    """`ok` or `down` per dependency; 503 when one is down."""
    up = await asyncio.gather(*(_is_up(name, check) for name, check in gateway.checks.items()))
    dependencies = {name: "ok" if is_up else "down" for name, is_up in zip(gateway.checks, up, strict=True)}
    status = "ok" if all(up) else "down"
    return JSONResponse({"status": status, "dependencies": dependencies}, 200 if all(up) else 503)


@router.get("/health/deliveries", summary="Does all that other systems must know reach them?")
async def deliveries(gateway: Gateway) -> JSONResponse:
    """503 when something waits too long, has failed, or needs an operator. For monitoring, not for a load balancer:
    citizens are answered all the same."""
    async with transaction(gateway.engine) as session:
        found = await gateway.deliveries.backlogs(session)
    well = all(backlog.is_well for backlog in found)
    shown = {
        backlog.destination: {
            "pending": backlog.pending,
            "failed": backlog.failed,
            "oldest_seconds": round(backlog.oldest_seconds),
            "alarm": backlog.alarm,
        }
        for backlog in found
    }
    return JSONResponse({"status": "ok" if well else "alarm", "destinations": shown}, 200 if well else 503)


def database(engine: AsyncEngine) -> Check:
    """Does the database answer?"""

    async def check() -> bool:
        async with transaction(engine) as session:
            return bool(await session.scalar(text("SELECT true")))

    return check


def actions(url: str) -> Check:
    """Does the action server at `url` answer?"""

    async def check() -> bool:
        async with httpx.AsyncClient(trust_env=False, timeout=CHECK_SECONDS) as http:
            return (await http.get(f"{url.rstrip('/')}/health")).is_success

    return check


async def _is_up(name: str, check: Check) -> bool:
    try:
        async with asyncio.timeout(CHECK_SECONDS):
            return await check()
    except Exception as error:  # whatever it is, the answer is no; the log says why
        log.warning("%s is not ready: %s", name, type(error).__name__)
        return False
