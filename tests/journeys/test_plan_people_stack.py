"""Some of the people of `plan_people.yaml` through the real gateway, Rasa and action server, on both channels."""

import httpx
import pytest
from icalendar import Calendar

from bot.reply import Reply
from connectors.client import CitizenClient
from connectors.render import whatsapp
from connectors.stack import Stack
from tests.connectors.render.test_whatsapp import check
from tests.journeys.plan_people import PRESSED, Person, judge, people
from tests.journeys.planner import Planner
from tests.knowledge.planning import plans

pytestmark = [pytest.mark.stack, pytest.mark.timeout(600)]

CHANNELS = {"web": 6, "whatsapp": 3}
WALKERS = [person for person in people() if person.through]


def test_people_walk_on_both_channels() -> None:
    walkers = [person.through for person in WALKERS]
    assert {channel: walkers.count(channel) for channel in CHANNELS} == CHANNELS
    assert set(walkers) == set(CHANNELS)


@pytest.mark.parametrize("person", WALKERS, ids=lambda person: f"{person.through}-{person.plan}")
def test_a_person_walks_a_plan_to_its_end(stack: Stack, person: Person) -> None:
    with httpx.Client(base_url=stack.url, timeout=90, trust_env=False) as http:
        planner = Planner(CitizenClient.start(http, person.through or ""))
        planner.begin(plans()[person.plan])
        for said in person.says:
            answer(planner, said)
            seen(planner)
        steps = planner.reply["plan"]["steps"]
        assert judge(person, [(step["id"], step["only_if"] is not None) for step in steps]) == []
        for number in range(1, len(steps) + 1):
            planner.press(f"Stap {number} is klaar")
            seen(planner)
        kept = planner.kept().json()
        assert all(step["done"] for step in kept["steps"])
        calendar = planner.kept("plan.ics")
        assert calendar.status_code == 404 or not Calendar.from_ical(calendar.content).walk("VEVENT")
        planner.client.end()


def answer(planner: Planner, said: str) -> None:
    if said.startswith(PRESSED):
        planner.press(said.removeprefix(PRESSED))
    else:
        planner.say(said)


def seen(planner: Planner) -> None:
    """What WhatsApp would send has to be within its limits, with the buttons that the web has or the main ones."""
    sent = whatsapp.messages(Reply.model_validate(planner.reply))
    check(sent)
    assert bool(sent[-1].choices) is bool(planner.titles)
