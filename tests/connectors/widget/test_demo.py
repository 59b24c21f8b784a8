"""The demo pages: three houses under a strict policy, and the page that writes the script tag."""

import asyncio
import base64
import hashlib
import re
from urllib.parse import urlsplit

import pytest
from playwright.async_api import BrowserContext, Route, expect

from connectors.commands.bench.page import measure
from tests.connectors.widget.site import Site
from tests.connectors.widget.visitor import Visitor

pytestmark = pytest.mark.browser
PAGES = {"municipality": "/", "ministry": "/demo/ministerie.html", "business": "/demo/ondernemer.html"}
CONFIGURATOR = "/demo/instellen.html"


async def at_page(context: BrowserContext, url: str, html: str) -> Visitor:
    """A visitor of a page of somebody else, with this in it."""

    async def answer(route: Route) -> None:
        await route.fulfill(body=f"<!doctype html><html lang=nl><title>x</title>{html}", content_type="text/html")

    await context.route(url, answer)
    return await Visitor.at(context, url)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("screen", ["1280", "390"])
async def test_every_page_works_under_a_strict_policy(
    context: BrowserContext, phone: BrowserContext, site: Site, name: str, screen: str
) -> None:
    policy = (await context.request.get(site.url + PAGES[name])).headers["content-security-policy"]
    assert "require-trusted-types-for 'script'" in policy
    assert "unsafe" not in policy
    visitor = await Visitor.at(context if screen == "1280" else phone, site.url + PAGES[name])
    await expect(visitor.page.get_by_role("heading", level=1)).to_be_visible()
    await visitor.picture(f"{screen}-demo-{name}")
    assert await visitor.axe() == []
    if name != "business":  # there it stands in the page
        await visitor.launcher.click()
    await expect(visitor.messages.first).to_contain_text("Ik ben Wegwijs")
    answer = await visitor.ask("paspoort")
    await visitor.picture(f"{screen}-demo-{name}-answer")
    assert await visitor.axe() == []
    background = await answer.locator(".body").evaluate("body => getComputedStyle(body).backgroundColor")
    assert background == ("rgb(26, 37, 47)" if name == "business" else "rgb(255, 255, 255)")
    assert visitor.complaints == []
    assert {urlsplit(url).netloc for url in visitor.foreign} <= {urlsplit(site.url).netloc}


async def test_a_site_chooses_how_to_begin(context: BrowserContext, site: Site) -> None:
    visitor = await Visitor.at(context, site.url + PAGES["ministry"])
    await visitor.page.get_by_role("button", name="Help mij kiezen").click()  # an event of the page
    await expect(visitor.panel).to_be_visible()
    await expect(visitor.log).to_contain_text("Vragen over regels van het Rijk?")
    turkish = visitor.chat.get_by_role("button", name="Türkçe")
    await expect(turkish).to_have_attribute("lang", "tr")
    await visitor.chat.get_by_role("button", name="Hoe vraag ik huurtoeslag aan?").click()
    await expect(visitor.newest).to_contain_text("Waar gaat uw vraag over?")
    await expect(turkish).to_have_count(0)  # only until something is asked


async def test_the_written_tag_works_and_pins_the_script(context: BrowserContext, site: Site) -> None:
    visitor = await Visitor.at(context, site.url + CONFIGURATOR)
    page = visitor.page
    await page.get_by_label("Naam bovenaan").fill('Hulp van "ons"')
    await page.get_by_label("Licht of donker").select_option("dark")
    await expect(visitor.panel.get_by_role("heading", name='Hulp van "ons"')).to_be_visible()
    await page.get_by_label("Ronde hoeken, in pixels").fill("0")
    assert await visitor.panel.evaluate("panel => getComputedStyle(panel).borderRadius") == "0px"
    await visitor.picture("1280-configurator")
    assert await visitor.axe() == []
    written = await page.locator("#regel").inner_text()
    assert "--wegwijs-radius: 0px;" in written
    tag = written.partition("</script>")[0] + "</script>"
    path, integrity = re.findall(r'src="[^"]*?(/widget/[^"]+)"', tag)[0], re.findall(r'integrity="([^"]+)"', tag)[0]
    script = await (await context.request.get(site.url + path)).body()
    assert integrity == "sha384-" + base64.b64encode(hashlib.sha384(script).digest()).decode()
    assert visitor.complaints == []

    for number, changed in enumerate((tag, tag.replace("sha384-", "sha384-A"))):
        elsewhere = await at_page(context, f"{site.url}/elders-{number}", changed)
        if number == 0:
            await elsewhere.open()
            await expect(elsewhere.panel.get_by_role("heading", name='Hulp van "ons"')).to_be_visible()
        else:
            await expect(elsewhere.chat).to_have_count(0)  # another script than the one that was agreed on
            assert any("integrity" in complaint for complaint in elsewhere.complaints)


async def test_it_can_be_imported(context: BrowserContext, site: Site) -> None:
    visitor = await at_page(
        context,
        f"{site.url}/module",
        "<body><script type=module>import { WegwijsChat } from '/widget.mjs'; const chat = new WegwijsChat();"
        "chat.setAttribute('server', location.origin); document.body.append(chat);</script>",
    )
    await visitor.open()
    await visitor.ask("een")
    assert visitor.complaints == []


@pytest.mark.parametrize(("theme", "screen"), [("dark", "1280"), ("auto", "390")])
async def test_dark_is_readable(
    context: BrowserContext, phone: BrowserContext, site: Site, theme: str, screen: str
) -> None:
    visitor = await Visitor.at(context if screen == "1280" else phone, site.url)
    await visitor.page.emulate_media(color_scheme="dark")
    await visitor.chat.evaluate("(chat, theme) => chat.setAttribute('theme', theme)", theme)
    await visitor.open()
    for question in ("paspoort", "toeslag", "somber", "overleden"):
        answer = await visitor.ask(question)
        await visitor.picture(f"{screen}-dark-{question}")
        colour = await answer.locator(".body").evaluate("body => getComputedStyle(body).color")
        assert colour == "rgb(238, 243, 247)"
    assert await visitor.axe() == []


@pytest.mark.slow
async def test_lighthouse_finds_nothing_inaccessible(site: Site) -> None:
    """`wegwijs bench page` measures the speed too, which a test on a busy machine cannot."""
    scores = await asyncio.to_thread(measure, site.url, ["accessibility"])
    assert scores == {"accessibility": 100}
