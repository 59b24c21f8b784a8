"""What a screen reader hears: complete messages, once, in order; nothing of what was said before."""

import pytest
from playwright.async_api import BrowserContext, expect

from tests.connectors.widget.site import Site
from tests.connectors.widget.visitor import Visitor

pytestmark = pytest.mark.browser

# Adds up what is put into the log while it is live, as assistive technology does (additions and text).
LISTEN = """() => {
    window.heard = [];
    const log = document.querySelector('wegwijs-chat').shadowRoot.querySelector('[role=log]');
    new MutationObserver(records => {
        if (log.getAttribute('aria-live') !== 'polite') return;
        for (const record of records) for (const node of record.addedNodes) {
            const words = (node.textContent || '').trim();
            if (words && node.nodeType !== Node.COMMENT_NODE) window.heard.push(words.replace(/\\s+/g, ' '));
        }
    }).observe(log, {childList: true, subtree: true});
}"""


async def heard(visitor: Visitor) -> list[str]:
    words: list[str] = await visitor.page.evaluate("window.heard")
    return [line for line in words if line != "Wordt verstuurd …"]


async def test_the_log_is_there_before_the_messages(visitor: Visitor) -> None:
    log = visitor.chat.locator("[role=log]")
    await expect(log).to_have_count(1)
    await expect(log).to_have_attribute("aria-live", "off")
    await visitor.open()
    await expect(log).to_have_attribute("aria-live", "polite")
    await expect(log).to_have_accessible_name("Gesprek")


async def test_messages_are_heard_once_and_in_order(visitor: Visitor) -> None:
    await visitor.page.evaluate(LISTEN)
    await visitor.open()
    await visitor.ask("een")
    await visitor.ask("twee")
    words = await heard(visitor)
    starts = ["Wegwijs, computer Dag!", "U een", "Wegwijs, computer Antwoord op: een", "U twee"]
    starts.append("Wegwijs, computer Antwoord op: twee")
    assert len(words) == len(starts), words
    assert all(word.startswith(start) for word, start in zip(words, starts, strict=True)), words


async def test_history_is_not_read_out_again(visitor: Visitor) -> None:
    await visitor.open()
    await visitor.ask("een")
    await visitor.page.add_init_script(
        "addEventListener('DOMContentLoaded', () => customElements.whenDefined('wegwijs-chat').then(() =>"
        f"document.querySelector('wegwijs-chat').updateComplete.then({LISTEN})))"
    )
    await visitor.page.reload()
    await expect(visitor.messages).to_have_count(3)
    await expect(visitor.log).to_have_attribute("aria-live", "polite")
    assert await heard(visitor) == []
    await visitor.ask("twee")
    assert [line.split()[0] for line in await heard(visitor)] == ["U", "Wegwijs,"]


async def test_a_status_says_that_an_answer_is_coming(visitor: Visitor) -> None:
    await visitor.open()
    await visitor.input.fill("langzaam")
    await visitor.input.press("Enter")
    status = visitor.chat.locator(".status[role=status]")
    await expect(status).to_have_text("Wegwijs zoekt een antwoord …")
    await expect(visitor.newest).to_contain_text("Antwoord op: langzaam")
    await expect(status).to_be_empty()


async def test_news_while_closed_is_told_in_words(visitor: Visitor) -> None:
    await visitor.open()
    title = await visitor.page.title()
    await visitor.input.fill("langzaam een")
    await visitor.input.press("Enter")
    await visitor.input.press("Escape")
    await expect(visitor.launcher).to_have_text("Stel uw vraag1 nieuw bericht")
    await expect(visitor.chat.locator("p[role=status]")).to_have_text("1 nieuw bericht")
    await expect(visitor.page).to_have_title(f"(1 nieuw bericht) {title}")
    await visitor.launcher.click()
    await expect(visitor.page).to_have_title(title)


async def test_news_is_still_news_on_the_next_page(context: BrowserContext, site: Site) -> None:
    visitor = await Visitor.at(context, site.url)
    await visitor.open()
    await visitor.input.fill("langzaam twee")
    await visitor.input.press("Enter")
    await expect(visitor.chat.get_by_text("Wordt verstuurd")).to_be_hidden()
    await visitor.input.press("Escape")
    await visitor.page.reload()
    await expect(visitor.launcher).to_contain_text("1 nieuw bericht")
