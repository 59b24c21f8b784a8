"""On somebody else's page: their policy, their styles, their globals; no third party, no cookie."""

import re

import pytest
from playwright.async_api import BrowserContext, Route, expect

from tests.connectors.widget.site import Site
from tests.connectors.widget.visitor import Visitor

pytestmark = pytest.mark.browser
STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'; trusted-types lit-html"
)
LIT = {"litElementVersions", "litHtmlVersions", "litPropertyMetadata", "reactiveElementVersions"}
HOSTILE = """
* { all: unset !important; color: lime !important; background: black !important; display: inline !important;
    font: 5px/1 fantasy !important; letter-spacing: 1em !important; visibility: hidden !important;
    text-transform: uppercase !important; direction: rtl; position: static !important; }
wegwijs-chat { display: none !important; opacity: 0 !important; transform: scale(0.1) !important; }
html { font-size: 62.5% !important; }
"""


async def page_with(context: BrowserContext, site: Site, body: str, policy: str = "", css: str = "") -> Visitor:
    """A page of another owner at the gateway's own address, with this body and these styles."""

    async def page(route: Route) -> None:
        html = f"<!doctype html><html lang=nl><title>Elders</title><link rel=stylesheet href=/own.css>{body}"
        headers = {"Content-Security-Policy": policy} if policy else {}
        await route.fulfill(body=html, content_type="text/html", headers=headers)

    async def styles(route: Route) -> None:
        await route.fulfill(body=css, content_type="text/css")

    await context.route(f"{site.url}/elders", page)
    await context.route(f"{site.url}/own.css", styles)
    return await Visitor.at(context, f"{site.url}/elders")


async def test_the_demo_page_breaks_no_policy_and_asks_nothing_elsewhere(visitor: Visitor) -> None:
    await visitor.open()
    for question in ("paspoort", "toeslag", "somber", "html"):
        await visitor.ask(question)
    assert visitor.complaints == []
    assert visitor.foreign == []
    assert await visitor.page.context.cookies() == []
    assert await visitor.page.evaluate("localStorage.length") == 0


async def test_it_works_under_trusted_types(context: BrowserContext, site: Site) -> None:
    visitor = await page_with(context, site, "<body><script src=/widget.js></script>", STRICT)
    await visitor.open()
    await visitor.ask("paspoort")
    await visitor.ask("toeslag")
    assert visitor.complaints == []


async def test_hostile_styles_do_not_get_in(context: BrowserContext, site: Site) -> None:
    visitor = await page_with(context, site, "<body><script src=/widget.js></script>", css=HOSTILE)
    await visitor.open()
    answer = await visitor.ask("paspoort")
    await visitor.picture("1280-hostile")
    looks = await answer.locator(".lead p").evaluate(
        "p => { const s = getComputedStyle(p); return [s.fontSize, s.color, s.direction, s.letterSpacing]; }"
    )
    assert looks == ["16px", "rgb(27, 39, 51)", "ltr", "normal"]
    assert await visitor.panel.evaluate("panel => getComputedStyle(panel).direction") == "ltr"
    await expect(answer.get_by_role("link", name="Bel 14 050")).to_be_visible()


async def test_the_page_keeps_its_styles_and_globals(context: BrowserContext, site: Site) -> None:
    body = "<body><h1 class=message>Titel</h1><button class=primary>Knop</button>"
    visitor = await page_with(context, site, body)
    names = "() => Object.getOwnPropertyNames(window)"
    looks = "() => [...document.querySelectorAll('h1, button')].map(e => getComputedStyle(e).cssText)"
    before = set(await visitor.page.evaluate(names)), await visitor.page.evaluate(looks)
    await visitor.page.add_script_tag(url="/widget.js")
    await visitor.open()
    after = set(await visitor.page.evaluate(names)), await visitor.page.evaluate(looks)
    assert after[0] - before[0] <= LIT
    assert after[1] == before[1]
    assert await visitor.page.evaluate("document.head.querySelectorAll('style').length") == 0


async def test_the_script_tag_sets_the_chat_up(context: BrowserContext, site: Site) -> None:
    tag = (
        "<script src=/widget.js data-launcher='Vraag het ons' data-heading='Hulp van Voorbeeld' "
        "data-municipality=gm0014 data-position=left data-persist></script>"
    )
    visitor = await page_with(context, site, f"<head>{tag}</head><body><p>Tekst")
    async with visitor.page.expect_request(re.compile("/api/v1/conversations$")) as request:
        await visitor.chat.get_by_role("button", name="Vraag het ons").click()
    assert (await request.value).post_data_json == {
        "channel": "web",
        "language": "nl",
        "municipality": "gm0014",
    }
    await expect(visitor.panel.get_by_role("heading", name="Hulp van Voorbeeld")).to_be_visible()
    box = await visitor.panel.bounding_box()
    assert box
    assert box["x"] == 24
    assert await visitor.page.evaluate("localStorage.length") > 0


async def test_the_script_twice_gives_one_chat(context: BrowserContext, site: Site) -> None:
    visitor = await page_with(context, site, "<body><script src=/widget.js></script>" * 2)
    await expect(visitor.chat).to_have_count(1)


async def test_it_can_stand_in_the_page(context: BrowserContext, site: Site) -> None:
    body = "<body><main><h1>Chat</h1><div id=hier></div></main><script src=/widget.js data-place=#hier></script>"
    visitor = await page_with(context, site, body)
    await expect(visitor.messages.first).to_contain_text("Ik ben Wegwijs")
    await expect(visitor.launcher).to_have_count(0)
    assert await visitor.page.evaluate("document.activeElement.tagName") == "BODY"
    await visitor.ask("paspoort")
    await visitor.input.press("Escape")
    await expect(visitor.panel).to_be_visible()


async def test_colours_follow_the_tokens_of_the_page(context: BrowserContext, site: Site) -> None:
    css = ":root { --utrecht-button-primary-action-background-color: #24578f; --wegwijs-radius: 0 }"
    visitor = await page_with(context, site, "<body><script src=/widget.js></script>", css=css)
    colour = await visitor.launcher.evaluate("button => getComputedStyle(button).backgroundColor")
    assert colour == "rgb(36, 87, 143)"
    await visitor.open()
    assert await visitor.panel.evaluate("panel => getComputedStyle(panel).borderRadius") == "0px"


async def test_two_chats_do_not_disturb_each_other(context: BrowserContext, site: Site) -> None:
    body = "<body><wegwijs-chat></wegwijs-chat><wegwijs-chat id=other position=left></wegwijs-chat>"
    visitor = await page_with(context, site, f"{body}<script src=/widget.js></script>")
    first, second = visitor.chat.nth(0), visitor.chat.nth(1)
    for chat, words in ((first, "een"), (second, "twee")):
        await chat.locator(".launcher").click()
        await chat.get_by_label("Uw vraag", exact=True).fill(words)
        await chat.get_by_role("button", name="Versturen").click()
        await expect(chat.locator(".message").last).to_contain_text(f"Antwoord op: {words}")
    await visitor.page.reload()
    await expect(first.locator(".message")).to_have_count(3)
    await expect(second.locator(".message")).to_have_count(3)
    await expect(second.locator(".message").last).to_contain_text("twee")
