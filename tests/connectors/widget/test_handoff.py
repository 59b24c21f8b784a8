"""From the assistant to a person and back: the place in the queue, who speaks, and how it ends."""

import json

import pytest
from playwright.async_api import BrowserContext, Request, expect

from tests.connectors.widget.events import Stream, message, reply, state, typing
from tests.connectors.widget.site import Site
from tests.connectors.widget.test_accessibility import SMALL_TARGETS, TARGET
from tests.connectors.widget.test_announcements import LISTEN, heard
from tests.connectors.widget.visitor import Visitor

pytestmark = pytest.mark.browser
OPENING = message(1, "assistant", "Ik ben Wegwijs, een computer")
WAITING = message(
    2,
    "system",
    "Een medewerker komt zo bij u.",
    reply=reply(("Toch niet wachten", "/handoff_cancel"), ("Laat mij terugbellen", "/handoff_contact")),
)
NOOR = message(3, "agent", "Dag, waarmee kan ik u helpen?", author="Noor")


async def at_desk(context: BrowserContext, site: Site, *told: object) -> tuple[Visitor, Stream]:
    """A citizen whose page hears a stream that the test tells."""
    visitor = await Visitor.at(context, site.url)
    stream = Stream(visitor.page)
    await stream.begin()
    await visitor.launcher.click()
    await stream.tell(OPENING, *told)  # type: ignore[arg-type]
    await expect(visitor.messages.first).to_be_visible()
    return visitor, stream


@pytest.mark.parametrize("screen", ["desk", "phone"])
async def test_every_state_of_a_handoff_is_accessible(
    context: BrowserContext, phone: BrowserContext, site: Site, screen: str
) -> None:
    visitor, stream = await at_desk(context if screen == "desk" else phone, site)
    steps = {
        "queue": (WAITING, state("waiting", position=2, wait_minutes=4)),
        "agent": (NOOR, state("agent", agent="Noor"), typing(True, who="agent")),
        "ending": (typing(False), state("agent", agent="Noor", ends_in_minutes=5)),
        "closed": (message(4, "system", "Noor heeft het gesprek afgesloten."), state("closed")),
    }
    signs = {"queue": "nummer 2", "agent": "Noor typt", "ending": "stopt over 5", "closed": "Dit gesprek is klaar"}
    for name, told in steps.items():
        await stream.tell(*told)
        await expect(visitor.chat.locator(".status")).to_contain_text(signs[name])
        await expect(visitor.newest).to_be_in_viewport(ratio=0.9)  # no line below covers it
        await visitor.picture(f"{screen}-handoff-{name}")
        assert await visitor.axe() == [], name
        assert await visitor.page.evaluate(SMALL_TARGETS, TARGET) == [], name


async def test_who_waits_hears_the_place_and_the_time_and_can_stop(context: BrowserContext, site: Site) -> None:
    visitor, stream = await at_desk(context, site, WAITING, state("waiting", position=2, wait_minutes=4))
    status = visitor.chat.locator(".status[role=status]")
    await expect(status).to_have_text(
        "U wacht op een medewerker. U bent nummer 2 in de rij. Het duurt ongeveer 4 minuten."
    )
    await expect(visitor.panel.locator("header")).to_contain_text("U wacht op een medewerker")
    await stream.tell(message(3, "citizen", "Duurt het nog lang?"), state("waiting", position=1, wait_minutes=1))
    await expect(status).to_contain_text("U bent als eerste aan de beurt. Het duurt ongeveer 1 minuut.")
    human = visitor.chat.get_by_role("button", name="Een mens spreken")
    await expect(human).to_have_attribute("aria-disabled", "true")
    cancel = visitor.chat.get_by_role("button", name="Toch niet wachten")
    await expect(cancel).to_be_enabled()  # also after a word of the citizen
    async with visitor.page.expect_request("**/messages") as request:
        await cancel.click()
    assert json.loads((await request.value).post_data or "") == {
        "text": "Toch niet wachten",
        "payload": "/handoff_cancel",
    }


async def test_a_person_is_named_and_told_apart_in_words(context: BrowserContext, site: Site) -> None:
    visitor, stream = await at_desk(context, site, WAITING, NOOR, state("agent", agent="Noor"))
    await expect(visitor.panel.locator("header")).to_contain_text("U praat met Noor, een medewerker")
    await expect(visitor.messages.nth(0).locator(".who")).to_have_text("Wegwijs, computer")
    await expect(visitor.messages.nth(2).locator(".who")).to_have_text("Noor, medewerker")
    await stream.tell(message(4, "system", "U praat weer met Wegwijs."), state("bot"))
    await expect(visitor.panel.locator("header")).to_contain_text("U praat met een computer")
    await expect(visitor.chat.get_by_role("button", name="Toch niet wachten")).to_be_disabled()


async def test_a_server_that_says_little_does_no_harm(context: BrowserContext, site: Site) -> None:
    visitor, stream = await at_desk(context, site, state("waiting"))
    status = visitor.chat.locator(".status[role=status]")
    await expect(status).to_have_text("U wacht op een medewerker.")
    await stream.tell(message(2, "agent", "Dag!"), state("agent"), typing(True))
    await expect(visitor.newest.locator(".who")).to_have_text("Medewerker")
    await expect(status).to_have_text("De medewerker typt …")
    await expect(visitor.panel.locator("header")).to_contain_text("U praat met een medewerker")
    assert visitor.complaints == []


async def test_the_agent_hears_that_the_citizen_types_now_and_then(context: BrowserContext, site: Site) -> None:
    visitor, _ = await at_desk(context, site, NOOR, state("agent", agent="Noor"))
    asked: list[Request] = []
    await visitor.page.route("**/typing", lambda route: route.fulfill(status=204))
    visitor.page.on("request", lambda made: asked.append(made) if made.url.endswith("/typing") else None)
    await expect(visitor.panel.locator("header")).to_contain_text("Noor")
    await visitor.input.press_sequentially("een lang verhaal")
    await expect(visitor.input).to_have_value("een lang verhaal")
    assert [request.method for request in asked] == ["POST"]


async def test_after_the_end_a_new_question_is_one_press_away(context: BrowserContext, site: Site) -> None:
    visitor, _ = await at_desk(context, site, NOOR, state("closed"))
    await expect(visitor.panel.locator("header")).to_contain_text("Dit gesprek is afgesloten")
    await visitor.chat.get_by_role("button", name="Nieuwe vraag stellen").focus()
    await visitor.page.keyboard.press("Enter")
    await expect(visitor.input).to_be_focused()


async def test_the_person_is_heard_in_order_by_who_does_not_see(context: BrowserContext, site: Site) -> None:
    visitor, stream = await at_desk(context, site, state("bot"))
    await expect(visitor.log).to_have_attribute("aria-live", "polite")
    await visitor.page.evaluate(LISTEN)
    await stream.tell(WAITING, state("waiting", position=1))
    await expect(visitor.messages).to_have_count(2)
    await stream.tell(NOOR, state("agent", agent="Noor"))
    await expect(visitor.messages).to_have_count(3)
    words = await heard(visitor)
    assert [line.split(" Een medewerker")[0].split(" Dag")[0] for line in words] == ["Mededeling", "Noor, medewerker"]


async def test_from_the_page_to_a_person_and_back_with_keys_only(context: BrowserContext, site: Site) -> None:
    visitor = await Visitor.at(context, site.url)
    stream = Stream(visitor.page)
    await stream.begin()
    await visitor.launcher.focus()
    await visitor.page.keyboard.press("Enter")
    await expect(visitor.input).to_be_focused()
    await stream.tell(OPENING, state("bot"))
    await visitor.page.keyboard.press("Shift+Tab")
    async with visitor.page.expect_request("**/messages") as asked:
        await visitor.page.keyboard.press("Enter")
    assert json.loads((await asked.value).post_data or "")["text"] == "Een mens spreken"
    await expect(visitor.input).to_be_focused()
    await stream.tell(WAITING, state("waiting", position=1), NOOR, state("agent", agent="Noor"))
    await expect(visitor.newest).to_contain_text("waarmee kan ik u helpen")
    await expect(visitor.input).to_be_focused()  # who comes takes no focus
    async with visitor.page.expect_request("**/messages") as said:
        await visitor.page.keyboard.type("Dank u")
        await visitor.page.keyboard.press("Enter")
    assert json.loads((await said.value).post_data or "")["text"] == "Dank u"
    await stream.tell(message(9, "system", "U praat weer met Wegwijs."), state("bot"))
    await expect(visitor.panel.locator("header")).to_contain_text("U praat met een computer")
    await visitor.page.keyboard.press("Escape")
    await expect(visitor.launcher).to_be_focused()
