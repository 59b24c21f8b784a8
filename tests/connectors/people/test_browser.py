"""In Chromium: the first sign-in, the people, the log, and a session that ends in the middle of a sentence."""

import subprocess
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe
from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse
from playwright.async_api import Browser, Page, expect
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.settings import ROOT, Settings
from connectors.assistant import OfflineAssistant
from connectors.database import engine as database_engine
from connectors.database.engine import transaction
from connectors.gateway.app import create_app
from connectors.people import paths
from connectors.people.assets import FROM_NPM
from connectors.people.first_people import FirstPassword, make_first_people
from connectors.people.guard import CurrentPerson
from connectors.people.page import page as desk_page
from tests.connectors.answers import respond
from tests.connectors.people.worker import PASSWORD
from tests.connectors.running import serving
from tests.connectors.widget.conftest import browser  # noqa: F401 - a fixture
from tests.connectors.widget.visitor import RULES

pytestmark = pytest.mark.browser
SCREENSHOTS = ROOT / "results" / "screenshots" / "people"
TARGET = 44
SMALL_TARGETS = """least => [...document.querySelectorAll('button, a, input, select')].filter(control => {
    const { width, height } = (control.closest('.choice') ?? control).getBoundingClientRect();
    return width > 0 && !control.matches('.skip') && (width < least || height < least);
}).map(control => control.outerHTML.slice(0, 80))"""
CHAT = """<form hx-post="/medewerker/proef" hx-swap="none"><label for="tekst">Bericht</label>
<textarea id="tekst" name="tekst" data-blijft></textarea><button>Sturen</button></form></main>"""


@pytest.fixture(scope="module")
def database(new_database: Callable[[], str]) -> str:
    return new_database()


@pytest.fixture
async def first(database: str) -> dict[str, FirstPassword]:
    made = await make_first_people(database)
    return {one.login: one for one in made}


@pytest.fixture(scope="module")
def htmx() -> None:
    """`make test` copies it."""
    if not (FROM_NPM / "htmx.min.js").is_file():
        subprocess.run(["make", "connectors/widget/dist/desk/htmx.min.js"], cwd=ROOT, check=True)


@pytest.fixture(scope="module")
def url(htmx: None, settings_for_test: Settings, database: str) -> Iterator[str]:
    app = create_app(settings_for_test, database_engine.create(database), OfflineAssistant(respond))
    _with_a_chat(app)
    with serving(app) as running:
        yield running


def _with_a_chat(app: FastAPI) -> None:
    """A page like those of the desk: a field in which people type, sent by htmx."""

    @app.get("/medewerker/proef")
    async def chat(request: Request, _: CurrentPerson) -> Response:
        frame = bytes(desk_page(request, "welkom.html").body).decode()
        return HTMLResponse(frame.replace("</main>", CHAT))

    @app.post("/medewerker/proef", status_code=204)
    async def say(_: CurrentPerson) -> None:
        pass


@pytest.fixture
async def engine_of_site(database: str) -> AsyncIterator[AsyncEngine]:
    made = database_engine.create(database)
    yield made
    await made.dispose()


class Watched:
    """A page that remembers every complaint of the browser (policy, script) and every request elsewhere."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.complaints = page, list[str]()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda said: said.type == "error" and self.complaints.append(said.text))
        page.on("request", lambda asked: asked.url.startswith(url) or self.complaints.append(asked.url))

    async def check(self, name: str) -> None:
        """Axe, sizes and reflow, at 1280 and 390 pixels, light and dark."""
        for width in (1280, 390):
            await self.page.set_viewport_size({"width": width, "height": 900})
            for scheme in ("light", "dark"):
                await self.page.emulate_media(color_scheme=scheme)
                found = await Axe().run(self.page, options={"runOnly": {"type": "tag", "values": RULES}})
                seen: list[dict[str, Any]] = found.response["violations"] + [
                    one for one in found.response["incomplete"] if one["id"] == "color-contrast"
                ]
                assert [(one["id"], one["nodes"][0]["html"]) for one in seen] == [], (name, width, scheme)
                await self.page.screenshot(path=SCREENSHOTS / f"{name}-{width}-{scheme}.png", full_page=True)
            assert await self.page.evaluate(SMALL_TARGETS, TARGET) == [], (name, width)
            assert await self.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (name, width)
        await self.page.emulate_media(color_scheme="light")

    async def sign_in(self, login: str, password: str) -> None:
        await self.page.get_by_label("Gebruikersnaam").fill(login)
        await self.page.get_by_label("Wachtwoord").fill(password)
        await self.page.get_by_role("button", name="Inloggen").click()


async def test_from_the_first_password_to_the_log(
    browser: Browser,  # noqa: F811 - the fixture
    url: str,
    first: dict[str, FirstPassword],
    engine_of_site: AsyncEngine,
) -> None:
    context = await browser.new_context(viewport={"width": 1280, "height": 900}, locale="nl-NL")
    here = Watched(await context.new_page(), url)
    page = here.page
    await page.goto(url + paths.HOME)
    await here.sign_in("beheerder", "een verkeerd wachtwoord")
    await expect(page.get_by_role("alert").filter(has_text="klopt niet")).to_be_visible()
    here.complaints.clear()  # Chromium itself notes the refusal (422)
    await here.check("inloggen")
    await here.sign_in("beheerder", first["beheerder"].password)
    await expect(page.get_by_role("heading", name="Wachtwoord veranderen")).to_be_visible()
    await here.check("wachtwoord")
    for label, typed in (
        ("Het wachtwoord dat u nu hebt", first["beheerder"].password),
        ("Nieuw wachtwoord", PASSWORD),
        ("Nieuw wachtwoord, nog een keer", PASSWORD),
    ):
        await page.get_by_label(label, exact=True).fill(typed)
    await page.get_by_role("button", name="Wachtwoord veranderen").click()
    await page.get_by_role("link", name="Mensen").click()
    await expect(page.get_by_role("heading", name="Mensen")).to_be_visible()
    added = page.locator("form", has=page.get_by_role("button", name="Toevoegen"))
    await added.get_by_label("Gebruikersnaam").fill("noor@gemeente.example")
    await added.get_by_label("Voornaam").fill("Noor")
    await added.get_by_role("button").click()
    await expect(page.get_by_role("status")).to_contain_text("Het eerste wachtwoord van noor@gemeente.example")
    await here.check("mensen")
    await page.get_by_role("link", name="Logboek").click()
    await expect(page.get_by_role("cell", name="persoon toegevoegd").first).to_be_visible()
    await here.check("logboek")

    await page.goto(f"{url}/medewerker/proef")
    await page.get_by_label("Bericht").fill("Ik zoek het voor u op")
    async with transaction(engine_of_site) as session:
        await session.execute(text("UPDATE desk_sessions SET seen_at = seen_at - interval '1 hour'"))
    assert here.complaints == []
    await page.get_by_role("button", name="Sturen").click()
    await expect(page.get_by_role("alert")).to_contain_text("U bent niet (meer) ingelogd")
    await expect(page.get_by_label("Bericht")).to_have_value("Ik zoek het voor u op")
    await here.check("uitgelogd-tijdens-een-gesprek")
    await page.get_by_role("link", name="Opnieuw inloggen").click()
    await here.sign_in("beheerder", PASSWORD)
    await expect(page).to_have_url(f"{url}/medewerker/proef")
    await expect(page.get_by_label("Bericht")).to_have_value("Ik zoek het voor u op")
    here.complaints.clear()  # Chromium itself notes the 401
    async with page.expect_response("**/proef") as answered:
        await page.get_by_role("button", name="Sturen").click()
    assert (await answered.value).status == 204
    await page.get_by_role("button", name="Uitloggen").click()
    await expect(page.get_by_role("heading", name="U bent uitgelogd")).to_be_visible()
    await here.check("uitgelogd")
    assert here.complaints == []
    await context.close()
