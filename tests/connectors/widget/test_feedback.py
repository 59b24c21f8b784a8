"""One tap tells whether an answer helped; another, why not. The focus stays where it is."""

import re

import pytest
from playwright.async_api import BrowserContext, expect

from tests.connectors.widget.site import Site
from tests.connectors.widget.test_accessibility import SMALL_TARGETS, TARGET
from tests.connectors.widget.visitor import Visitor

pytestmark = pytest.mark.browser


async def test_one_tap_says_that_it_helped(visitor: Visitor) -> None:
    await visitor.open()
    answer = await visitor.ask("paspoort")
    yes = answer.get_by_role("button", name="Ja", exact=True)
    await yes.focus()
    async with visitor.page.expect_response(re.compile("/feedback$")) as response:
        await visitor.page.keyboard.press("Enter")
    assert (await response.value).status == 204
    await expect(yes).to_have_attribute("aria-pressed", "true")
    await expect(yes).to_be_focused()
    await expect(answer.locator(".feedback [role=status]")).to_contain_text("Dank u wel")
    await expect(answer.get_by_role("button", name="Ik begrijp het niet")).to_have_count(0)


async def test_who_was_not_helped_may_say_why_and_it_is_remembered(visitor: Visitor) -> None:
    await visitor.open()
    answer = await visitor.ask("paspoort")
    await answer.get_by_role("button", name="Nee", exact=True).click()
    async with visitor.page.expect_request(re.compile("/feedback$")) as request:
        await answer.get_by_role("button", name="Ik begrijp het niet").click()
    assert (await request.value).post_data_json == {"helped": False, "reason": "unclear"}
    await visitor.picture("1280-feedback")
    assert await visitor.axe() == []
    await visitor.page.reload()
    await expect(visitor.newest.get_by_role("button", name="Nee", exact=True)).to_have_attribute("aria-pressed", "true")
    why = visitor.newest.get_by_role("button", name="Ik begrijp het niet")
    await expect(why).to_have_attribute("aria-pressed", "true")


async def test_what_is_not_kept_is_said_and_taken_back(visitor: Visitor) -> None:
    await visitor.open()
    answer = await visitor.ask("paspoort")
    await visitor.page.route("**/feedback", lambda route: route.fulfill(status=503, body="{}"))
    await answer.get_by_role("button", name="Ja", exact=True).click()
    await expect(answer.locator(".feedback [role=status]")).to_contain_text("niet bewaard")
    await expect(answer.get_by_role("button", name="Ja", exact=True)).to_have_attribute("aria-pressed", "false")


async def test_it_fits_on_a_phone(phone: BrowserContext, site: Site) -> None:
    visitor = await Visitor.at(phone, site.url)
    await visitor.open()
    answer = await visitor.ask("paspoort")
    await answer.get_by_role("button", name="Nee", exact=True).click()
    await answer.get_by_role("button", name="Er mist iets").click()
    await expect(answer.locator(".feedback [role=status]")).to_contain_text("Dank u wel")
    await answer.get_by_role("button", name="Er mist iets").scroll_into_view_if_needed()
    await visitor.picture("390-feedback")
    assert await visitor.axe() == []
    assert await visitor.page.evaluate(SMALL_TARGETS, TARGET) == []


async def test_small_talk_and_questions_back_are_not_judged(visitor: Visitor) -> None:
    await visitor.open()
    for question in ("hallo", "toeslag", "somber"):
        answer = await visitor.ask(question)
        await expect(answer.locator(".feedback")).to_have_count(0)
