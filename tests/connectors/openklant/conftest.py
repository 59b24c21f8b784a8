"""A fake Open Klant on a real port, and the destination that delivers to it."""

from collections.abc import AsyncIterator, Iterator

import pytest

from connectors.openklant.client import Client
from connectors.openklant.contract import PREFIX
from connectors.openklant.destination import OpenKlant, Options
from connectors.openklant.fake import DEMO_TOKEN, FakeOpenKlant
from connectors.outbox import http
from tests.connectors.openklant.handoffs import Desk
from tests.connectors.running import serving


@pytest.fixture(scope="session")
def served_fake() -> Iterator[tuple[str, FakeOpenKlant]]:
    fake = FakeOpenKlant()
    with serving(fake.app()) as url:
        yield url, fake


@pytest.fixture
def fake(served_fake: tuple[str, FakeOpenKlant]) -> FakeOpenKlant:
    """Empty, and without faults."""
    served_fake[1].reset()
    return served_fake[1]


@pytest.fixture
def fake_url(served_fake: tuple[str, FakeOpenKlant], fake: FakeOpenKlant) -> str:
    return served_fake[0]


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
async def open_klant(fake_url: str, desk: Desk) -> AsyncIterator[OpenKlant]:
    async with http.client() as transport:
        client = Client(fake_url + PREFIX, DEMO_TOKEN, transport)
        yield OpenKlant(client, desk, Options(channels={"web": "chat"}))
