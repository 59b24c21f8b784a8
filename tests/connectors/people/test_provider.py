"""Signing in by an identity provider: the real oidc-provider of npm, in a process of its own."""

from collections.abc import AsyncIterator, Callable, Iterator
from itertools import count
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from pydantic import SecretStr
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.settings import Settings
from connectors.assistant import OfflineAssistant
from connectors.database import engine as database_engine
from connectors.database.engine import transaction
from connectors.gateway.app import create_app
from connectors.people import accounts, paths
from connectors.people.tables import AccountRow, DeskAuditRow, ProviderVisitRow
from tests.connectors.answers import respond
from tests.connectors.people.provider import RealProvider, form, way_back
from tests.connectors.people.worker import token
from tests.connectors.running import serving

QUEUE = "/medewerker/wachtrij"

pytestmark = pytest.mark.slow
_numbers = count(1)


@pytest.fixture(scope="module")
def database(new_database: Callable[[], str]) -> str:
    return new_database()


@pytest.fixture(scope="module")
def site(settings_for_test: Settings, database: str) -> Iterator[tuple[str, RealProvider]]:
    """A gateway, and the provider that it trusts."""
    provider = RealProvider()
    chosen = settings_for_test.model_copy(
        update={
            "oidc_issuer": provider.issuer,
            "oidc_client_id": "wegwijs",
            "oidc_client_secret": SecretStr("a secret of the tests only"),
            "oidc_role_claim": "realm_access.roles",
            "oidc_roles": "wegwijs-beheer=administrator, wegwijs-chat=agent",
            "oidc_team_claim": "department",
        }
    )
    with serving(create_app(chosen, database_engine.create(database), OfflineAssistant(respond))) as url:
        provider.start(url)
        yield url, provider
        provider.stop()


@pytest.fixture
async def people_engine(database: str) -> AsyncIterator[AsyncEngine]:
    made = database_engine.create(database)
    yield made
    await made.dispose()


@pytest.fixture
async def http(site: tuple[str, RealProvider]) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=site[0], trust_env=False, timeout=60) as client:
        yield client


@pytest.fixture
def login(site: tuple[str, RealProvider]) -> str:
    """Somebody new with the role of an agent."""
    name = f"sanne{next(_numbers)}"
    site[1].give(name, "wegwijs-chat")
    return name


async def row_of(engine: AsyncEngine, login: str) -> AccountRow | None:
    async with transaction(engine) as session:
        return await session.scalar(select(AccountRow).where(AccountRow.subject == login))


async def test_the_first_sign_in_makes_an_account_with_role_name_and_team(
    http: httpx.AsyncClient, login: str, people_engine: AsyncEngine
) -> None:
    assert paths.PROVIDER in (await http.get(paths.SIGN_IN)).text
    away = await http.get(paths.PROVIDER)
    asked = parse_qs(urlsplit(away.headers["Location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["nonce"]
    assert asked["state"]
    back = await http.get(await way_back(http, login, to="/medewerker?x=1"))
    assert (back.status_code, back.headers["Location"]) == (303, "/medewerker?x=1")
    assert "Sanne" in (await http.get(QUEUE)).text
    row = await row_of(people_engine, login)
    assert row is not None
    assert (row.role, row.team, row.login, row.password_hash) == (
        "agent",
        "burgerzaken",
        f"{login}@gemeente.example",
        None,
    )
    assert (await http.get(paths.PASSWORD)).status_code == 404


async def test_the_way_back_works_once_and_in_one_browser(http: httpx.AsyncClient, login: str) -> None:
    address = await way_back(http, login)
    async with httpx.AsyncClient(trust_env=False) as other:
        assert (await other.get(address)).status_code == 400
    assert (await http.get(address)).status_code == 303
    again = await http.get(address)
    assert again.status_code == 400
    assert "niet gelukt" in again.text


@pytest.mark.parametrize("part", ["nonce", "verifier"])
async def test_a_wrong_nonce_or_verifier_proves_nothing(
    http: httpx.AsyncClient, login: str, people_engine: AsyncEngine, part: str
) -> None:
    address = await way_back(http, login)
    async with transaction(people_engine) as session:
        await session.execute(update(ProviderVisitRow).values({part: "x" * 64}))
    assert (await http.get(address)).status_code == 400
    assert await row_of(people_engine, login) is None


async def test_the_answer_of_another_issuer_is_refused(http: httpx.AsyncClient, login: str) -> None:
    address = httpx.URL(await way_back(http, login)).copy_set_param("iss", "https://other.example")
    assert (await http.get(address)).status_code == 400


async def test_who_has_no_role_stays_outside(http: httpx.AsyncClient, people_engine: AsyncEngine) -> None:
    refused = await http.get(await way_back(http, "zonder-rol"))
    assert refused.status_code == 403
    assert "geen rol bij Wegwijs" in refused.text
    assert await row_of(people_engine, "zonder-rol") is None


async def test_another_role_over_there_is_another_role_here(
    http: httpx.AsyncClient, login: str, site: tuple[str, RealProvider], people_engine: AsyncEngine
) -> None:
    await http.get(await way_back(http, login))
    assert (await http.get(paths.PEOPLE)).status_code == 403
    site[1].give(login, "wegwijs-beheer")
    await http.get(await way_back(http, login))
    assert (await http.get(paths.PEOPLE)).status_code == 200
    async with transaction(people_engine) as session:
        noted = await session.scalars(select(DeskAuditRow.name).where(DeskAuditRow.action == "role_changed"))
        assert set(noted) == {site[1].issuer}


async def test_who_was_deactivated_here_stays_outside(
    http: httpx.AsyncClient, login: str, people_engine: AsyncEngine
) -> None:
    await http.get(await way_back(http, login))
    row = await row_of(people_engine, login)
    assert row is not None
    async with transaction(people_engine) as session:
        await accounts.set_active(session, row.id, False, None)
    assert (await http.get(QUEUE)).status_code == 303
    assert (await http.get(await way_back(http, login))).status_code == 403


async def test_signing_out_ends_our_session_and_then_the_one_over_there(http: httpx.AsyncClient, login: str) -> None:
    await http.get(await way_back(http, login))
    out = await http.post(paths.SIGN_OUT, data={"csrf": token(await http.get(QUEUE))})
    assert (await http.get(QUEUE)).status_code == 303
    onward = out.headers["Refresh"].partition("url=")[2]
    confirm = await http.get(onward)
    done = await http.post(**form(confirm, logout="yes"))
    assert urlsplit(done.headers["Location"]).path == paths.SIGN_IN
    assert "Enter any login" in (await http.get(paths.PROVIDER, follow_redirects=True)).text


async def test_new_keys_of_the_provider_are_fetched(
    http: httpx.AsyncClient, login: str, site: tuple[str, RealProvider]
) -> None:

    url, provider = site
    await http.get(await way_back(http, login))
    provider.stop()
    provider.start(url)
    provider.give(login, "wegwijs-chat")
    http.cookies.clear()
    assert (await http.get(await way_back(http, login))).status_code == 303
    assert (await http.get(QUEUE)).status_code == 200


async def test_a_provider_that_is_down_is_said_so(settings_for_test: Settings, database: str) -> None:
    nobody = settings_for_test.model_copy(update={"oidc_issuer": RealProvider().issuer, "oidc_client_id": "wegwijs"})
    with serving(create_app(nobody, database_engine.create(database), OfflineAssistant(respond))) as url:
        async with httpx.AsyncClient(base_url=url, trust_env=False) as http:
            down = await http.get(paths.PROVIDER)
    assert down.status_code == 503
    assert "nu niet te bereiken" in down.text
