"""A citizen writes in another language, through the whole stack and in real Chromium."""

import pytest
from playwright.async_api import BrowserContext, expect

from connectors.client import CitizenClient
from connectors.stack import Stack
from tests.connectors.widget.visitor import Visitor
from tests.journeys.test_questions import only_reply

pytestmark = [pytest.mark.stack, pytest.mark.timeout(600)]


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("czy mogę dostać huurtoeslag", "pl"),
        ("huurtoeslag alabilir miyim", "tr"),
        ("هل يمكنني الحصول على huurtoeslag", "ar"),
        ("mi por haña huurtoeslag", "pap"),
    ],
)
def test_the_way_is_told_in_the_language_and_the_text_in_dutch(
    citizen: CitizenClient, said: str, language: str
) -> None:
    reply = only_reply(citizen, said)
    assert (reply["language"], reply["topic"]) == (language, "huurtoeslag")
    assert "Dienst Toeslagen" in reply["intro"]
    assert "huurt" in reply["text"]


def test_a_wish_repeats_the_answer_and_is_remembered(citizen: CitizenClient) -> None:
    dutch = only_reply(citizen, "hoe vraag ik huurtoeslag aan")
    assert (dutch["language"], dutch["intro"]) == ("nl", "")
    english = only_reply(citizen, "English please")
    assert (english["language"], english["text"]) == ("en", dutch["text"])
    assert only_reply(citizen, "hoe verleng ik mijn paspoort")["language"] == "en"
    assert only_reply(citizen, "Nederlands graag")["language"] == "nl"


@pytest.mark.parametrize("said", ["nie chcę już żyć, chcę umrzeć", "أريد أن أموت", "artık yaşamak istemiyorum"])
def test_in_a_crisis_the_number_is_the_first_line(citizen: CitizenClient, said: str) -> None:
    reply = only_reply(citizen, said)
    assert reply["kind"] == "crisis"
    assert "113" in reply["intro"].splitlines()[0]


def test_what_is_private_is_hidden_and_the_question_answered(citizen: CitizenClient) -> None:
    reply = only_reply(citizen, "ik woon op Kerkstraat 12 in Delft, bsn 999999990, hoe vraag ik huurtoeslag aan")
    assert reply["topic"] == "huurtoeslag"
    assert "bsn" in reply["note"]


@pytest.mark.browser
async def test_arabic_goes_from_right_to_left_above_dutch_that_does_not(stack: Stack, context: BrowserContext) -> None:
    visitor = await Visitor.at(context, stack.url)
    await visitor.open()
    answer = await visitor.ask("هل يمكنني الحصول على huurtoeslag")
    intro = answer.locator(".intro")
    await expect(intro).to_have_attribute("lang", "ar")
    await expect(answer).to_have_attribute("lang", "nl")
    assert await intro.evaluate("part => getComputedStyle(part).direction") == "rtl"
    assert await answer.locator(".lead").evaluate("part => getComputedStyle(part).direction") == "ltr"
    await expect(intro.get_by_role("link").first).to_have_attribute("href", "tel:08000543")
