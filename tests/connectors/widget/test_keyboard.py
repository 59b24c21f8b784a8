"""Without a mouse: every way through the chat, and a focus that goes nowhere by itself."""

import pytest
from playwright.async_api import BrowserContext, expect

from tests.connectors.widget.site import Site
from tests.connectors.widget.visitor import Visitor

pytestmark = pytest.mark.browser
FOCUSED = """() => {
    let focused = document.activeElement;
    while (focused.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
    return (focused.getAttribute('aria-label') || focused.id || focused.innerText || focused.tagName).trim();
}"""


async def focused(visitor: Visitor) -> str:
    return str(await visitor.page.evaluate(FOCUSED))


async def press(visitor: Visitor, *keys: str) -> str:
    for key in keys:
        await visitor.page.keyboard.press(key)
    return await focused(visitor)


async def test_a_whole_journey_with_keys_only(visitor: Visitor) -> None:
    await visitor.launcher.focus()
    await press(visitor, "Enter")
    await expect(visitor.input).to_be_focused()
    await visitor.page.keyboard.type("paspoort")
    await press(visitor, "Enter")
    await expect(visitor.newest).to_contain_text("Paspoort aanvragen")
    assert await focused(visitor) == "input"  # a new message takes no focus
    back = [await press(visitor, "Shift+Tab") for _ in range(6)]
    assert back[:3] == ["Een mens spreken", "Nee", "Ja"]
    back = back[2:]
    assert back[1].startswith("Paspoort en identiteitskaart (rijksoverheid.nl)")
    assert back[2] == "Ministerie van Buitenlandse Zaken"
    assert back[3].startswith("Website van Gemeente Groningen")
    await visitor.newest.locator("summary").first.focus()
    await press(visitor, "Enter")
    await expect(visitor.newest.locator("details").first).to_have_attribute("open", "")
    await press(visitor, "Escape")
    await expect(visitor.panel).to_be_hidden()
    await expect(visitor.launcher).to_be_focused()


async def test_tab_goes_through_the_panel_in_reading_order(visitor: Visitor) -> None:
    await visitor.open()
    await visitor.chat.get_by_role("button", name="Meer").focus()
    order = [await focused(visitor)] + [await press(visitor, "Tab") for _ in range(5)]
    assert order == ["more", "Sluiten", "Gesprek", "Een mens spreken", "input", "Versturen"]


async def test_escape_closes_the_menu_first(visitor: Visitor) -> None:
    await visitor.open()
    await visitor.chat.get_by_role("button", name="Meer").focus()
    await press(visitor, "Enter")
    menu = visitor.chat.get_by_role("group", name="Meer")
    await expect(menu).to_be_visible()
    await press(visitor, "Tab", "Tab", "Escape")
    await expect(menu).to_be_hidden()
    assert await focused(visitor) == "more"
    await press(visitor, "Escape")
    await expect(visitor.panel).to_be_hidden()


async def test_erasing_asks_first_and_keeps_the_focus_inside(visitor: Visitor) -> None:
    await visitor.open()
    await visitor.ask("paspoort")
    await visitor.chat.get_by_role("button", name="Meer").focus()
    await press(visitor, "Enter")
    await visitor.chat.get_by_role("button", name="Gesprek wissen").focus()
    assert await press(visitor, "Enter") == "Ja, wissen"
    assert await press(visitor, "Tab") == "Nee, bewaren"
    assert await press(visitor, "Enter") == "input"
    await expect(visitor.messages).to_have_count(3)


async def test_closing_goes_back_to_what_opened_it(visitor: Visitor) -> None:
    example = visitor.page.get_by_role("button", name="Kan ik huurtoeslag krijgen?")
    await example.focus()
    await press(visitor, "Enter")
    await expect(visitor.input).to_be_focused()
    await press(visitor, "Escape")
    await expect(example).to_be_focused()


async def test_a_pressed_choice_leaves_the_focus_in_the_input(visitor: Visitor) -> None:
    await visitor.open()
    answer = await visitor.ask("toeslag")
    await answer.get_by_role("button", name="Iets anders").focus()
    await press(visitor, "Enter")
    await expect(visitor.newest).to_contain_text("Gekozen")
    await expect(visitor.input).to_be_focused()


async def test_on_a_small_screen_the_page_shows_again_when_the_focus_goes_there(
    phone: BrowserContext, site: Site
) -> None:
    visitor = await Visitor.at(phone, site.url)
    await visitor.open()
    await visitor.page.get_by_role("link", name="Direct naar de inhoud").focus()
    await expect(visitor.panel).to_be_hidden()


async def test_keys_in_the_chat_are_no_shortcuts_of_the_page(visitor: Visitor) -> None:
    await visitor.page.evaluate("window.keys = []; addEventListener('keydown', e => keys.push(e.key))")
    await visitor.open()
    await visitor.page.keyboard.type("s?")
    assert await visitor.page.evaluate("window.keys") == []
