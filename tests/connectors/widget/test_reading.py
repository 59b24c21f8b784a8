"""Reading aloud: offered only with a Dutch voice of the device itself, and only that voice hears the words."""

import pytest
from playwright.async_api import BrowserContext, expect

from tests.connectors.widget.replies import ANSWER
from tests.connectors.widget.site import Site
from tests.connectors.widget.visitor import Visitor

pytestmark = pytest.mark.browser
# A device with these voices, in place of the browser's own; remembers what was said.
DEVICE = """voices => {
    window.said = [];
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
    Object.defineProperty(window, 'speechSynthesis', { value: {
        getVoices: () => voices, addEventListener() {}, cancel() {},
        speak: utterance => said.push([utterance.text, utterance.voice.name]),
    }});
}"""
DUTCH = "{name: 'Fien', lang: 'nl-NL', localService: true}"
REMOTE = "{name: 'Ver weg', lang: 'nl-NL', localService: false}"
ENGLISH = "{name: 'Kate', lang: 'en-GB', localService: true}"


async def with_voices(context: BrowserContext, site: Site, *voices: str) -> Visitor:
    await context.add_init_script(f"({DEVICE})([{','.join(voices)}])")
    visitor = await Visitor.at(context, site.url)
    await visitor.open()
    await visitor.ask("paspoort")
    return visitor


async def test_a_dutch_voice_of_the_device_reads_all_of_the_answer(context: BrowserContext, site: Site) -> None:
    visitor = await with_voices(context, site, ENGLISH, REMOTE, DUTCH)
    button = visitor.newest.get_by_role("button", name="Lees voor")
    await button.click()
    [[words, voice]] = await visitor.page.evaluate("window.said")
    assert voice == "Fien"
    assert ANSWER.text in words
    assert "14 050" in words
    await visitor.newest.get_by_role("button", name="Stop met voorlezen").click()
    await expect(button).to_be_visible()


async def test_without_such_a_voice_nothing_is_offered(context: BrowserContext, site: Site) -> None:
    visitor = await with_voices(context, site, ENGLISH, REMOTE)
    await expect(visitor.chat.get_by_role("button", name="Lees voor")).to_have_count(0)
