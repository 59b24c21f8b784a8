"""A gateway with WhatsApp and the simulator of Meta, in the event loop of the test, on real sockets."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

import httpx
from fastapi import FastAPI
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.settings import Settings
from connectors.assistant import OfflineAssistant
from connectors.database import engine as database_engine
from connectors.database.engine import transaction
from connectors.gateway.app import create_app
from connectors.serve import server
from connectors.service import free_port
from connectors.whatsapp.account import SIGNATURE, sign
from connectors.whatsapp.simulator.app import create_simulator
from connectors.whatsapp.simulator.courier import Courier
from connectors.whatsapp.simulator.meta import Meta, Phone
from tests.connectors.answers import respond

PATIENCE_SECONDS = 60
SECRET, TOKEN, VERIFY, NUMBER = "app-secret", "access-token", "verify-me", "106540352242922"
SANNE = ("Sanne", "31612345678", "NL.5002233445566778899")
NOOR = ("Noor", None, "NL.7766554433221100")


@dataclass
class World:
    url: str
    meta: Meta
    engine: AsyncEngine

    def phone(self, name: str, wa_id: str | None, user_id: str | None) -> Phone:
        phone = Phone(name, wa_id, user_id)
        self.meta.phones.append(phone)
        return phone

    async def until(self, phone: Phone, count: int) -> list[str]:
        """What the phone got from us, as soon as it is so many messages."""
        await until(lambda: len(got(phone)) >= count, lambda: got(phone))
        return got(phone)

    async def rows(self, query: str) -> list[Any]:
        async with transaction(self.engine) as session:
            return [tuple(row) for row in (await session.execute(text(query))).all()]

    async def rows_changed(self, command: str) -> None:
        async with transaction(self.engine) as session:
            await session.execute(text(command))

    async def until_rows(self, query: str, wanted: list[Any]) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while (found := await self.rows(query)) != wanted:
            assert time.monotonic() < deadline, (query, found)
            await asyncio.sleep(0.05)

    async def post(self, body: bytes, signature: str | None = None) -> httpx.Response:
        header = sign(SECRET, body) if signature is None else signature
        headers = {SIGNATURE.encode(): header.encode("latin-1")}
        async with httpx.AsyncClient(trust_env=False, timeout=PATIENCE_SECONDS) as http:
            return await http.post(f"{self.url}/webhooks/whatsapp", content=body, headers=headers)


def got(phone: Phone) -> list[str]:
    """The texts that Wegwijs sent to this phone."""
    return [words(one["body"]) for one in phone.shown if one["from"] == "wegwijs"]


def words(body: dict[str, Any]) -> str:
    kind = body["type"]
    if kind == "text":
        return str(body["text"]["body"])
    return str(body["interactive"]["body"]["text"]) if kind == "interactive" else f"[{body['template']['name']}]"


async def until(happened: Callable[[], bool], tell: Callable[[], object]) -> None:
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not happened():  # noqa: ASYNC110 - it happens in a server
                await asyncio.sleep(0.02)
    except TimeoutError:
        raise AssertionError(tell()) from None


def account_settings(settings: Settings, graph_url: str, **more: Any) -> Settings:
    chosen = {
        "WHATSAPP_APP_SECRET": SECRET,
        "WHATSAPP_VERIFY_TOKEN": VERIFY,
        "WHATSAPP_ACCESS_TOKEN": TOKEN,
        "WHATSAPP_PHONE_NUMBER_ID": NUMBER,
        "WHATSAPP_GRAPH_URL": graph_url,
        "WEGWIJS_DATA_DIR": settings.data_dir,
        **more,
    }
    return Settings(_env_file=None, **chosen)


@asynccontextmanager
async def running(app: FastAPI, port: int) -> AsyncIterator[str]:
    """`app` under uvicorn in this event loop."""
    serving = server(app, "127.0.0.1", port)
    task = asyncio.create_task(serving.serve())
    while not serving.started:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        serving.should_exit = True
        with suppress(asyncio.CancelledError):
            await task


@asynccontextmanager
async def world(settings: Settings, database_url: str, **more: Any) -> AsyncIterator[World]:
    """Meta, a gateway, and a way to look into its database."""
    port, meta_port = free_port(), free_port()
    url, graph_url = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{meta_port}"
    meta = Meta(NUMBER, TOKEN, Courier(f"{url}/webhooks/whatsapp", SECRET))
    chosen = account_settings(settings, graph_url, **more)
    app = create_app(chosen, database_engine.create(database_url), OfflineAssistant(respond))
    engine = database_engine.create(database_url)
    async with running(create_simulator(meta), meta_port), running(app, port):
        yield World(url, meta, engine)
    await engine.dispose()
