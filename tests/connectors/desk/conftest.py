"""Fixtures: a gateway with a desk, suggestions that need no encoder, and people who work there."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from itertools import count

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.settings import Settings
from connectors.assistant import OfflineAssistant
from connectors.database import engine as database_engine
from connectors.desk.suggestions import About, Suggestion
from connectors.gateway.app import create_app
from connectors.people.roles import Role
from tests.connectors.answers import respond
from tests.connectors.citizen import Citizen
from tests.connectors.people.worker import Worker
from tests.connectors.running import serving

Hire = Callable[..., Awaitable[Worker]]
TEAMS = "algemeen, burgerzaken"
_numbers = count(1)


async def suggest(about: About) -> tuple[Suggestion, ...] | None:
    """One text that names what was asked."""
    return (
        Suggestion(
            topic="huurtoeslag",
            title="Huurtoeslag",
            text=f"Over uw vraag “{about.question}”: huurtoeslag is geld van de overheid voor uw huur.",
            source_title="Dienst Toeslagen",
            source_url="https://www.toeslagen.nl",
        ),
    )


@pytest.fixture(scope="session")
def desk_database_url(new_database: Callable[[], str]) -> str:
    return new_database()


@pytest.fixture(scope="session")
def desk_url(settings_for_test: Settings, desk_database_url: str) -> Iterator[str]:
    settings = settings_for_test.model_copy(update={"desk_teams": TEAMS, "desk_chats_max": 2})
    engine = database_engine.create(desk_database_url)
    with serving(create_app(settings, engine, OfflineAssistant(respond), suggest=suggest)) as url:
        yield url


@pytest.fixture
async def desk_engine(desk_database_url: str) -> AsyncIterator[AsyncEngine]:
    made = database_engine.create(desk_database_url)
    yield made
    await made.dispose()


@pytest.fixture
async def hire(desk_engine: AsyncEngine, desk_url: str) -> AsyncIterator[Hire]:
    """`await hire(Role.LEAD)`: somebody new who is signed in."""
    hired: list[Worker] = []

    async def make(role: Role = Role.AGENT) -> Worker:
        hired.append(await Worker.at_work(desk_engine, desk_url, f"{role}-{next(_numbers)}", role))
        return hired[-1]

    yield make
    for worker in hired:
        await worker.http.aclose()


@pytest.fixture
async def web(desk_url: str) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=desk_url, trust_env=False, timeout=60) as client:
        yield client


@pytest.fixture
async def asker(web: httpx.AsyncClient) -> Citizen:
    return await Citizen.begin(web)
