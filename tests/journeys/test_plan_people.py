"""Sixty people, three for each plan, walk to the end: questions, plan, WhatsApp, page, calendar and PDF."""

from collections import Counter
from html.parser import HTMLParser
from uuid import UUID

import pytest
from icalendar import Calendar

from bot.reply import Plan, Reply, plain_text
from connectors.plans.ics import calendar_file
from connectors.plans.page import page
from connectors.render.whatsapp import messages
from knowledge.planning.make import remake_plan
from knowledge.planning.replies import plan_reply, step_reply, ticked_reply
from knowledge.planning.state import PlanState
from knowledge.planning.steps import first_open
from knowledge.schema import LIFE_EVENTS
from tests.connectors.render.test_whatsapp import check
from tests.journeys.plan_people import PRESSED, Person, judge, people, walked
from tests.knowledge.planning import TODAY, plans, register

CONVERSATION = UUID("00000000-0000-4000-8000-000000000001")
EVERYBODY = pytest.mark.parametrize("person", people(), ids=lambda person: f"{person.plan}:{person.who.split('.')[0]}")


def test_three_people_for_every_plan_some_of_whom_press_and_some_type() -> None:
    assert Counter(person.plan for person in people()) == Counter(dict.fromkeys(LIFE_EVENTS, 3))
    for person in people():
        assert person.names <= {step.id for step in plans()[person.plan].steps}, person.who
    pressed = [said.startswith(PRESSED) for person in people() for said in person.says]
    assert 0.3 < sum(pressed) / len(pressed) < 0.6


@EVERYBODY
def test_a_person_gets_the_steps_that_a_colleague_would_name(person: Person) -> None:
    _, plan = walked(plans()[person.plan], person)
    assert judge(person, [(step.id, step.only_if is not None) for step in plan.steps]) == []
    days = {step.id: step.deadline for step in plan.steps}
    assert {step: days[step] for step in person.dates} == person.dates
    assert [step for step in person.undated if days[step]] == []


@EVERYBODY
def test_a_person_ticks_every_step_in_the_widget_and_on_whatsapp(person: Person) -> None:
    asked, plan = walked(plans()[person.plan], person)
    for question in asked:
        read(question)
    read(plan_reply(plan, is_new=True))
    while (step := first_open(plan)) is not None:
        read(step_reply(plan, step))
        plan = ticked(plan, step.id)
        read(ticked_reply(plan, step))
    assert all(step.done for step in plan.steps)
    assert read(plan_reply(plan, is_new=False)).buttons == ()


@EVERYBODY
def test_a_person_takes_the_plan_along_on_paper_and_in_the_calendar(person: Person) -> None:
    _, plan = walked(plans()[person.plan], person)
    written = Words.of(page(plan))
    assert all(step.title in written and step.text in written for step in plan.steps)
    assert all(answer.answer in written for answer in plan.answers)
    dated = {step.title: step.deadline for step in plan.steps if step.deadline}
    file = calendar_file(plan, CONVERSATION)
    events = Calendar.from_ical(file).walk("VEVENT") if file else []
    found = {str(event["summary"]).removeprefix("Uiterlijk vandaag: "): event["dtstart"].dt for event in events}
    assert found == dated


def read(reply: Reply) -> Reply:
    """A reply as the widget gets it and as WhatsApp sends it; it always names a next step."""
    assert Reply.model_validate_json(reply.model_dump_json()) == reply
    assert plain_text(reply).strip()
    assert reply.buttons or reply.organisations
    check(messages(reply))
    return reply


def ticked(plan: Plan, step: str) -> Plan:
    state = PlanState.of(plan, "Utrecht").ticked({step})
    return remake_plan(plans()[plan.id], state, register(), TODAY)


class Words(HTMLParser):
    """The text of a page; an element that is closed and not open, or left open, is an error."""

    VOID = frozenset({"meta", "link", "br"})

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.open: list[str] = []

    @classmethod
    def of(cls, html: str) -> str:
        words = cls()
        words.feed(html)
        assert words.open == []
        return " ".join("".join(words.said).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.said.append(data)
