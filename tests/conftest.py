"""Fixtures: a real PostgreSQL, a database of its own for every test, and a real gateway without Rasa."""

from collections.abc import AsyncIterator, Callable, Iterator
from itertools import count
from pathlib import Path

import httpx
import pytest
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.settings import ROOT, Settings
from connectors.assistant import OfflineAssistant
from connectors.database import engine as database_engine
from connectors.database.embedded import embedded
from connectors.database.migrate import migrate
from connectors.gateway.app import create_app
from tests.connectors.answers import respond
from tests.connectors.citizen import Citizen
from tests.connectors.running import serving

TEMPLATE = "template_for_tests"


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An embedded PostgreSQL for this session, with nothing in it."""
    with embedded(tmp_path_factory.mktemp("postgres") / "data") as url:
        yield url


@pytest.fixture(scope="session")
def new_database(postgres_url: str) -> Iterator[Callable[[], str]]:
    """Makes a migrated database and gives its address; a copy of one that was migrated once."""
    server = create_engine(postgres_url, isolation_level="AUTOCOMMIT")
    numbers = count(1)

    def make(name: str, template: str = TEMPLATE) -> str:
        with server.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
        return make_url(postgres_url).set(database=name).render_as_string(hide_password=False)

    migrate(make(TEMPLATE, "template0"))
    yield lambda: make(f"test_{next(numbers)}")
    server.dispose()


@pytest.fixture
def database_url(new_database: Callable[[], str]) -> str:
    """A migrated, empty database for this test alone."""
    return new_database()


@pytest.fixture
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    """An engine on this test's own database; no worker looks at it."""
    made = database_engine.create(database_url)
    yield made
    await made.dispose()


@pytest.fixture(scope="session")
def settings_for_test(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings that owe nothing to this machine's environment."""
    return Settings(_env_file=None, data_dir=tmp_path_factory.mktemp("data"), port=8080, database_url=None)


@pytest.fixture(scope="session")
def gateway_database_url(new_database: Callable[[], str]) -> str:
    """The database of the gateway of this session, to look in."""
    return new_database()


@pytest.fixture(scope="session")
def gateway(settings_for_test: Settings, gateway_database_url: str) -> Iterator[str]:
    """The address of a real gateway on a free port; its assistant is `tests.connectors.answers`."""
    app = create_app(settings_for_test, database_engine.create(gateway_database_url), OfflineAssistant(respond))
    with serving(app) as url:
        yield url


@pytest.fixture
async def http(gateway: str) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=gateway, trust_env=False, timeout=60) as client:
        yield client


@pytest.fixture
async def citizen(http: httpx.AsyncClient) -> Citizen:
    """A citizen who has just begun a conversation."""
    return await Citizen.begin(http)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Official test data that is not in git; tests that need it are skipped where it is absent."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(
            "compares with open data that is not in git (../shared/data); the same code is tested without it elsewhere"
        )
    return folder
