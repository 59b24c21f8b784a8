"""What is told to whom follows from the settings; mistakes in them are found at the start; the health page tells."""

import asyncio
import base64
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.settings import Settings
from connectors.assistant import OfflineAssistant
from connectors.database import engine as database_engine
from connectors.database.engine import transaction
from connectors.deliveries import FOR_OPEN_KLANT, FOR_WEBHOOK, Deliveries, IncompleteSettings
from connectors.gateway.app import create_app
from connectors.openklant.contract import PREFIX
from connectors.openklant.fake import FakeOpenKlant
from connectors.outbox.http import UnsafeAddress
from connectors.webhook.signature import WeakSecret
from tests.connectors.answers import respond
from tests.connectors.openklant.handoffs import Desk, handoff
from tests.connectors.running import serving

SECRET = "whsec_" + base64.b64encode(b"s" * 32).decode()
OPEN_KLANT = {"openklant_url": "https://ok.example/klantinteracties/api/v1", "openklant_token": "t"}
WEBHOOK = {"webhook_url": "https://in.example/", "webhook_secret": SECRET, "webhook_source": "urn:nld:oin:1:systeem:w"}


def chosen(**values: Any) -> Settings:
    return Settings(_env_file=None, **values)


async def told(engine: AsyncEngine) -> list[tuple[str, str]]:
    async with transaction(engine) as session:
        rows = await session.execute(text("SELECT destination, kind FROM outbox ORDER BY destination, sequence"))
        return [(destination, kind) for destination, kind in rows]


@pytest.mark.parametrize(
    ("values", "names"),
    [
        ({}, []),
        (OPEN_KLANT, ["openklant"]),
        (WEBHOOK, ["webhook"]),
        (OPEN_KLANT | WEBHOOK, ["openklant", "webhook"]),
    ],
)
async def test_only_systems_that_are_set_up_are_told_and_once(
    engine: AsyncEngine, values: dict[str, str], names: list[str]
) -> None:
    deliveries, subject = Deliveries(chosen(**values), Desk()), uuid4()
    for _ in range(2):
        async with transaction(engine) as session:
            await deliveries.tell(session, "overdracht-geopend", subject, {"kanaal": "web"})
    assert await told(engine) == [(name, "overdracht-geopend") for name in names]


async def test_a_signal_is_for_the_webhook_and_a_changed_address_for_open_klant(engine: AsyncEngine) -> None:
    deliveries = Deliveries(chosen(**OPEN_KLANT, **WEBHOOK), Desk())
    async with transaction(engine) as session:
        await deliveries.tell(session, "signaal-gegeven", uuid4())
        await deliveries.tell(session, "overdracht-gewijzigd", uuid4())
    assert await told(engine) == [("openklant", "overdracht-gewijzigd"), ("webhook", "signaal-gegeven")]
    assert "signaal-gegeven" not in FOR_OPEN_KLANT
    assert "overdracht-gewijzigd" not in FOR_WEBHOOK


async def test_without_a_loader_open_klant_is_off(engine: AsyncEngine) -> None:
    async with transaction(engine) as session:
        await Deliveries(chosen(**OPEN_KLANT)).tell(session, "overdracht-geopend", uuid4())
    assert await told(engine) == []


@pytest.mark.parametrize(
    ("values", "error"),
    [
        (OPEN_KLANT | {"openklant_token": None}, IncompleteSettings),
        (OPEN_KLANT | {"openklant_url": "http://ok.example/api"}, UnsafeAddress),
        ({"openklant_teams": "Toeslagen"}, IncompleteSettings),
        (WEBHOOK | {"webhook_secret": None}, IncompleteSettings),
        (WEBHOOK | {"webhook_source": None}, IncompleteSettings),
        (WEBHOOK | {"webhook_url": "http://in.example"}, UnsafeAddress),
        (WEBHOOK | {"webhook_old_secret": "kort"}, WeakSecret),
    ],
)
def test_a_mistake_in_the_settings_is_found_at_the_start(
    values: dict[str, Any], error: type[Exception], database_url: str
) -> None:
    with pytest.raises(error):
        create_app(chosen(**values), database_engine.create(database_url), OfflineAssistant(respond))


async def test_the_gateway_delivers_and_its_health_page_raises_the_alarm(
    engine: AsyncEngine, database_url: str
) -> None:
    desk, fake = Desk(), FakeOpenKlant(token="right")
    with serving(fake.app()) as url:
        values = {"openklant_url": url + PREFIX, "openklant_token": "wrong"}
        settings = chosen(database_url=database_url, **values)
        app = create_app(settings, database_engine.create(database_url), OfflineAssistant(respond), handoffs=desk)
        with serving(app) as gateway:
            assert _health(gateway) == (200, {"status": "ok", "destinations": {}})
            opened = desk.add(handoff())
            async with transaction(engine) as session:
                await Deliveries(settings, desk).tell(session, "overdracht-geopend", opened.id)
            await _until(lambda: _health(gateway)[0] == 503)
            status, page = _health(gateway)
            assert status == 503
            assert page["destinations"]["openklant"]["alarm"] is True
            assert (await asyncio.to_thread(_health, gateway, "ready"))[0] == 200, "citizens are answered all the same"
            fake.token = "wrong"
            async with transaction(engine) as session:
                await session.execute(text("UPDATE outbox SET next_attempt_at = clock_timestamp()"))
                await session.execute(text("SELECT pg_notify('wegwijs', 'outbox')"))
            await _until(lambda: _health(gateway)[0] == 200)
    assert len(fake.register.all("internetaken")) == 1


def _health(gateway: str, page: str = "deliveries") -> tuple[int, Any]:
    response = httpx.get(f"{gateway}/health/{page}", trust_env=False, timeout=30)
    return response.status_code, response.json()


async def _until(happened: Any) -> None:
    async with asyncio.timeout(60):
        while not await asyncio.to_thread(happened):  # noqa: ASYNC110 - it happens in another thread
            await asyncio.sleep(0.05)
