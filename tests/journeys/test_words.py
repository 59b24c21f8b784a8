"""A citizen does not know a word of a letter: asked through the whole stack, and read in real Chromium."""

import pytest
from playwright.async_api import BrowserContext, expect

from connectors.client import CitizenClient
from connectors.stack import Stack
from tests.connectors.widget.visitor import Visitor
from tests.journeys.test_questions import only_reply

pytestmark = [pytest.mark.stack, pytest.mark.timeout(600)]

WORDS = "Moeilijke woorden uitgelegd"


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("wat betekent beschikking", "beschikking"),
        ("wat is een ingebrekestelling", "ingebrekestelling"),
        ("snap dat woord 'zienswijze' niet", "zienswijze"),
        ("betekenis van dwangsom", "dwangsom"),
        ("beslagvrije voet??", "beslagvrije voet"),
        ("er staat ambtshalve in mijn brief, wat betekent dat", "ambtshalve"),
    ],
)
def test_the_meaning_of_a_word_is_told_with_its_source(citizen: CitizenClient, said: str, title: str) -> None:
    reply = only_reply(citizen, said)
    assert (reply["kind"], reply["title"]) == ("answer", title)
    assert reply["sources"][0]["url"].startswith("https://")


def test_from_a_word_a_button_leads_to_the_text(citizen: CitizenClient) -> None:
    button = only_reply(citizen, "wat betekent dwangsom")["buttons"][0]
    assert only_reply(citizen, button["title"], button["payload"])["title"] == button["title"]


def test_a_service_gets_its_text_and_not_its_meaning(citizen: CitizenClient) -> None:
    assert only_reply(citizen, "wat is huurtoeslag")["sections"]


def test_an_unknown_word_is_admitted_with_a_human(citizen: CitizenClient) -> None:
    reply = only_reply(citizen, "wat betekent het woord flapdrol")
    assert "‘flapdrol’" in reply["text"]
    assert reply["organisations"][0] == "informatie-rijksoverheid"


def test_who_understands_nothing_at_all_is_not_asked_for_a_word(citizen: CitizenClient) -> None:
    assert only_reply(citizen, "ik snap er niks van")["kind"] == "clarify"


@pytest.mark.browser
async def test_words_of_an_answer_unfold_with_the_keyboard(context: BrowserContext, stack: Stack, widget: None) -> None:
    visitor = await Visitor.at(context, stack.url)
    await visitor.open()
    answer = await visitor.ask("mijn bezwaar is afgewezen, hoe ga ik in beroep")
    summary = answer.locator("summary", has_text=WORDS)
    meaning = answer.get_by_text("griffierecht: Geld dat u aan de rechtbank betaalt", exact=False)
    await expect(meaning).to_be_hidden()
    await summary.focus()
    await visitor.page.keyboard.press("Enter")
    await expect(meaning).to_be_visible()
    assert await visitor.axe() == []
    await visitor.picture("journey-words")


@pytest.mark.browser
async def test_the_meaning_of_a_word_is_shown_with_source_and_button(
    phone: BrowserContext, stack: Stack, widget: None
) -> None:
    visitor = await Visitor.at(phone, stack.url)
    await visitor.open()
    answer = await visitor.ask("wat betekent ingebrekestelling")
    await expect(answer.get_by_role("heading", name="ingebrekestelling")).to_be_visible()
    await expect(answer.get_by_role("link", name="Algemene wet bestuursrecht", exact=False)).to_be_visible()
    await expect(answer.get_by_role("button", name="De overheid reageert te laat")).to_be_visible()
    assert await visitor.axe() == []
    await visitor.picture("journey-word-meaning")
