"""The gateway put together. Nothing runs at import: `create_app` builds, the server starts and stops it.

The application owns what it is given: when it stops, it ends its streams, finishes the turns under way, and
closes the assistant and the engine.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from fastapi.middleware.gzip import GZipMiddleware
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.settings import Settings
from connectors import retention
from connectors.assistant import Assistant
from connectors.conversations.notify import Wakeups
from connectors.deliveries import Deliveries
from connectors.desk import install as desk
from connectors.desk.suggestions import Suggest, no_suggestions
from connectors.gateway import (
    conversations,
    events,
    feedback,
    handoff,
    health,
    messages,
    openapi,
    plans,
    problems,
    public,
)
from connectors.gateway.bodies import Bodies
from connectors.gateway.headers import API_PREFIX, API_VERSION, StandardHeaders
from connectors.gateway.origins import Origins
from connectors.gateway.parts import Check, Parts
from connectors.handoff import care
from connectors.handoff.for_open_klant import loader
from connectors.handoff.happened import announce
from connectors.handoff.hours import Hours
from connectors.incoming import Limits
from connectors.openklant.handoff import Load
from connectors.people import install as desk_people
from connectors.plain import routes as plain
from connectors.plans.shelf import Shelf
from connectors.sealing import seal
from connectors.whatsapp import routes as whatsapp
from connectors.whatsapp import running
from connectors.whatsapp.channel import channel
from connectors.worker import work

FINISH_SECONDS = 5.0  # what a turn under way gets when the process stops; after that another process takes it
COMPRESS_FROM_BYTES = 2000  # smaller bodies fit in one or two packets as they are
METHODS = ["GET", "POST", "PUT", "DELETE"]
REQUEST_HEADERS = ["Authorization", "Content-Type", "Idempotency-Key", "Last-Event-ID"]
RESPONSE_HEADERS = ["API-Version", "Location", "Retry-After", "Idempotency-Replayed"]


def create_app(
    settings: Settings,
    engine: AsyncEngine,
    assistant: Assistant,
    *,
    checks: Mapping[str, Check] | None = None,
    limits: Limits | None = None,
    handoffs: Load | None = None,
    suggest: Suggest = no_suggestions,
) -> FastAPI:
    """The application on a migrated database. `checks` are added to readiness (say, the action server).

    `handoffs` loads a handoff for Open Klant, instead of from the desk's own tables; `suggest` finds texts for agents.
    """
    limits = limits or Limits(settings.message_max_chars, settings.messages_per_minute)
    parts = Parts(
        engine=engine,
        assistant=assistant,
        wakeups=Wakeups(engine.url.render_as_string(hide_password=False)),
        limits=limits,
        checks={"database": health.database(engine), "assistant": assistant.is_ready, **(checks or {})},
        plans=Shelf(settings),
        hours=Hours.parse(settings.desk_hours),
        seal=seal(settings),
        deliveries=Deliveries(settings, handoffs or loader(engine, seal(settings))),
        whatsapp=channel(settings, engine, limits),
    )
    app = FastAPI(
        title="Wegwijs",
        version=API_VERSION,
        lifespan=_lifespan,
        redirect_slashes=False,
        openapi_url=None,
    )
    app.state.parts = parts
    app.state.retention_days = settings.retention_days
    for routes in (conversations, messages, events, feedback, handoff, plans, plain, health, openapi, whatsapp):
        app.include_router(routes.router)
    app.include_router(public.router())
    desk.install(app, settings, suggest)
    problems.install(app)
    openapi.describe(app)
    _wrap(app, settings, engine)
    return app


def _wrap(app: FastAPI, settings: Settings, engine: AsyncEngine) -> None:
    """Middleware, from the inside out."""
    desk_people.install(app, settings, engine)
    app.add_middleware(Bodies, prefix=API_PREFIX)
    app.add_middleware(problems.Unexpected)
    allowed = [origin.strip() for origin in settings.allowed_origins.split(",") if origin.strip()]
    app.add_middleware(Origins, prefix=API_PREFIX, allowed=allowed)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=allowed,
        allow_methods=METHODS,
        allow_headers=REQUEST_HEADERS,
        expose_headers=RESPONSE_HEADERS,
    )
    app.add_middleware(StandardHeaders)
    app.add_middleware(GZipMiddleware, minimum_size=COMPRESS_FROM_BYTES)  # leaves event streams alone


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    parts: Parts = app.state.parts
    listening = asyncio.create_task(parts.wakeups.listen())
    if parts.whatsapp:
        parts.whatsapp.open()
    working = asyncio.create_task(_work(parts, app.state.retention_days))
    caring = asyncio.create_task(care.watch(parts.engine, parts.wakeups))
    try:
        yield
    finally:
        parts.wakeups.close()
        with suppress(TimeoutError):
            await asyncio.wait_for(working, FINISH_SECONDS)
        for task in (listening, caring):
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        await parts.assistant.close()
        if parts.whatsapp:
            await parts.whatsapp.close()
        await parts.engine.dispose()


async def _work(parts: Parts, retention_days: int) -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(work(parts.engine, parts.assistant, parts.wakeups, parts.hours))
        group.create_task(parts.deliveries.run(parts.engine, parts.wakeups))
        group.create_task(announce(parts.engine, parts.deliveries, parts.wakeups))
        group.create_task(retention.daily(parts.engine, retention_days, parts.wakeups))
        if parts.whatsapp:
            group.create_task(running.work(parts.whatsapp, parts.wakeups))
