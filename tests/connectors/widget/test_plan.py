"""A plan as a checklist: one thing to do, ticks that the server keeps, paper and calendar to take along."""

import json
from datetime import timedelta
from typing import Any

import httpx
import pytest
from playwright.async_api import Browser, BrowserContext, Locator, Route, expect

from bot.days import long_date, today
from bot.reply import Plan
from tests.connectors.widget.replies import planned
from tests.connectors.widget.site import Site
from tests.connectors.widget.test_announcements import LISTEN
from tests.connectors.widget.test_keyboard import press
from tests.connectors.widget.visitor import Visitor

pytestmark = pytest.mark.browser
STEPS = "**/api/v1/conversations/*/plan/steps/*"
PATIENCE_MS = 30_000
KEY = """() => JSON.parse(Object.entries({...sessionStorage, ...localStorage})
    .find(([name]) => name.endsWith(':credentials'))[1])"""


def the_plan() -> Plan:
    plan = planned().plan
    assert plan
    return plan


async def asked(visitor: Visitor, question: str = "mijn man is overleden") -> Locator:
    await visitor.open()
    answer = await visitor.ask(question)
    await expect(answer.locator(".step").first).to_be_visible()
    return answer


async def kept(visitor: Visitor, site: Site) -> list[str]:
    """The steps that are done, as the server knows."""
    own: dict[str, str] = await visitor.page.evaluate(KEY)
    async with httpx.AsyncClient(trust_env=False) as http:
        headers = {"Authorization": f"Bearer {own['token']}"}
        response = await http.get(f"{site.url}/api/v1/conversations/{own['id']}/plan", headers=headers)
    plan: dict[str, Any] = response.json()
    return [step["id"] for step in plan["steps"] if step["done"]]


def box(answer: Locator, number: int) -> Locator:
    return answer.get_by_role("checkbox").nth(number - 1)


async def test_every_step_has_a_box_with_its_title_and_only_the_first_is_unfolded(visitor: Visitor) -> None:
    answer = await asked(visitor)
    plan = the_plan()
    steps = answer.get_by_role("list").first.locator(".step")
    await expect(steps).to_have_count(len(plan.steps))
    for number, step in enumerate(plan.steps, start=1):
        await expect(box(answer, number)).to_have_accessible_name(step.title)
        await expect(steps.nth(number - 1).locator("summary")).to_contain_text(f"{number}. {step.title}")
    folds = [await steps.nth(n).locator("details").get_attribute("open") for n in range(len(plan.steps))]
    assert folds == [""] + [None] * (len(plan.steps) - 1)
    await expect(steps.first).to_contain_text(plan.steps[0].text)
    await expect(answer.get_by_role("status").first).to_have_text(f"0 van de {len(plan.steps)} stappen gedaan")
    assert visitor.complaints == []


async def test_a_step_says_with_whom_when_and_what_to_bring(visitor: Visitor) -> None:
    answer = await asked(visitor)
    place, step = next((n, step) for n, step in enumerate(the_plan().steps) if step.id == "aangifte")
    shown = answer.locator(".step").nth(place)
    await shown.locator("summary").click()
    for words in (step.text, "Wat u nodig hebt", "Bewaar voor later", step.take_along or ""):
        await expect(shown).to_contain_text(words)
    assert step.organisation
    await expect(shown.get_by_role("heading", name=step.organisation.name)).to_be_visible()
    number = step.organisation.phones[0].number
    href = f"tel:{number.replace(' ', '')}"
    await expect(shown.get_by_role("link", name=f"Bel {number}")).to_have_attribute("href", href)
    await expect(shown.locator("dd li")).to_have_text(list(step.needs))


async def test_a_deadline_is_a_day_in_words_and_near_ones_are_counted(visitor: Visitor) -> None:
    answer = await asked(visitor)
    for place, step in enumerate(the_plan().steps):
        summary = answer.locator(".step").nth(place).locator("summary")
        if step.deadline is None:
            await expect(summary).not_to_contain_text("Uiterlijk")
            continue
        await expect(summary).to_contain_text(f"Uiterlijk {long_date(step.deadline)}")
        days = step.deadline - today()
        is_near = timedelta(days=2) < days <= timedelta(days=21)
        words = await summary.inner_text()
        assert (f"(over {days.days} dagen)" in words) == is_near


async def test_what_may_not_apply_is_marked(visitor: Visitor) -> None:
    answer = await asked(visitor)
    unsure = [step.only_if for step in the_plan().steps if step.only_if]
    assert unsure
    await expect(answer.locator("summary .only")).to_have_text(unsure)


async def test_a_tick_is_kept_folds_the_step_and_unfolds_the_next(visitor: Visitor, site: Site) -> None:
    answer = await asked(visitor)
    await box(answer, 1).check()
    await expect(box(answer, 1)).to_be_focused()
    await expect(answer.get_by_role("status").first).to_contain_text("1 van de")
    steps = answer.locator(".step details")
    await expect(steps.nth(0)).not_to_have_attribute("open", "")
    await expect(steps.nth(1)).to_have_attribute("open", "")
    await visitor.page.wait_for_function("() => !Object.keys(sessionStorage).some(name => name.endsWith(':ticks'))")
    assert await kept(visitor, site) == [the_plan().steps[0].id]
    await box(answer, 1).uncheck()
    await visitor.page.wait_for_function("() => !Object.keys(sessionStorage).some(name => name.endsWith(':ticks'))")
    assert await kept(visitor, site) == []


async def test_after_a_reload_the_ticks_are_those_of_the_server(visitor: Visitor) -> None:
    answer = await asked(visitor)
    async with visitor.page.expect_response(STEPS):
        await box(answer, 2).check()
    await visitor.page.reload()
    await expect(box(visitor.newest, 2)).to_be_checked()
    await expect(box(visitor.newest, 1)).not_to_be_checked()
    await expect(visitor.newest.locator(".step details").first).to_have_attribute("open", "")


async def test_two_tabs_keep_step(context: BrowserContext, site: Site) -> None:
    async def page(route: Route) -> None:
        tag = "<script src=/widget.js data-persist></script>"
        await route.fulfill(body=f"<!doctype html><html lang=nl><title>x</title><body>{tag}", content_type="text/html")

    await context.route(f"{site.url}/elders", page)
    one = await Visitor.at(context, f"{site.url}/elders")
    answer = await asked(one)
    two = await Visitor.at(context, f"{site.url}/elders")
    await two.launcher.click()
    await expect(box(two.newest, 3)).not_to_be_checked()
    await box(answer, 3).check()
    await expect(box(two.newest, 3)).to_be_checked()


async def test_another_browser_sees_a_tick_without_looking_again(
    browser: Browser, visitor: Visitor, site: Site
) -> None:
    """The same conversation in two browsers that share no memory: the stream tells."""
    await visitor.open()
    plan = await visitor.ask("overleden")
    remembered = await visitor.page.evaluate("JSON.stringify(sessionStorage)")
    other = await browser.new_context(viewport={"width": 1280, "height": 900})
    await other.add_init_script(f"for (const [k, v] of Object.entries({remembered})) sessionStorage[k] = v")
    second = await Visitor.at(other, site.url)
    await expect(second.newest.get_by_role("checkbox").first).not_to_be_checked()
    await plan.get_by_role("checkbox").first.check()
    await expect(second.newest.get_by_role("checkbox").first).to_be_checked()
    await other.close()


async def test_a_refused_tick_is_put_back_and_said(visitor: Visitor) -> None:
    answer = await asked(visitor)
    problem = {"type": "/docs#no_such_step", "title": "Onbekende stap", "status": 404}
    await visitor.page.route(STEPS, lambda route: route.fulfill(status=404, body=json.dumps(problem)))
    await box(answer, 2).click()
    await expect(answer.get_by_role("alert")).to_contain_text("Dit vinkje is niet bewaard")
    await expect(box(answer, 2)).not_to_be_checked()
    await expect(answer.get_by_role("status").first).to_contain_text("0 van de")
    await visitor.page.unroute(STEPS)
    await box(answer, 2).check()
    await expect(answer.get_by_role("alert")).to_have_count(0)


async def test_a_tick_without_a_line_is_sent_later_also_from_the_next_page(visitor: Visitor, site: Site) -> None:
    answer = await asked(visitor)
    await visitor.page.route(STEPS, lambda route: route.abort())
    await box(answer, 1).check()
    await expect(answer.get_by_role("alert")).to_contain_text("Uw vinkje staat klaar")
    await expect(box(answer, 1)).to_be_checked()
    await visitor.page.unroute(STEPS)
    await visitor.page.reload()
    await expect(box(visitor.newest, 1)).to_be_checked()
    await visitor.page.wait_for_function("() => !Object.keys(sessionStorage).some(name => name.endsWith(':ticks'))")
    assert await kept(visitor, site) == [the_plan().steps[0].id]


async def test_ticks_made_offline_arrive_when_the_line_is_back(
    context: BrowserContext, visitor: Visitor, site: Site
) -> None:
    answer = await asked(visitor)
    await context.set_offline(True)
    for number in (1, 2, 1):
        await box(answer, number).click()
    await expect(visitor.chat.locator(".lost")).to_be_visible(timeout=PATIENCE_MS)
    await context.set_offline(False)
    await expect(answer.get_by_role("alert")).to_have_count(0, timeout=PATIENCE_MS)
    await expect(box(answer, 2)).to_be_checked()
    assert await kept(visitor, site) == [the_plan().steps[1].id]


async def test_a_step_that_was_told_is_ticked_and_folded_in_the_list_above(visitor: Visitor) -> None:
    answer = await asked(visitor)
    told = await visitor.ask("ik heb de arts gebeld")
    await expect(told.get_by_role("checkbox")).to_have_count(0)
    await expect(told).to_contain_text(the_plan().steps[1].title)
    await expect(box(answer, 1)).to_be_checked()
    folds = [await fold.get_attribute("open") for fold in await answer.locator(".step details").all()]
    assert folds == [None, ""] + [None] * (len(folds) - 2)


async def test_only_the_newest_plan_has_boxes(visitor: Visitor) -> None:
    first = await asked(visitor)
    second = await visitor.ask("ik ga ook verhuizen")
    await expect(second.get_by_role("checkbox").first).to_be_visible()
    await expect(first.get_by_role("checkbox")).to_have_count(0)
    await expect(first).to_contain_text("Verderop in dit gesprek staat uw plan")
    await first.locator(".step summary").first.click()
    await expect(first).to_contain_text(the_plan().steps[0].text)


async def test_the_list_replaces_the_buttons_that_do_the_same(visitor: Visitor) -> None:
    answer = await asked(visitor)
    assert planned().buttons
    await expect(answer.get_by_role("group", name="Kies een antwoord")).to_have_count(0)


async def test_more_about_a_step_is_asked_only_when_it_was_offered(visitor: Visitor) -> None:
    answer = await asked(visitor)
    first = answer.locator(".step").first
    await expect(first.get_by_role("button", name="Meer hierover")).to_have_count(0)
    source = the_plan().steps[0].source
    assert source
    await expect(first.get_by_role("link", name=source.title)).to_have_attribute("href", source.url)
    offering = await visitor.ask("overzicht met uitleg")
    await offering.get_by_role("button", name="Meer hierover").click()
    await expect(visitor.newest).to_contain_text("Gekozen: Meer uitleg")


@pytest.mark.parametrize(
    ("button", "name", "begins"),
    [
        ("Opslaan als PDF", "stappenplan-overlijden.pdf", b"%PDF-"),
        ("Zet in mijn agenda", "stappenplan-overlijden.ics", b"BEGIN:VCALENDAR"),
    ],
)
async def test_the_plan_can_be_taken_along(visitor: Visitor, button: str, name: str, begins: bytes) -> None:
    answer = await asked(visitor)
    async with visitor.page.expect_download() as download:
        await answer.get_by_role("button", name=button).click()
    file = await download.value
    assert file.suggested_filename == name
    assert (await file.path()).read_bytes().startswith(begins)
    await expect(answer.locator(".paper [role=status]")).to_have_text("Klaar. Het bestand staat bij uw downloads.")
    assert visitor.complaints == []


async def test_a_file_that_cannot_be_made_is_said(visitor: Visitor) -> None:
    answer = await asked(visitor)
    await visitor.page.route("**/plan.pdf", lambda route: route.fulfill(status=500, body="{}"))
    await answer.get_by_role("button", name="Opslaan als PDF").click()
    await expect(answer.locator(".paper [role=status]")).to_have_text("Dat lukt nu niet. Probeer het zo nog eens.")


async def test_no_calendar_is_offered_when_no_date_is_left(visitor: Visitor) -> None:
    answer = await asked(visitor)
    for number, step in enumerate(the_plan().steps, start=1):
        if step.deadline:
            await box(answer, number).check()
    await expect(answer.get_by_role("button", name="Zet in mijn agenda")).to_have_count(0)
    await expect(answer.get_by_role("button", name="Opslaan als PDF")).to_be_visible()


async def test_the_page_to_print_keeps_its_styles_under_a_strict_policy(
    context: BrowserContext, visitor: Visitor
) -> None:
    await context.add_init_script("window.print = () => { window.printed = true; }")
    answer = await asked(visitor)
    heard: list[str] = []
    context.on("console", lambda message: heard.append(message.text))
    async with context.expect_page() as opened:
        await answer.get_by_role("button", name="Afdrukken").click()
    paper = await opened.value
    await paper.wait_for_function("() => window.printed")
    await expect(paper.get_by_role("heading", level=1)).to_have_text(the_plan().title)
    frame = "() => getComputedStyle(document.querySelector('.box')).borderTopStyle"
    assert await paper.evaluate(frame) == "solid"
    assert heard == []


async def test_a_browser_that_opens_no_pages_is_told_what_else(visitor: Visitor) -> None:
    answer = await asked(visitor)
    await visitor.page.evaluate("window.open = () => null")
    await answer.get_by_role("button", name="Afdrukken").click()
    await expect(answer.locator(".paper [role=status]")).to_contain_text("Kies Opslaan als PDF")


async def test_ticking_with_keys_says_the_progress_and_nothing_else(visitor: Visitor) -> None:
    answer = await asked(visitor)
    await visitor.page.evaluate(LISTEN)
    await box(answer, 1).focus()
    await press(visitor, "Space")
    await expect(box(answer, 1)).to_be_checked()
    await expect(answer.get_by_role("status").first).to_contain_text("1 van de")
    await expect(answer.locator(".plan")).to_have_attribute("aria-live", "off")
    assert await visitor.page.evaluate("window.heard") == []
    await press(visitor, "Tab", "Enter")
    await expect(answer.locator(".step details").first).to_have_attribute("open", "")
    await press(visitor, "Shift+Tab", "Space")
    await expect(box(answer, 1)).not_to_be_checked()


async def test_the_end_says_who_helps_and_where_an_exception_is_asked(visitor: Visitor) -> None:
    answer = await asked(visitor)
    plan = the_plan()
    for card in plan.help:
        await expect(answer.locator(".folds summary", has_text=card.name)).to_be_visible()
    await expect(answer).to_contain_text(plan.exception or "?")
    await answer.get_by_text("Wat u hebt gezegd").click()
    for said in plan.answers:
        await expect(answer.locator(".answers dt", has_text=said.question)).to_be_visible()


async def test_all_done_is_said_calmly(visitor: Visitor) -> None:
    answer = await asked(visitor)
    for number in range(1, len(the_plan().steps) + 1):
        await box(answer, number).check()
    await expect(answer).to_contain_text("U hebt alle stappen gedaan.")
    await expect(answer.locator(".step details[open]")).to_have_count(0)


async def test_the_saved_conversation_holds_the_steps(visitor: Visitor) -> None:
    await asked(visitor)
    await visitor.chat.get_by_role("button", name="Meer", exact=True).click()
    async with visitor.page.expect_download() as download:
        await visitor.chat.get_by_role("button", name="Gesprek opslaan").click()
    saved = (await (await download.value).path()).read_text(encoding="utf-8")
    assert all(f"{n}. {step.title}" in saved for n, step in enumerate(the_plan().steps, start=1))


async def test_a_tick_keeps_the_own_municipality(visitor: Visitor) -> None:
    answer = await asked(visitor)
    async with visitor.page.expect_response(STEPS):
        await box(answer, 1).check()
    await expect(answer.get_by_text("Gemeente Delft").first).to_be_attached()
    await visitor.page.reload()
    await expect(box(visitor.newest, 1)).to_be_checked()
    await expect(visitor.newest.get_by_text("Gemeente Delft").first).to_be_attached()


async def test_a_tick_is_seen_in_forced_colours(browser: Browser, site: Site) -> None:
    context = await browser.new_context(forced_colors="active", viewport={"width": 1280, "height": 900})
    visitor = await Visitor.at(context, site.url)
    answer = await asked(visitor)
    await box(answer, 1).check()
    await visitor.picture("1280-plan-forced-colours")
    assert await visitor.axe(("violations",)) == []  # axe cannot decide about colours that the system sets
    drawn = "box => { const s = getComputedStyle(box, '::before'); return [s.content[1], s.borderTopStyle, s.width]; }"
    assert await box(answer, 1).evaluate(drawn) == ["✓", "solid", "24px"]
    assert (await box(answer, 2).evaluate(drawn))[0] != "✓"
    await context.close()


@pytest.mark.parametrize("words", ["ik heb de arts gebeld", "wat nu, mijn man is overleden"])
async def test_an_answer_comes_into_view_also_when_the_list_above_it_changes(visitor: Visitor, words: str) -> None:
    answer = await asked(visitor)
    await box(answer, 4).check()
    told = await visitor.ask(words)
    await visitor.page.wait_for_timeout(300)
    top = "(message, log) => message.getBoundingClientRect().top - log.getBoundingClientRect().top"
    log = await visitor.log.element_handle()
    assert 0 <= await told.evaluate(top, log) <= 100
