"""A plan taken along: the calendar in a standard parser, the PDF read back, the page with nothing in it to run."""

import re
from datetime import date, timedelta
from io import BytesIO
from uuid import UUID

import pypdfium2
import pytest
from icalendar import Calendar

from bot.plan_text import step_heading
from bot.reply import Plan, PlanStep, Source
from bot.sentences import sentence
from connectors.plans.ics import REMINDER_DAYS, REMINDER_HOUR, calendar_file
from connectors.plans.page import CONTENT_SECURITY_POLICY, page
from connectors.plans.pdf import pdf
from connectors.plans.route import route
from tests.knowledge.planning import made, plans

CONVERSATION = UUID("11111111-1111-4111-8111-111111111111")
DAY = date(2026, 11, 20)
ODD = Plan(
    id="raar",
    title="Café’s, één € en <b>ĳs</b>",
    intro="Met & en <script>alert(1)</script>, en een heel lang woord: " + "a" * 300,
    steps=(
        PlanStep(
            id="een",
            title="Doe “dit”; ook, dat\\zo",
            text="Regel één.\nRegel twee; met komma, en \\ erbij. Łódź, Şişli, naïef.",
            source=Source(title="Bron", url="https://www.rijksoverheid.nl/?a=1&b=2"),
            deadline=DAY,
            deadline_text="Binnen 5 dagen",
        ),
    ),
)


def text_of(content: bytes) -> str:
    """All text of a PDF, with spaces for line ends."""
    document = pypdfium2.PdfDocument(content)
    return " ".join(" ".join(page_.get_textpage().get_text_bounded().split()) for page_ in document)


@pytest.fixture(params=sorted(plans()))
def plan(request: pytest.FixtureRequest) -> Plan:
    return made(plans()[request.param], {}, DAY)


def test_the_calendar_holds_every_open_deadline_as_a_whole_day_with_a_reminder(plan: Plan) -> None:
    dated = {step.title: step for step in plan.steps if step.deadline}
    content = calendar_file(plan, CONVERSATION)
    if content is None:
        assert not dated
        return
    events = Calendar.from_ical(content).walk("VEVENT")
    assert len(events) == len(dated)
    for event, step in zip(events, dated.values(), strict=True):
        assert step.title in event["summary"]
        assert event.decoded("dtstart") == step.deadline
        assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(days=1)
        (alarm,) = event.walk("VALARM")
        assert alarm.decoded("trigger") == timedelta(hours=REMINDER_HOUR) - timedelta(days=REMINDER_DAYS)
        assert step.text.split(".")[0] in event["description"]


def test_the_same_calendar_again_changes_entries_and_doubles_none() -> None:
    plan = made(plans()["overlijden"], {}, DAY)
    first, again = (Calendar.from_ical(calendar_file(plan, CONVERSATION) or b"").walk("VEVENT") for _ in range(2))
    other = Calendar.from_ical(calendar_file(plan, UUID(int=1)) or b"").walk("VEVENT")
    uids = [event["uid"] for event in first]
    assert len(set(uids)) == len(uids)
    assert uids == [event["uid"] for event in again]
    assert not set(uids) & {event["uid"] for event in other}


def test_what_is_done_leaves_the_calendar_and_without_dates_there_is_none() -> None:
    plan = made(plans()["overlijden"], {}, DAY)
    done = frozenset(step.id for step in plan.steps)
    assert calendar_file(made(plans()["overlijden"], {}, DAY, done), CONVERSATION) is None
    assert calendar_file(made(plans()["overlijden"], {}), CONVERSATION) is None


def test_odd_letters_survive_the_calendar() -> None:
    (event,) = Calendar.from_ical(calendar_file(ODD, CONVERSATION) or b"").walk("VEVENT")
    assert ODD.steps[0].title in event["summary"]
    assert ODD.steps[0].text in event["description"]
    assert max(len(line) for line in (calendar_file(ODD, CONVERSATION) or b"").split(b"\r\n")) <= 75


def test_the_pdf_holds_every_word_of_the_plan(plan: Plan) -> None:
    text = text_of(pdf(plan))
    for step in plan.steps:
        assert " ".join(step_heading(plan, step).split()) in text
        for sentence_ in re.split(r"(?<=[.?!]) ", step.text):
            assert " ".join(sentence_.split()) in text
    for card in plan.help:
        assert card.name in text


def test_the_pdf_has_headings_links_and_its_own_font() -> None:
    plan = made(plans()["overlijden"], {}, DAY)
    content = pdf(plan)
    document = pypdfium2.PdfDocument(content)
    headings = [bookmark.get_title() for bookmark in document.get_toc()]
    assert headings == [
        plan.title,
        sentence("plan.answers"),
        sentence("plan.steps"),
        sentence("plan.route"),
        sentence("plan.help"),
    ] + ([sentence("plan.exception")] if plan.exception else [])
    assert b"/Lang (nl)" in content
    assert b"SourceSansPro" in content
    assert content.count(b"/URI (https://") >= len(plan.steps)
    assert len(document) < 10


def test_odd_letters_survive_the_pdf() -> None:
    text = text_of(pdf(ODD))
    for word in ("Café’s", "€", "<script>alert(1)</script>", "“dit”", "Łódź", "Şişli"):
        assert word in text
    assert pypdfium2.PdfDocument(BytesIO(pdf(ODD)))[0].get_width() == pytest.approx(595, abs=1)


def test_the_page_holds_every_step_and_nothing_that_runs(plan: Plan) -> None:
    html = page(plan)
    assert html.count('<li class="step') == len(plan.steps) + len(route(plan))
    assert "<script" not in html
    assert not re.search(r"\son\w+=|javascript:|<link|<img|<iframe", html)
    assert '<html lang="nl">' in html


def test_markup_in_a_plan_is_shown_and_not_obeyed() -> None:
    html = page(ODD)
    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html
    assert "default-src 'none'" in CONTENT_SECURITY_POLICY
    assert "unsafe" not in CONTENT_SECURITY_POLICY


def test_the_route_names_each_organisation_once_with_its_steps_in_order(plan: Plan) -> None:
    stops = route(plan)
    assert [stop.card.id for stop in stops] == list(
        dict.fromkeys(step.organisation.id for step in plan.steps if step.organisation)
    )
    numbers = sorted(number for stop in stops for number in stop.steps)
    assert numbers == [n for n, step in enumerate(plan.steps, start=1) if step.organisation]
    assert {thing for stop in stops for thing in stop.keeps} == {
        step.take_along for step in plan.steps if step.organisation and step.take_along
    }
