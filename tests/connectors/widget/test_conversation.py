"""What a citizen sees: answers as cards, choices, who can help, and nothing that is markup."""

import json
import re

import pytest
from playwright.async_api import BrowserContext, expect

from tests.connectors.widget.replies import ANSWER, CLARIFY, CRISIS
from tests.connectors.widget.site import Site
from tests.connectors.widget.visitor import Visitor

pytestmark = pytest.mark.browser


async def test_the_first_words_say_that_it_is_a_computer(visitor: Visitor) -> None:
    await expect(visitor.panel).to_be_hidden()
    await visitor.open()
    await expect(visitor.panel).to_be_visible()
    await expect(visitor.launcher).to_be_hidden()
    await expect(visitor.panel).to_contain_text("U praat met een computer")
    await expect(visitor.messages.first.locator(".who")).to_have_text("Wegwijs, computer")


async def test_an_answer_is_a_card_with_the_short_answer_first(visitor: Visitor) -> None:
    await visitor.open()
    answer = await visitor.ask("hoe verleng ik mijn paspoort")
    await expect(answer.get_by_role("heading", name=ANSWER.title or "")).to_be_visible()
    await expect(answer.locator(".lead")).to_have_text(ANSWER.text)
    words = await answer.inner_text()
    order = [ANSWER.title or "", ANSWER.text[:40], "Voor wie", "Niet eens?", "Wie kan u helpen?", "Bron:"]
    assert sorted(order, key=words.index) == order
    assert "Gecontroleerd op 22 november 2026" in words


async def test_who_is_asked_back_sees_the_choices_before_the_organisations(visitor: Visitor) -> None:
    await visitor.open()
    words = await (await visitor.ask("toeslag")).inner_text()
    order = [CLARIFY.text[:20], *(choice.title for choice in CLARIFY.buttons), CLARIFY.cards[0].name]
    assert sorted(order, key=words.index) == order


async def test_sections_fold_open_and_steps_are_a_numbered_list(visitor: Visitor) -> None:
    await visitor.open()
    answer = await visitor.ask("paspoort")
    steps = answer.locator("ol li")
    await expect(steps.first).to_be_hidden()
    await answer.get_by_text("Wat moet u doen").click()
    await expect(steps).to_have_count(4)
    await expect(steps.first).to_be_visible()
    await expect(steps.nth(2).get_by_role("link", name="14 050")).to_have_attribute("href", "tel:14050")
    await answer.get_by_text("Wat hebt u nodig").click()
    await expect(answer.locator("ul li")).to_have_count(3)


async def test_ways_to_reach_an_organisation_say_where_they_go(visitor: Visitor) -> None:
    await visitor.open()
    card = (await visitor.ask("paspoort")).locator(".organisation")
    call = card.get_by_role("link", name="Bel 14 050")
    await expect(call).to_have_attribute("href", "tel:14050")
    await expect(call).to_contain_text("Bereikbaar: maandag tot en met vrijdag")
    for name in ("Afspraak maken bij Gemeente Groningen", "Website van Gemeente Groningen"):
        link = card.get_by_role("link", name=name)
        await expect(link).to_have_attribute("rel", "noopener")
        await expect(link).to_contain_text("gemeente.groningen.nl")
        await expect(link).to_contain_text("opent in een nieuw tabblad")


async def test_other_organisations_fold_open(visitor: Visitor) -> None:
    await visitor.open()
    answer = await visitor.ask("paspoort")
    foreign = answer.get_by_role("link", name="Bel +31 247 247 247")
    await expect(foreign).to_be_hidden()
    await answer.get_by_text("Ministerie van Buitenlandse Zaken", exact=True).click()
    await expect(foreign).to_have_attribute("href", "tel:+31247247247")


async def test_the_way_that_the_citizen_prefers_comes_first(visitor: Visitor) -> None:
    await visitor.open()
    answer = await visitor.ask("paspoort")
    await expect(answer).not_to_contain_text("Langskomen")
    answer = await visitor.ask("ik kom liever langs")
    words = await answer.locator(".organisation").inner_text()
    order = ["Langskomen: Grote Markt 1", "Afspraak maken bij", "Bel 14 050", "Website van"]
    assert sorted(order, key=words.index) == order
    await answer.locator("summary").click()
    words = await answer.locator(".folded").inner_text()
    order = ["Vraag een tolk", "Afspraak maken bij", "Website van", "Langskomen: Grote Markt 1", "Bel 14 050"]
    assert sorted(order, key=words.index) == order


async def test_organisations_in_order_are_numbered(visitor: Visitor) -> None:
    await visitor.open()
    answer = await visitor.ask("in welke volgorde")
    await expect(answer.get_by_role("heading", name="1. Gemeente Groningen")).to_be_visible()
    await expect(answer.locator("summary")).to_have_text("2. Ministerie van Buitenlandse Zaken")
    await expect(answer.locator(".kicker")).to_have_text(["Bij wie moet u zijn? Begin hier.", "Ga daarna naar"])
    await expect(answer.get_by_role("link", name="Website van Gemeente Groningen")).to_be_visible()


async def test_a_text_of_others_says_whose_it_is(visitor: Visitor) -> None:
    await visitor.open()
    answer = await visitor.ask("vakantiegeld")
    await expect(answer.locator(".source").first).to_contain_text("Tekst van Rijksoverheid.nl")
    await expect(answer.locator(".source").first).to_contain_text("Versie van 3 maart 2025")
    await expect(answer).not_to_contain_text("Gecontroleerd op")
    await expect(answer.locator(".source").nth(1).locator("a")).to_have_count(0)


async def test_only_the_newest_choices_work(visitor: Visitor) -> None:
    await visitor.open()
    answer = await visitor.ask("toeslag")
    choices = answer.get_by_role("group", name="Kies een antwoord").get_by_role("button")
    await expect(choices).to_have_count(4)
    await choices.nth(1).click()
    await expect(visitor.newest).to_contain_text("Gekozen: Zorgtoeslag aanvragen")
    await expect(visitor.messages.nth(3)).to_contain_text("Zorgtoeslag aanvragen")
    for number in range(4):
        await expect(choices.nth(number)).to_be_disabled()


async def test_in_a_crisis_the_number_comes_first(visitor: Visitor) -> None:
    await visitor.open()
    answer = await visitor.ask("ik ben zo somber")
    first = answer.get_by_role("link").first
    await expect(first).to_have_attribute("href", "tel:113")
    words = await answer.inner_text()
    assert words.index("Bel 113\n") < words.index("U hoeft uw naam niet")
    assert words.index("Bel 113\n") < words.index(CRISIS.text[-30:])


async def test_a_human_is_always_at_the_same_place(visitor: Visitor) -> None:
    await visitor.open()
    human = visitor.chat.get_by_role("button", name="Een mens spreken")
    before = await human.bounding_box()
    await visitor.ask("paspoort")
    assert await human.bounding_box() == before
    await human.click()
    await expect(visitor.newest).to_contain_text("Wilt u een medewerker spreken?")
    assert await human.bounding_box() == before


async def test_markup_in_a_reply_is_shown_as_text(visitor: Visitor) -> None:
    await visitor.open()
    answer = await visitor.ask("html <b>vet</b>")
    await expect(visitor.messages.nth(1)).to_contain_text("html <b>vet</b>")
    await expect(answer).to_contain_text("<script>alert(1)</script> en <b>vet</b>")
    assert await answer.locator("script, b:not(.way b), i, img, u").count() == 0
    await expect(answer.get_by_role("link", name="uwv.nl/ww")).to_have_attribute("href", "https://www.uwv.nl/ww")
    await expect(answer.get_by_role("link", name="088 898 92 94")).to_have_attribute("href", "tel:0888989294")
    assert visitor.complaints == []


async def test_another_language_is_marked_and_goes_its_own_way(visitor: Visitor) -> None:
    await visitor.open()
    answer = await visitor.ask("van rechts naar links")
    await expect(answer).to_have_attribute("lang", "ar")
    await expect(answer.locator(".who")).to_have_attribute("lang", "nl")
    assert await answer.locator(".body").evaluate("body => getComputedStyle(body).direction") == "rtl"


async def test_the_page_can_ask(visitor: Visitor) -> None:
    await visitor.page.get_by_role("button", name="Hoe verleng ik mijn paspoort?").click()
    await expect(visitor.newest).to_contain_text("Paspoort aanvragen of verlengen")
    await visitor.page.get_by_label("Uw vraag aan Wegwijs").fill("iets heel anders")
    await visitor.page.get_by_role("button", name="Vraag het Wegwijs").click()
    await expect(visitor.newest).to_contain_text("Antwoord op: iets heel anders")


async def test_an_empty_or_endless_message_is_not_sent(visitor: Visitor) -> None:
    await visitor.open()
    await visitor.input.fill("   ")
    await visitor.input.press("Enter")
    await expect(visitor.chat.get_by_text("Typ eerst uw vraag.")).to_be_visible()
    await visitor.input.fill("a" * 4003)
    await expect(visitor.chat.get_by_text("Haal er 3 weg")).to_be_visible()
    await visitor.input.press("Enter")
    assert await visitor.input.input_value() == "a" * 4003
    await visitor.input.fill("é👍" * 2000)
    await visitor.input.press("Enter")
    await expect(visitor.messages).to_have_count(3)


async def test_enter_sends_and_shift_enter_makes_a_line(visitor: Visitor) -> None:
    await visitor.open()
    await visitor.input.press_sequentially("een")
    await visitor.input.press("Shift+Enter")
    await visitor.input.press_sequentially("twee")
    await visitor.input.press("Enter")
    await expect(visitor.newest).to_have_text(re.compile(r"Antwoord op: een\s*twee"))
    assert await visitor.input.input_value() == ""


async def test_the_conversation_can_be_saved(visitor: Visitor) -> None:
    await visitor.open()
    await visitor.ask("paspoort")
    await visitor.chat.get_by_role("button", name="Meer").click()
    async with visitor.page.expect_download() as download:
        await visitor.chat.get_by_role("button", name="Gesprek opslaan").click()
    saved = (await (await download.value).path()).read_text(encoding="utf-8")
    for words in ("U:\npaspoort", ANSWER.text, "14 050", "https://www.rijksoverheid.nl/onderwerpen"):
        assert words in saved


async def test_the_conversation_can_be_saved_as_data_and_printed(visitor: Visitor) -> None:
    await visitor.open()
    await visitor.ask("paspoort")
    await visitor.chat.get_by_role("button", name="Meer").click()
    async with visitor.page.expect_download() as download:
        await visitor.chat.get_by_role("button", name="Opslaan als data").click()
    assert (await download.value).suggested_filename == "gesprek-wegwijs.json"
    saved = json.loads((await (await download.value).path()).read_text(encoding="utf-8"))
    assert [message["role"] for message in saved] == ["assistant", "citizen", "assistant"]
    async with visitor.page.expect_popup() as popup:
        await visitor.chat.get_by_role("button", name="Afdrukken").click()
    paper = await popup.value
    assert await paper.locator("h2").all_inner_texts() == ["Wegwijs, computer", "U", "Wegwijs, computer"]
    await expect(paper.locator("body")).to_contain_text(ANSWER.text[:60])
    await expect(paper.locator("body")).to_contain_text("14 050")
    assert visitor.complaints == []


async def test_a_phone_fills_its_screen(phone: BrowserContext, site: Site) -> None:
    visitor = await Visitor.at(phone, site.url)
    await visitor.open()
    assert await visitor.panel.bounding_box() == {"x": 0, "y": 0, "width": 390, "height": 844}
    await visitor.ask("paspoort")
    await visitor.chat.get_by_role("button", name="Sluiten").click()
    await expect(visitor.panel).to_be_hidden()
