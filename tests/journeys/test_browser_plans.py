"""People walk a plan in real Chromium on a wide screen, look at it on a phone, and tick the first step.

Three of them in `make test`; all sixty, which takes ten minutes, with `WALK_EVERYBODY=1`.
"""

import os
import re

import pytest
from playwright.async_api import BrowserContext, Locator, expect

from connectors.stack import Stack
from tests.connectors.widget.visitor import Visitor
from tests.journeys.plan_people import PRESSED, Person, people
from tests.knowledge.planning import plans

pytestmark = [pytest.mark.stack, pytest.mark.browser, pytest.mark.timeout(600)]

WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
THREE = [person for person in people() if person.plan in ("geboorte", "schulden", "studeren") and person.through]
LOOKERS = people() if os.environ.get("WALK_EVERYBODY") else THREE


@pytest.mark.parametrize("person", LOOKERS, ids=lambda person: f"{person.plan}-{person.who.split('.')[0]}")
async def test_a_person_walks_a_plan_on_the_page(
    context: BrowserContext, stack: Stack, widget: None, person: Person
) -> None:
    name = f"plan-{person.plan}-{person.who.split()[0].lower()}"
    visitor = await Visitor.at(context, stack.url)
    await visitor.page.set_viewport_size(WIDE)  # type: ignore[arg-type] # a plain dictionary
    await visitor.open()
    await visitor.ask(f"{plans()[person.plan].phrasings[0]}, maak een stappenplan")
    offered = visitor.newest.get_by_role("button", name=plans()[person.plan].title, exact=True)
    if await offered.count():
        await offered.click()
    for place, said in enumerate(person.says):
        await expect(visitor.newest).to_contain_text("Vraag ")
        if place == len(person.says) // 2:
            await visitor.picture(f"{name}-question")
        await answered(visitor, said)
    plan = visitor.newest.locator(".plan")
    shown = " ".join(await steps(plan))
    assert all(step.title in shown for step in plans()[person.plan].steps if step.id in person.steps)
    assert not any(step.title in shown for step in plans()[person.plan].steps if step.id in person.never)
    await visitor.picture(f"{name}-1280")
    await visitor.page.set_viewport_size(PHONE)  # type: ignore[arg-type] # a plain dictionary
    await plan.scroll_into_view_if_needed()
    await visitor.picture(f"{name}-390")
    await plan.get_by_role("checkbox").first.check()
    await expect(plan.locator("li.step").first).to_have_class(re.compile("done"))
    await visitor.picture(f"{name}-390-ticked")
    await plan.locator(".paper").scroll_into_view_if_needed()
    await visitor.picture(f"{name}-390-end")
    assert await visitor.axe() == []
    assert visitor.complaints == []


async def answered(visitor: Visitor, said: str) -> None:
    if not said.startswith(PRESSED):
        await visitor.ask(said)
        return
    before = await visitor.messages.count()
    await visitor.newest.get_by_role("button", name=said.removeprefix(PRESSED), exact=True).click()
    await expect(visitor.messages.nth(before + 1)).to_have_class(re.compile("assistant"))


async def steps(plan: Locator) -> list[str]:
    """The titles of the steps; at least one."""
    await expect(plan.locator("li.step").first).to_be_visible()
    return await plan.locator("li.step summary").all_inner_texts()
