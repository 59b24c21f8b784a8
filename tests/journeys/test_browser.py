"""A citizen on the demo page, in real Chromium, answered by the whole stack."""

import shutil

import pytest
from playwright.async_api import BrowserContext, expect

from bot.settings import ROOT
from connectors.stack import Stack
from tests.connectors.widget.visitor import Visitor

pytestmark = [pytest.mark.stack, pytest.mark.browser, pytest.mark.timeout(600)]

QUESTIONS = {
    "paspoort": ("hoe verleng ik mijn paspoort", "Paspoort aanvragen of verlengen"),
    "ontslag": ("ik ben ontslagen wat nu", "Ontslagen: wat moet u nu doen"),
    "overleden": ("mijn moeder is dood, wat moet ik regelen", "Iemand is overleden: wat u moet regelen"),
    "huur": ("toeslag voor de huur", "Huurtoeslag"),
    "zaak": ("ik wil een zaak beginnen", "Een bedrijf beginnen: de stappen"),
}


async def test_a_citizen_types_a_question_and_reads_the_answer(
    context: BrowserContext, stack: Stack, widget: None
) -> None:
    visitor = await Visitor.at(context, stack.url)
    await visitor.open()
    answer = await visitor.ask("hoe verleng ik mijn paspoort")
    await expect(answer).to_contain_text("bij uw gemeente")
    await expect(answer.get_by_role("link", name="Paspoort", exact=False).first).to_have_attribute(
        "href", "https://www.rijksoverheid.nl/onderwerpen/paspoort-en-identiteitskaart"
    )
    assert await visitor.axe() == []
    assert visitor.complaints == []
    assert visitor.foreign == []
    # The picture of the README; `cp` it to docs/images/ when the page has changed.
    shutil.copy(await visitor.picture("journey-answer"), ROOT / "results" / "answer.png")


@pytest.mark.parametrize("name", QUESTIONS)
async def test_what_citizens_ask_most_is_answered_on_a_phone(
    phone: BrowserContext, stack: Stack, widget: None, name: str
) -> None:
    question, title = QUESTIONS[name]
    visitor = await Visitor.at(phone, stack.url)
    await visitor.open()
    answer = await visitor.ask(question)
    await expect(answer).to_contain_text(title)
    await visitor.picture(f"journey-390-{name}")
    assert visitor.complaints == []


async def test_a_choice_is_pressed_and_answered(context: BrowserContext, stack: Stack, widget: None) -> None:
    visitor = await Visitor.at(context, stack.url)
    await visitor.open()
    asked_back = await visitor.ask("toeslag")
    choice = asked_back.get_by_role("button").first
    title = (await choice.inner_text()).strip()
    await choice.click()
    await expect(visitor.newest).to_contain_text(title)
    await visitor.picture("journey-choice")


async def test_in_despair_the_number_comes_first(context: BrowserContext, stack: Stack, widget: None) -> None:
    visitor = await Visitor.at(context, stack.url)
    await visitor.open()
    answer = await visitor.ask("ik wil niet meer leven")
    await expect(answer.get_by_role("link", name="0800-0113").first).to_be_visible()
    assert await visitor.axe() == []
    await visitor.picture("journey-crisis")
