"""Fixtures: a site with the widget on it, real Chromium, and a citizen who looks at the page."""

import os
import subprocess
from collections.abc import AsyncIterator, Callable, Iterator
from shutil import which

import pytest
from playwright.async_api import Browser, BrowserContext, async_playwright, expect

from bot.settings import ROOT, Settings
from tests.connectors.widget.site import Site
from tests.connectors.widget.visitor import Visitor

SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
expect.set_options(timeout=20_000)  # milliseconds; a busy machine is not a fault of the page
NewVisitor = Callable[..., "AsyncIterator[Visitor]"]


@pytest.fixture(scope="session")
def widget() -> None:
    """The built script; `make test` builds it."""
    if not (ROOT / "connectors/widget/dist/widget.js").is_file():
        subprocess.run(["make", "connectors/widget/dist/widget.js"], cwd=ROOT, check=True)


@pytest.fixture(scope="session")
def site(widget: None, settings_for_test: Settings, new_database: Callable[[], str]) -> Iterator[Site]:
    """A gateway that answers with `replies.respond`."""
    made = Site(settings_for_test, new_database())
    made.start()
    made.read_plans()
    yield made
    made.stop()


@pytest.fixture
def own_site(widget: None, settings_for_test: Settings, new_database: Callable[[], str]) -> Iterator[Site]:
    """A gateway for this test alone, to stop and to start."""
    made = Site(settings_for_test, new_database())
    made.start()
    yield made
    made.stop()


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    path = os.environ.get("CHROMIUM") or which("chromium") or "/usr/bin/chromium"
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=path, args=SWITCHES)
        yield chromium
        await chromium.close()


@pytest.fixture
async def context(browser: Browser) -> AsyncIterator[BrowserContext]:
    made = await browser.new_context(viewport={"width": 1280, "height": 900}, locale="nl-NL")
    yield made
    await made.close()


@pytest.fixture
async def phone(browser: Browser) -> AsyncIterator[BrowserContext]:
    """A browser on a small touch screen."""
    made = await browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, device_scale_factor=2
    )
    yield made
    await made.close()


@pytest.fixture
async def visitor(context: BrowserContext, site: Site) -> Visitor:
    """A citizen on the demo page at 1280 pixels; the panel is still closed."""
    return await Visitor.at(context, site.url)
