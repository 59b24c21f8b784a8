"""Fixtures: a gateway on a database of its own, and people who work there."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from itertools import count

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.settings import Settings
from connectors.assistant import OfflineAssistant
from connectors.database import engine as database_engine
from connectors.gateway.app import create_app
from connectors.people.roles import Role
from connectors.people.sessions import Lifetime
from tests.connectors.answers import respond
from tests.connectors.people.worker import Worker
from tests.connectors.running import serving

Hire = Callable[..., Awaitable[Worker]]
_numbers = count(1)


@pytest.fixture(scope="session")
def desk_database_url(new_database: Callable[[], str]) -> str:
    return new_database()


@pytest.fixture(scope="session")
def desk_url(settings_for_test: Settings, desk_database_url: str) -> Iterator[str]:
    app = create_app(settings_for_test, database_engine.create(desk_database_url), OfflineAssistant(respond))
    with serving(app) as url:
        yield url


@pytest.fixture
async def desk_engine(desk_database_url: str) -> AsyncIterator[AsyncEngine]:
    """The database of the gateway, to look in."""
    made = database_engine.create(desk_database_url)
    yield made
    await made.dispose()


@pytest.fixture
async def hire(desk_engine: AsyncEngine, desk_url: str) -> AsyncIterator[Hire]:
    """`await hire()`: somebody new who is signed in; `signed_in=False`: still with the first password."""
    hired: list[Worker] = []

    async def make(role: Role = Role.AGENT, *, signed_in: bool = True) -> Worker:
        begin = Worker.at_work if signed_in else Worker.hired
        hired.append(await begin(desk_engine, desk_url, f"{role}{next(_numbers)}", role))
        return hired[-1]

    yield make
    for worker in hired:
        await worker.http.aclose()


@pytest.fixture
def lifetime(settings_for_test: Settings) -> Lifetime:
    return Lifetime.of(settings_for_test)
