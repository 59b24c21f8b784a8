"""How a session ends, what the cookie is, and what a page may do."""

import httpx
import pytest
from sqlalchemy import text, update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.settings import Settings
from connectors.assistant import OfflineAssistant
from connectors.conversations import tokens
from connectors.database import engine as database_engine
from connectors.database.engine import transaction
from connectors.gateway.app import create_app
from connectors.people import accounts, paths, sessions
from connectors.people.roles import Role
from connectors.people.sessions import Lifetime
from connectors.people.tables import DeskSessionRow
from tests.connectors.answers import respond
from tests.connectors.people.conftest import Hire
from tests.connectors.people.worker import Worker, token

HTMX = {"HX-Request": "true", "HX-Current-URL": "http://here/medewerker/gesprek/1"}


async def make_older(engine: AsyncEngine, worker: Worker, **columns: str) -> None:
    async with transaction(engine) as session:
        values = {name: text(f"{name} - interval '{age}'") for name, age in columns.items()}
        own = DeskSessionRow.id_hash == tokens.hashed(worker.cookie)
        await session.execute(update(DeskSessionRow).where(own).values(values))


async def test_a_session_ends_without_a_click_and_by_its_age(hire: Hire, desk_engine: AsyncEngine) -> None:
    worker = await hire()
    await make_older(desk_engine, worker, seen_at="29 minutes")
    assert (await worker.http.get(paths.PASSWORD)).status_code == 200  # and this was a click
    await make_older(desk_engine, worker, seen_at="29 minutes")
    assert (await worker.http.get(paths.PASSWORD)).status_code == 200
    await make_older(desk_engine, worker, seen_at="31 minutes")
    assert (await worker.http.get(paths.PASSWORD)).status_code == 303
    await worker.sign_in()
    await make_older(desk_engine, worker, created_at="12 hours")
    assert (await worker.http.get(paths.PASSWORD)).status_code == 303


async def test_a_stream_that_reconnects_is_no_click(hire: Hire, desk_engine: AsyncEngine, lifetime: Lifetime) -> None:
    worker = await hire()
    await make_older(desk_engine, worker, seen_at="29 minutes")
    assert (await worker.http.get(paths.PASSWORD, headers={"Accept": "text/event-stream"})).status_code == 200
    await make_older(desk_engine, worker, seen_at="2 minutes")
    stream = await worker.http.get(paths.PASSWORD, headers={"Accept": "text/event-stream"})
    assert stream.status_code == 401  # no redirect: an EventSource stops at this
    async with transaction(desk_engine) as session:
        assert not await sessions.still_open(session, tokens.hashed(worker.cookie), lifetime)


async def test_who_is_deactivated_is_out_at_once(hire: Hire, desk_engine: AsyncEngine) -> None:
    worker = await hire()
    async with transaction(desk_engine) as session:
        row = await accounts.by_login(session, worker.login)
        assert row is not None
        await accounts.set_active(session, row.id, False, None)
    assert (await worker.http.get(paths.PASSWORD)).status_code == 303
    assert (await worker.sign_in()).status_code == 422


async def test_signing_out_ends_the_session_itself(hire: Hire, desk_url: str) -> None:
    worker = await hire()
    kept = worker.cookie
    assert (await worker.post(paths.SIGN_OUT)).status_code == 200
    async with httpx.AsyncClient(base_url=desk_url, cookies={"wegwijs-medewerker": kept}) as later:
        assert (await later.get(paths.PASSWORD)).status_code == 303


async def test_in_the_middle_of_a_chat_the_page_stays_and_says_so(hire: Hire, desk_engine: AsyncEngine) -> None:
    worker = await hire()
    csrf = await worker.token()
    await make_older(desk_engine, worker, seen_at="1 hour")
    answer = await worker.http.post(paths.SIGN_OUT, headers={**HTMX, "X-CSRF-Token": csrf})
    assert answer.status_code == 401
    assert not any(name.lower().startswith("hx-") for name in answer.headers)
    assert "<html" not in answer.text
    assert "bewaren wij voor u" in answer.text
    assert 'href="/medewerker/inloggen?terug=/medewerker/gesprek/1"' in answer.text


async def test_pages_of_the_desk_are_kept_by_nobody_and_load_only_from_here(hire: Hire) -> None:
    headers = (await (await hire()).http.get(paths.PASSWORD)).headers
    policy = headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store"
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


async def test_scripts_and_style_have_their_hash_and_stay(hire: Hire) -> None:
    worker = await hire()
    page = (await worker.http.get(paths.PASSWORD)).text
    address = page.partition('rel="stylesheet" href="')[2].partition('"')[0]
    style = await worker.http.get(address)
    assert "immutable" in style.headers["Cache-Control"]
    assert style.headers["Content-Type"].startswith("text/css")
    assert 'integrity="sha384-' in page
    assert "immutable" not in (await worker.http.get("/medewerker/statisch/old/desk.css")).headers["Cache-Control"]
    assert (await worker.http.get("/medewerker/statisch/old/..%2ftables.py")).status_code == 404


@pytest.mark.parametrize("public_url", ["https://wegwijs.example.nl", ""])
async def test_the_cookie_is_bound_to_the_host_over_https(
    settings_for_test: Settings, database_url: str, public_url: str
) -> None:
    chosen = settings_for_test.model_copy(update={"public_url": public_url})
    app = create_app(chosen, database_engine.create(database_url), OfflineAssistant(respond))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://inside") as http:
        page = await http.get(paths.SIGN_IN)
    cookie = page.headers["Set-Cookie"]
    assert token(page)
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Max-Age" not in cookie
    assert cookie.startswith("__Host-") == ("Secure" in cookie) == bool(public_url)


async def test_a_role_that_is_not_held_is_refused_in_dutch(hire: Hire) -> None:
    worker = await hire(Role.AGENT)
    for path in (paths.PEOPLE, paths.AUDIT, paths.AUDIT + ".csv"):
        refused = await worker.http.get(path)
        assert refused.status_code == 403
        assert "U mag deze pagina niet zien" in refused.text
        assert worker.login.capitalize() in refused.text  # still in the frame, to go elsewhere
    assert (await worker.http.get("/medewerker/bestaat-niet")).status_code == 404
    assert "Deze pagina bestaat niet" in (await worker.http.get("/medewerker/bestaat-niet")).text


async def test_a_mistake_of_ours_is_a_page_in_dutch_without_its_words(
    settings_for_test: Settings, database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    app = create_app(settings_for_test, database_engine.create(database_url), OfflineAssistant(respond))

    @app.get("/medewerker/kapot")
    async def broken() -> None:
        raise RuntimeError("the words of a citizen")

    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://here") as http:
        whole = await http.get("/medewerker/kapot")
        fragment = await http.get("/medewerker/kapot", headers=HTMX)
    assert whole.status_code == fragment.status_code == 500
    assert whole.headers["Content-Security-Policy"]
    assert "Dat ligt niet aan u" in whole.text
    assert "Dat ligt niet aan u" in fragment.text
    assert "<html" not in fragment.text
    assert "the words" not in whole.text + fragment.text + caplog.text
