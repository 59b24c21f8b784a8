"""Measured in Chromium: axe in every state, targets of 44 pixels, reflow, zoom, forced colours, motion."""

from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Browser, BrowserContext, expect

from tests.connectors.widget.site import Site
from tests.connectors.widget.visitor import Visitor

pytestmark = pytest.mark.browser
TARGET = 44  # CSS pixels

# Every control that is shown and too small; links inside a sentence are excepted, as in WCAG 2.5.8.
SMALL_TARGETS = """least => {
    const root = document.querySelector('wegwijs-chat').shadowRoot;
    return [...root.querySelectorAll('button, a, textarea, summary, input')].filter(control => {
        const { width, height } = control.getBoundingClientRect();
        const inSentence = control.matches('p a, li:not(.step) a');
        return width > 0 && !inSentence && (width < least || height < least);
    }).map(control => `${control.outerHTML.slice(0, 80)} ${control.getBoundingClientRect().height}`);
}"""
OVERFLOWS = """() => {
    const root = document.querySelector('wegwijs-chat').shadowRoot;
    const wide = [...root.querySelectorAll('*')].filter(element => {
        const { right, width } = element.getBoundingClientRect();
        return width > 1 && right > innerWidth + 1 && !element.closest('.unseen');
    });
    const page = document.documentElement.scrollWidth > innerWidth ? ['page'] : [];
    return page.concat(wide.map(element => element.outerHTML.slice(0, 60)));
}"""
TEXT_SPACING = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
        word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }`);
    const root = document.querySelector('wegwijs-chat').shadowRoot;
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}"""

State = Callable[[Visitor], Awaitable[None]]


async def closed(visitor: Visitor) -> None:
    await expect(visitor.launcher).to_be_visible()


async def opened(visitor: Visitor) -> None:
    await visitor.open()


def asked(question: str, unfold: bool = False) -> State:
    async def state(visitor: Visitor) -> None:
        await visitor.open()
        answer = await visitor.ask(question)
        if unfold:
            await answer.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")

    return state


async def plan_ticked(visitor: Visitor) -> None:
    await asked("overleden")(visitor)
    await visitor.newest.get_by_role("checkbox").first.check()
    await expect(visitor.newest.get_by_role("status").first).to_contain_text("1 van de")


async def plan_refused(visitor: Visitor) -> None:
    await asked("overleden")(visitor)
    await visitor.page.route("**/plan/steps/*", lambda route: route.fulfill(status=404, body="{}"))
    await visitor.newest.get_by_role("checkbox").first.click()
    await expect(visitor.newest.get_by_role("alert")).to_contain_text("Dit vinkje is niet bewaard")


async def answered_choice(visitor: Visitor) -> None:
    await asked("toeslag")(visitor)
    await visitor.newest.get_by_role("button", name="Iets anders").click()
    await expect(visitor.newest).to_contain_text("Gekozen")


async def waiting(visitor: Visitor) -> None:
    await visitor.open()
    await visitor.input.fill("langzaam")
    await visitor.input.press("Enter")
    await expect(visitor.chat.locator(".typing")).to_be_visible()


async def offline(visitor: Visitor) -> None:
    await visitor.open()
    await visitor.page.context.set_offline(True)
    await visitor.input.fill("hallo")
    await visitor.input.press("Enter")
    await expect(visitor.chat.locator(".lost")).to_be_visible()


async def too_long(visitor: Visitor) -> None:
    await visitor.open()
    await visitor.input.fill("a" * 5000)
    await expect(visitor.chat.locator(".trouble")).not_to_be_empty()


async def erasing(visitor: Visitor) -> None:
    await asked("paspoort")(visitor)
    await visitor.chat.get_by_role("button", name="Meer").click()
    await visitor.chat.get_by_role("button", name="Gesprek wissen").click()


async def large(visitor: Visitor) -> None:
    await asked("paspoort", unfold=True)(visitor)
    await visitor.chat.get_by_role("button", name="Meer").click()
    await visitor.chat.get_by_role("button", name="Grotere letters").click()


STATES: dict[str, State] = {
    "closed": closed,
    "open": opened,
    "answer": asked("paspoort"),
    "answer-unfolded": asked("paspoort", unfold=True),
    "record": asked("vakantiegeld"),
    "clarify": asked("toeslag"),
    "chosen": answered_choice,
    "plan": asked("overleden", unfold=True),
    "plan-ticked": plan_ticked,
    "plan-refused": plan_refused,
    "refer": asked("onbekend"),
    "crisis": asked("somber"),
    "error": asked("kapot"),
    "handoff-offer": asked("mens"),
    "arabic": asked("van rechts naar links"),
    "waiting": waiting,
    "offline": offline,
    "too-long": too_long,
    "erasing": erasing,
    "large": large,
}


@pytest.mark.parametrize("name", STATES)
@pytest.mark.parametrize("screen", ["desk", "phone"])
async def test_axe_finds_nothing_and_targets_are_large(
    context: BrowserContext, phone: BrowserContext, site: Site, name: str, screen: str
) -> None:
    visitor = await Visitor.at(context if screen == "desk" else phone, site.url)
    await STATES[name](visitor)
    await visitor.picture(f"{screen}-{name}")
    assert await visitor.axe() == []
    assert await visitor.page.evaluate(SMALL_TARGETS, TARGET) == []


@pytest.mark.parametrize("size", [(320, 640), (320, 256)], ids=["320", "zoom-400"])
@pytest.mark.parametrize("question", ["paspoort", "toeslag", "somber", "onbekend", "overleden"])
async def test_a_narrow_screen_needs_no_sideways_scrolling(
    browser: Browser, site: Site, question: str, size: tuple[int, int]
) -> None:
    context = await browser.new_context(viewport={"width": size[0], "height": size[1]})
    visitor = await Visitor.at(context, site.url)
    await asked(question, unfold=True)(visitor)
    await visitor.picture(f"{size[0]}x{size[1]}-{question}")
    assert await visitor.page.evaluate(OVERFLOWS) == []
    await visitor.newest.locator("a, button").last.scroll_into_view_if_needed()
    await expect(visitor.newest.locator("a, button").last).to_be_in_viewport()
    await visitor.input.scroll_into_view_if_needed()
    await expect(visitor.input).to_be_in_viewport()
    await context.close()


@pytest.mark.parametrize("width", [390, 1280])
async def test_text_twice_as_large_and_wide_spacing_lose_nothing(browser: Browser, site: Site, width: int) -> None:
    context = await browser.new_context(viewport={"width": width, "height": 900})
    visitor = await Visitor.at(context, site.url)
    await visitor.page.evaluate("document.documentElement.style.setProperty('--wegwijs-font-size', '32px')")
    await visitor.page.evaluate(TEXT_SPACING)
    await asked("paspoort", unfold=True)(visitor)
    await visitor.picture(f"{width}-text-200")
    assert await visitor.page.evaluate(OVERFLOWS) == []
    for name in ("Versturen", "Een mens spreken", "Sluiten"):
        button = visitor.chat.get_by_role("button", name=name)
        await button.scroll_into_view_if_needed()
        await expect(button).to_be_in_viewport(ratio=0.99)
    await context.close()


@pytest.mark.parametrize("width", [1280, 390])
async def test_forced_colours_keep_everything_visible(browser: Browser, site: Site, width: int) -> None:
    context = await browser.new_context(forced_colors="active", viewport={"width": width, "height": 900})
    visitor = await Visitor.at(context, site.url)
    await asked("paspoort")(visitor)
    await visitor.picture(f"{width}-forced-colours")
    assert await visitor.axe(("violations",)) == []  # axe cannot decide about colours that the system sets
    border = "body => getComputedStyle(body).borderTopStyle"
    assert await visitor.newest.locator(".body").evaluate(border) == "solid"
    await context.close()


async def test_nothing_moves_for_who_asked_for_rest(browser: Browser, site: Site) -> None:
    context = await browser.new_context(reduced_motion="reduce")
    visitor = await Visitor.at(context, site.url)
    await waiting(visitor)
    moving = "root => document.querySelector('wegwijs-chat').shadowRoot.getAnimations().length"
    assert await visitor.page.evaluate(moving) == 0
    await context.close()


async def test_the_focus_is_always_seen(visitor: Visitor) -> None:
    await asked("paspoort")(visitor)
    for _ in range(14):
        await visitor.page.keyboard.press("Shift+Tab")
        width = await visitor.page.evaluate(
            "() => getComputedStyle(document.querySelector('wegwijs-chat').shadowRoot.activeElement"
            " ?? document.activeElement).outlineWidth"
        )
        assert width == "3px"
