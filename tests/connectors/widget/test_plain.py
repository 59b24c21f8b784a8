"""Without JavaScript, in real Chromium: a conversation, a choice, a plan, with the keyboard and for axe."""

from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, expect

from tests.connectors.widget.site import Site
from tests.connectors.widget.visitor import RULES, SCREENSHOTS

pytestmark = pytest.mark.browser


async def wrong(browser: Browser, page: Page, url: str) -> list[str]:
    """What axe finds in what the browser shows; axe needs scripts, so it looks at a copy in a page that has them."""
    other = await browser.new_page(viewport=page.viewport_size)
    await other.goto(f"{url}/zonder-javascript")
    await other.evaluate("html => { document.documentElement.innerHTML = html }", await page.inner_html("html"))
    await other.evaluate("() => document.fonts.ready")
    found: Any = await Axe().run(other, options={"runOnly": {"type": "tag", "values": RULES}})
    await other.close()
    return [
        f"{kind}: {rule['id']} {node['target']} {node.get('failureSummary')}"
        for kind in ("violations", "incomplete")
        for rule in found.response[kind]
        for node in rule["nodes"]
    ]


async def ask(page: Page, question: str) -> None:
    await page.get_by_label("Uw vraag").fill(question)
    await page.get_by_role("button", name="Versturen").click()


@pytest.mark.parametrize("width", [1280, 390, 320])
async def test_a_conversation_without_a_script(browser: Browser, site: Site, width: int) -> None:
    context = await browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 800})
    page = await context.new_page()
    await page.goto(site.url)
    await page.get_by_role("link", name="Wegwijs zonder JavaScript").click()  # in the footer of every page
    await expect(page.get_by_role("heading", level=1)).to_have_text("Wegwijs zonder JavaScript")
    assert await wrong(browser, page, site.url) == []
    for question, sign in (("paspoort", "Verlengen kan niet"), ("overleden", "Uw stappen"), ("toeslag", "Waar gaat")):
        await ask(page, question)
        newest = page.locator("#nieuwste")
        await expect(newest).to_contain_text(sign)
        await page.screenshot(path=SCREENSHOTS / f"{width}-plain-{question}.png")
        assert await wrong(browser, page, site.url) == []
    await newest.get_by_role("button", name="Iets anders").focus()
    await page.keyboard.press("Enter")
    await expect(page.locator("#nieuwste")).to_contain_text("Gekozen: Iets anders")
    sizes = [await button.bounding_box() for button in await page.get_by_role("button").all()]
    assert all(box["height"] >= 44 for box in sizes if box)
    await page.get_by_role("button", name="Een mens spreken").click()
    await expect(page.locator("#nieuwste")).to_contain_text("Wilt u een medewerker spreken?")
    await page.locator("summary", has_text="Gesprek wissen").click()
    await page.get_by_role("button", name="Ja, wissen").click()
    await expect(page.get_by_role("status")).to_contain_text("Het gesprek is gewist")
    assert await context.cookies() == []
    await context.close()
