"""Messages survive: a server that restarts, a line that breaks, a page that changes. None lost, none twice."""

import asyncio
import json

import pytest
from playwright.async_api import BrowserContext, Request, Route, expect

from tests.connectors.widget.site import Site
from tests.connectors.widget.visitor import Visitor

pytestmark = pytest.mark.browser
PATIENCE_MS = 30_000
COUNT_OWN = """() => {
    const log = document.querySelector('wegwijs-chat').shadowRoot.querySelector('[role=log]');
    window.most = 0;
    new MutationObserver(() => {
        window.most = Math.max(window.most, log.querySelectorAll('.citizen').length);
    }).observe(log, {childList: true, subtree: true});
}"""
MESSAGES = "**/api/v1/conversations/*/messages"


async def said(visitor: Visitor) -> list[str]:
    return [text.strip() for text in await visitor.log.locator(".message .body").all_inner_texts()][1:]


async def test_a_restart_of_the_server_loses_nothing(context: BrowserContext, own_site: Site) -> None:
    visitor = await Visitor.at(context, own_site.url)
    await visitor.open()
    await visitor.ask("een")
    await asyncio.to_thread(own_site.stop)
    for words in ("twee", "drie"):
        await visitor.input.fill(words)
        await visitor.input.press("Enter")
    await expect(visitor.chat.get_by_text("Nog niet verzonden.").first).to_be_visible(timeout=PATIENCE_MS)
    await expect(visitor.chat.locator(".lost")).to_contain_text("Er is geen verbinding")
    await expect(visitor.chat.locator(".lost a")).to_have_attribute("href", "tel:1400")
    await asyncio.to_thread(own_site.start)
    await expect(visitor.log).to_contain_text("Antwoord op: drie", timeout=PATIENCE_MS)
    await expect(visitor.chat.locator(".lost, .delivery")).to_have_count(0, timeout=PATIENCE_MS)
    answered = await said(visitor)
    assert sorted(answered) == sorted(
        ["een", "Antwoord op: een", "twee", "Antwoord op: twee", "drie", "Antwoord op: drie"]
    )


async def test_a_lost_confirmation_sends_and_shows_it_once(visitor: Visitor) -> None:
    await visitor.open()
    keys: list[str] = []

    async def lose_the_answer(route: Route) -> None:
        keys.append(route.request.headers["idempotency-key"])
        await route.fetch()  # it arrives …
        await (route.abort() if len(keys) < 3 else route.continue_())  # … but nobody hears so

    await visitor.page.evaluate(COUNT_OWN)
    await visitor.page.route(MESSAGES, lose_the_answer)
    await visitor.input.fill("hallo")
    await visitor.input.press("Enter")
    await expect(visitor.newest).to_contain_text("Antwoord op: hallo")
    await expect(visitor.messages).to_have_count(3)
    await visitor.page.wait_for_timeout(4000)
    assert len(set(keys)) == 1
    assert len(keys) == 3
    assert await said(visitor) == ["hallo", "Antwoord op: hallo"]
    assert await visitor.page.evaluate("window.most") == 1  # not for a moment twice


async def test_what_was_not_sent_goes_along_to_the_next_page(visitor: Visitor) -> None:
    await visitor.open()
    await visitor.page.route(MESSAGES, lambda route: route.abort())
    await visitor.input.fill("onderweg")
    await visitor.input.press("Enter")
    await expect(visitor.chat.get_by_text("Nog niet verzonden.")).to_be_visible()
    await visitor.input.fill("nog niet af")
    await visitor.page.unroute(MESSAGES)
    await visitor.page.reload()
    await expect(visitor.newest).to_contain_text("Antwoord op: onderweg")
    assert await said(visitor) == ["onderweg", "Antwoord op: onderweg"]
    assert await visitor.input.input_value() == "nog niet af"


async def test_a_page_change_while_an_answer_is_coming(visitor: Visitor) -> None:
    await visitor.open()
    await visitor.input.fill("langzaam")
    await visitor.input.press("Enter")
    await expect(visitor.chat.locator(".typing")).to_be_visible()
    await visitor.page.reload()
    await expect(visitor.newest).to_contain_text("Antwoord op: langzaam")
    assert await said(visitor) == ["langzaam", "Antwoord op: langzaam"]
    await expect(visitor.panel).to_be_visible()
    assert await visitor.page.evaluate("document.activeElement.tagName") == "BODY"


async def test_a_cut_line_catches_up(context: BrowserContext, visitor: Visitor) -> None:
    await visitor.open()
    await visitor.ask("een")
    await context.set_offline(True)
    await visitor.input.fill("twee")
    await visitor.input.press("Enter")
    await expect(visitor.chat.locator(".lost")).to_be_visible(timeout=PATIENCE_MS)
    await context.set_offline(False)
    await expect(visitor.newest).to_contain_text("Antwoord op: twee", timeout=PATIENCE_MS)
    assert await said(visitor) == ["een", "Antwoord op: een", "twee", "Antwoord op: twee"]


async def test_resending_by_hand(visitor: Visitor) -> None:
    await visitor.open()
    await visitor.page.route(MESSAGES, lambda route: route.fulfill(status=503, body="{}"))
    await visitor.input.fill("nu")
    await visitor.input.press("Enter")
    await expect(visitor.chat.get_by_text("Er gaat iets mis bij ons")).to_be_visible()
    await visitor.page.unroute(MESSAGES)
    await visitor.chat.get_by_role("button", name="Opnieuw versturen").click()
    await expect(visitor.newest).to_contain_text("Antwoord op: nu")


async def test_a_refusal_is_explained_and_gives_the_text_back(visitor: Visitor) -> None:
    await visitor.open()
    problem = {"type": "/docs#too_long", "title": "Uw bericht is te lang", "status": 422, "detail": "Kort het in."}
    await visitor.page.route(MESSAGES, lambda route: route.fulfill(status=422, body=json.dumps(problem)))
    await visitor.input.fill("mijn lange verhaal")
    await visitor.input.press("Enter")
    await expect(visitor.chat.locator(".refusal")).to_have_text("Uw bericht is te lang. Kort het in.")
    assert await visitor.input.input_value() == "mijn lange verhaal"
    await expect(visitor.messages).to_have_count(1)


async def test_a_forgotten_conversation_becomes_a_new_one(context: BrowserContext, site: Site) -> None:
    visitor = await Visitor.at(context, site.url)
    await visitor.open()
    await visitor.ask("een")
    own = await visitor.page.evaluate(
        "() => JSON.parse(Object.entries(sessionStorage).find(([key]) => key.endsWith('credentials'))[1])"
    )
    path = f"{site.url}/api/v1/conversations/{own['id']}"
    headers = {"Authorization": f"Bearer {own['token']}"}
    assert (await context.request.delete(path, headers=headers)).status == 204
    await expect(visitor.log).to_contain_text("Dit gesprek is gestopt")
    await visitor.input.fill("twee")
    await visitor.input.press("Enter")
    await expect(visitor.newest).to_contain_text("Antwoord op: twee")
    assert await said(visitor) == ["twee", "Antwoord op: twee"]


async def test_a_key_that_does_not_fit_loses_no_words(visitor: Visitor) -> None:
    await visitor.open()
    await visitor.page.evaluate(
        "() => { for (const key of Object.keys(sessionStorage)) if (key.endsWith('credentials'))"
        " sessionStorage[key] = JSON.stringify({id: crypto.randomUUID(), token: 'x'}); }"
    )
    await visitor.page.reload()
    await expect(visitor.log).to_contain_text("Dit gesprek is gestopt")
    await visitor.input.fill("hallo")
    await visitor.input.press("Enter")
    await expect(visitor.newest).to_contain_text("Antwoord op: hallo")


async def test_erasing_leaves_nothing_here_or_there(context: BrowserContext, site: Site) -> None:
    visitor = await Visitor.at(context, site.url)
    deleted: list[Request] = []
    visitor.page.on("request", lambda request: deleted.append(request) if request.method == "DELETE" else None)
    await visitor.open()
    await visitor.ask("geheim")
    await visitor.chat.get_by_role("button", name="Meer").click()
    await visitor.chat.get_by_role("button", name="Gesprek wissen").click()
    await visitor.chat.get_by_role("button", name="Ja, wissen").click()
    await expect(visitor.log).to_contain_text("Het gesprek is gewist")
    await expect(visitor.messages).to_have_count(0)
    await expect(visitor.input).to_be_focused()
    stored = await visitor.page.evaluate("JSON.stringify([sessionStorage, localStorage])")
    assert "geheim" not in stored
    assert "token" not in stored
    assert len(deleted) == 1
    key = {"Authorization": (await deleted[0].all_headers())["authorization"]}
    assert (await context.request.get(deleted[0].url, headers=key)).status == 401
    await visitor.input.fill("nieuw")
    await visitor.input.press("Enter")
    await expect(visitor.newest).to_contain_text("Antwoord op: nieuw")


async def test_erasing_without_a_line_says_so(context: BrowserContext, visitor: Visitor) -> None:
    await visitor.open()
    await visitor.chat.get_by_role("button", name="Meer").click()
    await visitor.chat.get_by_role("button", name="Gesprek wissen").click()
    await context.set_offline(True)
    await visitor.chat.get_by_role("button", name="Ja, wissen").click()
    await expect(visitor.chat.get_by_text("Wissen lukt nu niet")).to_be_visible()
    await expect(visitor.messages).to_have_count(1)


async def test_too_many_messages_wait_their_turn(context: BrowserContext, site: Site) -> None:
    visitor = await Visitor.at(context, site.url)
    await visitor.open()
    problem = {"type": "/docs#too_fast", "title": "U stuurt veel", "status": 429, "detail": "Wacht."}
    seen: list[Route] = []

    async def once(route: Route) -> None:
        seen.append(route)
        if len(seen) == 1:
            headers = {"Retry-After": "2", "Access-Control-Expose-Headers": "Retry-After"}
            await route.fulfill(status=429, body=json.dumps(problem), headers=headers)
        else:
            await route.continue_()

    await visitor.page.route(MESSAGES, once)
    await visitor.input.fill("snel")
    await visitor.input.press("Enter")
    await expect(visitor.chat.get_by_text("Nog niet verzonden.")).to_be_visible()
    await expect(visitor.newest).to_contain_text("Antwoord op: snel", timeout=PATIENCE_MS)


async def test_two_tabs_keep_step_when_the_site_wants_it(context: BrowserContext, site: Site) -> None:
    tag = "<script src=/widget.js data-persist></script>"

    async def page(route: Route) -> None:
        await route.fulfill(body=f"<!doctype html><html lang=nl><title>x</title><body>{tag}", content_type="text/html")

    await context.route(f"{site.url}/elders", page)
    one = await Visitor.at(context, f"{site.url}/elders")
    two = await Visitor.at(context, f"{site.url}/elders")
    await one.open()
    await one.ask("een")
    await two.launcher.click()
    await expect(two.messages).to_have_count(3)
    await two.ask("twee")
    await expect(one.newest).to_contain_text("Antwoord op: twee")
    assert await said(one) == await said(two)
    await one.chat.get_by_role("button", name="Meer").click()
    await one.chat.get_by_role("button", name="Gesprek wissen").click()
    await one.chat.get_by_role("button", name="Ja, wissen").click()
    await expect(two.messages).to_have_count(0)
