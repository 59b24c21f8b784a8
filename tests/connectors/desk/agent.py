"""An agent in Chromium: signs in, works, looks. Remembers every violation of the page's policy."""

import re
from dataclasses import dataclass, field

from playwright.async_api import Browser, BrowserContext, Page, expect

from bot.settings import ROOT
from tests.connectors.people.worker import Worker
from tests.connectors.widget.visitor import Visitor

SCREENSHOTS = ROOT / "results" / "screenshots"
SIZES = {"desk": (1280, 900), "phone": (390, 844)}
# WCAG 2.2 asks for 24 pixels; a link within a sentence is free.
SMALL_TARGETS = """size => [
    ...document.querySelectorAll('a, button, input:not([type=hidden]), select, textarea, summary')]
    .filter(one => one.offsetParent && !one.closest('.said, .hint, dialog:not([open])') && !one.matches('.skip'))
    .filter(one => { const box = one.getBoundingClientRect(); return box.width < size || box.height < size; })
    .filter(one => !one.matches('input[type=radio], input[type=checkbox]'))
    .map(one => one.outerHTML.slice(0, 120))"""
OVERFLOWS = """() => document.documentElement.scrollWidth > document.documentElement.clientWidth
    ? [...document.querySelectorAll('main *')].filter(one => one.getBoundingClientRect().right > innerWidth + 1)
        .map(one => one.outerHTML.slice(0, 120)) : []"""


@dataclass
class DeskAgent:
    worker: Worker
    context: BrowserContext
    page: Page
    complaints: list[str] = field(default_factory=list)

    @classmethod
    async def at(cls, browser: Browser, worker: Worker, url: str, size: str = "desk") -> "DeskAgent":
        """Signed in by the session that the worker has already."""
        width, height = SIZES[size]
        context = await browser.new_context(viewport={"width": width, "height": height}, locale="nl-NL")
        await context.add_cookies([{"name": "wegwijs-medewerker", "value": worker.cookie, "url": url}])
        agent = cls(worker, context, await context.new_page())
        agent.page.on(
            "console", lambda message: agent.complaints.append(message.text) if message.type == "error" else None
        )
        agent.page.on("pageerror", lambda error: agent.complaints.append(str(error)))
        await agent.page.goto(f"{url}/medewerker/wachtrij")
        return agent

    async def accessible(self, name: str) -> None:
        """Looks at this state at both sizes: axe, targets, sideways scrolling; and takes pictures."""
        for size, (width, height) in SIZES.items():
            await self.page.set_viewport_size({"width": width, "height": height})
            await self.picture(f"{size}-{name}")
            faults = await Visitor(self.page).axe(("violations",))
            assert not faults, "\n".join([size, name, *faults])
            assert await self.page.evaluate(SMALL_TARGETS, 24) == [], (size, name)
            assert await self.page.evaluate(OVERFLOWS) == [], (size, name)
        width, height = SIZES["desk"]
        await self.page.set_viewport_size({"width": width, "height": height})

    async def picture(self, name: str) -> None:
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        await self.page.screenshot(path=SCREENSHOTS / f"medewerker-{name}.png", full_page=name.startswith("phone"))

    async def says(self, words: str) -> None:
        field_ = self.page.get_by_label("Uw antwoord")
        await field_.fill(words)
        await field_.press("Enter")
        await expect(field_).to_have_value("")
        await self.hears(words, "agent")

    async def hears(self, words: str, role: str = "citizen") -> None:
        await expect(self.page.locator(f".said.{role}", has_text=words).last).to_be_visible()

    async def claims(self, question: str) -> None:
        await self.page.get_by_role("button", name=re.compile(f"Oppakken: {question}")).first.click()
        await expect(self.page.get_by_label("Uw antwoord")).to_be_visible()
