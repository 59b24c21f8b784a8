"""A citizen at the demo page: opens the chat, asks, looks. Remembers every violation of the page's policy."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import BrowserContext, ConsoleMessage, Locator, Page, expect

from bot.settings import ROOT

SCREENSHOTS = ROOT / "results" / "screenshots"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def _is_rounding(node: dict[str, Any]) -> bool:
    """Reviewed: on a screen with half pixels axe thinks that a text sticks out of its own background.

    The same colours are decided on the screen with whole pixels.
    """
    found = [check["data"] for check in node["any"] if isinstance(check.get("data"), dict)]
    return any(data.get("messageKey") == "elmPartiallyObscuring" for data in found)


@dataclass
class Visitor:
    page: Page
    complaints: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    @classmethod
    async def at(cls, context: BrowserContext, url: str) -> "Visitor":
        visitor = cls(await context.new_page())
        visitor.page.on("console", visitor._heard)
        visitor.page.on("pageerror", lambda error: visitor.complaints.append(str(error)))
        visitor.page.on("request", lambda request: visitor._asked(request.url, url))
        await visitor.page.goto(url)
        return visitor

    @property
    def chat(self) -> Locator:
        return self.page.locator("wegwijs-chat")

    @property
    def launcher(self) -> Locator:
        return self.chat.locator(".launcher")

    @property
    def panel(self) -> Locator:
        return self.chat.get_by_role("region", name="Chat met Wegwijs")

    @property
    def log(self) -> Locator:
        return self.chat.get_by_role("log")

    @property
    def input(self) -> Locator:
        return self.chat.get_by_label("Uw vraag", exact=True)

    @property
    def messages(self) -> Locator:
        return self.log.locator(".message")

    @property
    def newest(self) -> Locator:
        return self.messages.last

    async def open(self) -> None:
        """Opens the chat and waits for the assistant's first words."""
        await self.launcher.click()
        await expect(self.messages.first).to_contain_text("Ik ben Wegwijs, een computer")

    async def ask(self, question: str) -> Locator:
        """Types a question and gives the message that answers it."""
        before = await self.messages.count()
        await self.input.fill(question)
        await self.input.press("Enter")
        answer = self.messages.nth(before + 1)
        await expect(answer).to_have_class(re.compile("assistant"))
        return answer

    async def axe(self, kinds: tuple[str, ...] = ("violations", "incomplete")) -> list[str]:
        """What axe finds wrong, and what it could not decide, on the whole page."""
        found: Any = await Axe().run(self.page, options={"runOnly": {"type": "tag", "values": RULES}})
        return [
            f"{kind}: {rule['id']} {node['target']} {node.get('failureSummary')}"
            for kind in kinds
            for rule in found.response[kind]
            for node in rule["nodes"]
            if not _is_rounding(node)
        ]

    async def picture(self, name: str) -> Path:
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        path = SCREENSHOTS / f"{name}.png"
        await self.page.screenshot(path=path)
        return path

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    def _asked(self, asked: str, own: str) -> None:
        if not asked.startswith((own, "data:", "blob:")):
            self.foreign.append(asked)
