"""Pictures of every state at 1280 and 390 pixels, for people to look at."""

import pytest
from playwright.async_api import BrowserContext, expect

from tests.connectors.widget.site import Site
from tests.connectors.widget.visitor import Visitor

pytestmark = pytest.mark.browser
QUESTIONS = ["paspoort", "vakantiegeld", "toeslag", "somber", "overleden", "onbekend", "kapot"]


@pytest.mark.parametrize("width", [1280, 390])
async def test_every_state_can_be_looked_at(
    context: BrowserContext, phone: BrowserContext, site: Site, width: int
) -> None:
    visitor = await Visitor.at(context if width == 1280 else phone, site.url)
    await visitor.picture(f"{width}-closed")
    await visitor.open()
    await visitor.picture(f"{width}-open")
    for question in QUESTIONS:
        answer = await visitor.ask(f"Ik heb een vraag over {question}")
        await expect(answer).to_be_visible()
        await visitor.picture(f"{width}-{question}")
        if question == "paspoort":
            await answer.get_by_text("Wat moet u doen").click()
            await visitor.picture(f"{width}-{question}-folded-open")
            await answer.get_by_text("Wie kan u helpen?").scroll_into_view_if_needed()
            await visitor.log.evaluate("log => log.scrollTop = log.scrollHeight")
            await visitor.picture(f"{width}-{question}-end")
    await visitor.chat.get_by_role("button", name="Meer").click()
    await visitor.picture(f"{width}-menu")
    await visitor.chat.get_by_role("button", name="Gesprek wissen").click()
    await visitor.picture(f"{width}-erase")
