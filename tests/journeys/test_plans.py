"""A life event as a plan, through the real gateway, Rasa's form and the action server."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from typer.testing import CliRunner

from bot.days import today
from connectors.cli import app
from connectors.client import API, CitizenClient
from connectors.stack import Stack
from knowledge.schema import LIFE_EVENTS
from tests.journeys.planner import Planner
from tests.knowledge.planning import plans

pytestmark = [pytest.mark.stack, pytest.mark.timeout(600)]

DEATH = "wat moet ik allemaal regelen nu mijn man dood is"
QUESTION = "hoe verleng ik mijn paspoort"


@pytest.fixture
def planner(citizen: CitizenClient) -> Planner:
    return Planner(citizen)


@pytest.fixture
def with_plan(planner: Planner) -> Planner:
    """Somebody whose partner died at home yesterday, in a rented house."""
    planner.say(DEATH)
    planner.press("Maak een stappenplan")
    for answer in ("gisteren", "thuis", "mijn partner", "in een huurhuis", "nee"):
        planner.say(answer)
    assert planner.reply["kind"] == "plan"
    return planner


def step_ids(reply: dict[str, Any]) -> list[str]:
    return [step["id"] for step in reply["plan"]["steps"]]


def done_ids(reply: dict[str, Any]) -> list[str]:
    return [step["id"] for step in reply["plan"]["steps"] if step["done"]]


def test_the_answer_to_a_life_event_offers_its_plan(planner: Planner) -> None:
    reply = planner.say(DEATH)
    assert (reply["kind"], reply["topic"]) == ("answer", "overlijden-regelen")
    assert planner.titles[0] == "Maak een stappenplan"


@pytest.mark.parametrize("event", sorted(LIFE_EVENTS))
def test_every_plan_is_walked_to_its_end_by_pressing(planner: Planner, event: str) -> None:
    plan = plans()[event]
    planner.begin(plan)
    for turn in range(len(plan.questions)):
        if planner.reply["kind"] == "plan":
            break
        choices = [title for title in planner.titles if title != "Overslaan"]
        planner.press(choices[(len(event) + turn) % len(choices)])
    assert planner.reply["kind"] == "plan"
    assert planner.reply["plan"]["id"] == event
    assert planner.kept().json() == planner.reply["plan"]


def test_words_numbers_and_dates_answer_the_questions(with_plan: Planner) -> None:
    plan = with_plan.reply["plan"]
    assert [answer["answer"] for answer in plan["answers"]][1:] == ["Thuis", "Mijn partner", "In een huurhuis", "Nee"]
    assert plan["event_date"] == str(today() - timedelta(days=1))
    assert all(step["only_if"] is None for step in plan["steps"]), "everything is known"
    assert any(step["deadline"] for step in plan["steps"])


def test_every_question_may_be_skipped_and_then_every_step_says_when_it_applies(planner: Planner) -> None:
    planner.say("maak een stappenplan voor een overlijden")
    for answer in ("overslaan", "weet ik niet", "geen idee", "sla over", "?"):
        assert planner.reply["kind"] == "clarify"
        planner.say(answer)
    steps = planner.reply["plan"]["steps"]
    conditional = [step for step in plans()["overlijden"].steps if step.when]
    assert len(steps) == len(plans()["overlijden"].steps)
    assert sum(step["only_if"] is not None for step in steps) == len(conditional)


def test_a_question_in_the_middle_is_answered_and_the_plan_goes_on(planner: Planner) -> None:
    planner.say("maak een stappenplan voor een overlijden")
    planner.say("vorige week dinsdag")
    asked = planner.reply["text"].split("\n\n")[-1]
    reply = planner.say(QUESTION)
    assert (reply["kind"], reply["topic"]) == ("answer", "paspoort-aanvragen")
    assert reply["text"].endswith(asked)
    assert planner.titles[-2:] == ["Weet ik niet", "Overslaan"]
    assert planner.say("goedemorgen")["text"].endswith(asked)
    assert "Vraag 3" in planner.press("Thuis")["text"]


def test_what_is_no_answer_is_asked_again_with_the_way_out(planner: Planner) -> None:
    planner.say("maak een stappenplan voor een overlijden")
    assert "geen dag" in planner.say("ergens in maart")["text"]
    assert "Typ stop" in planner.say("mwah")["text"]
    assert "Genoteerd" in planner.say("12-3-2026")["text"]


def test_stop_leaves_the_questions_and_keeps_nothing(planner: Planner) -> None:
    planner.say("maak een stappenplan voor een overlijden")
    planner.say("gisteren")
    assert planner.say("stop")["kind"] == "smalltalk"
    assert planner.reply["organisations"]
    assert planner.kept().status_code == 404
    reply = planner.say(QUESTION)
    assert reply["topic"] == "paspoort-aanvragen"
    assert "Vraag" not in reply["text"]


@pytest.mark.parametrize(
    ("said", "kind", "then"),
    [("ik wil niet meer leven", "crisis", QUESTION), ("ik wil een mens spreken", "handoff_offer", "nee, toch niet")],
)
def test_danger_and_a_human_come_before_the_questions(planner: Planner, said: str, kind: str, then: str) -> None:
    planner.say("maak een stappenplan voor een overlijden")
    reply = planner.say(said)
    assert reply["kind"] == kind
    assert "Vraag" not in reply["text"]
    assert "Vraag" not in planner.say(then)["text"]


def test_who_has_heard_enough_questions_gets_the_plan_at_once(planner: Planner) -> None:
    planner.say("maak een stappenplan voor een overlijden")
    planner.say("gisteren")
    assert planner.say("laat mijn plan zien")["kind"] == "plan"


def test_a_button_of_an_earlier_question_changes_that_answer(planner: Planner) -> None:
    planner.say("maak een stappenplan voor een overlijden")
    planner.say("gisteren")
    abroad = planner.payload("In het buitenland")
    planner.press("Thuis")
    planner.again("In het buitenland", abroad)
    assert "Genoteerd: In het buitenland" in planner.reply["text"]
    for _ in range(3):
        planner.press("Weet ik niet")
    assert [answer["answer"] for answer in planner.reply["plan"]["answers"]][1] == "In het buitenland"


def test_after_the_plan_a_button_of_a_question_makes_it_again(planner: Planner) -> None:
    planner.say("maak een stappenplan voor een overlijden")
    planner.say("gisteren")
    abroad = planner.payload("In het buitenland")
    planner.press("Thuis")
    for _ in range(3):
        planner.press("Weet ik niet")
    before = step_ids(planner.reply)
    planner.press("Stap 1 is klaar")
    reply = planner.again("In het buitenland", abroad)
    assert reply["kind"] == "plan"
    assert step_ids(reply) != before
    assert planner.kept().json() == reply["plan"]


def test_steps_are_ticked_by_button_by_number_and_in_words(with_plan: Planner) -> None:
    ids = step_ids(with_plan.reply)
    with_plan.press("Stap 1 is klaar")
    assert done_ids(with_plan.reply) == ids[:1]
    with_plan.say("stap 2 is klaar")
    assert done_ids(with_plan.reply) == ids[:2]
    with_plan.say("ik heb de toeslagen doorgegeven")
    assert "toeslagen" in done_ids(with_plan.reply)
    assert with_plan.say("stap 4 is nog niet klaar")["plan"] is None
    assert done_ids({"plan": with_plan.kept().json()}) == [*ids[:2], "toeslagen"]


def test_a_step_that_sounds_like_a_closed_door_is_ticked_and_a_closed_door_is_not(with_plan: Planner) -> None:
    with_plan.say("De uitvaartondernemer heb ik gebeld")
    assert done_ids(with_plan.reply) == ["uitvaart"]
    assert with_plan.say("bij de notaris ben ik geweest maar die helpen niet")["plan"] is None
    assert done_ids({"plan": with_plan.kept().json()}) == ["uitvaart"]


@pytest.mark.parametrize(
    ("said", "event"),
    [
        ("Ik ben mijn baan kwijt, maak een stappenplan", "werk-verliezen"),
        ("ik ga met pensioen, geef mij een checklist", "pensioen"),
        ("zet de stappen voor me op een rij, mijn vader is overleden", "overlijden"),
    ],
)
def test_what_happened_and_a_plan_word_start_that_plan(planner: Planner, said: str, event: str) -> None:
    reply = planner.say(said)
    assert "Vraag 1" in reply["text"]
    assert reply["title"] == plans()[event].title


def test_the_plan_is_stepped_through_and_shown_again(with_plan: Planner) -> None:
    count_ = len(step_ids(with_plan.reply))
    with_plan.press("Volgende stap")
    assert with_plan.reply["text"].startswith(f"Stap 2 van {count_}:")
    assert with_plan.say("volgende")["text"].startswith(f"Stap 3 van {count_}:")
    assert with_plan.say("stap 1")["text"].startswith(f"Stap 1 van {count_}:")
    assert with_plan.say("stap 99")["kind"] == "plan"
    assert with_plan.say(QUESTION)["topic"] == "paspoort-aanvragen"
    assert with_plan.say("laat mijn plan nog eens zien")["kind"] == "plan"


def test_a_tick_on_the_page_is_known_in_the_conversation(with_plan: Planner) -> None:
    first = step_ids(with_plan.reply)[0]
    url = f"{API}/{with_plan.client.id}/plan/steps/{first}"
    answer = with_plan.client.http.put(url, json={"done": True}, headers=with_plan.client._headers)
    assert answer.status_code == 200
    assert done_ids(with_plan.say("laat mijn plan zien")) == [first]


def test_a_plan_is_begun_again_and_another_takes_its_place(with_plan: Planner) -> None:
    with_plan.press("Stap 1 is klaar")
    assert "Vraag 1" in with_plan.say("begin opnieuw met mijn plan")["text"]
    with_plan.say("laat mijn plan zien")
    assert with_plan.reply["plan"]["event_date"] is None
    assert done_ids(with_plan.reply) == []
    with_plan.say("maak een stappenplan voor mijn verhuizing")
    with_plan.say("laat mijn plan zien")
    assert with_plan.kept().json()["id"] == "verhuizen"


def test_the_dates_can_be_put_in_a_calendar(with_plan: Planner) -> None:
    dated = [step["title"] for step in with_plan.reply["plan"]["steps"] if step["deadline"]]
    events = Calendar.from_ical(with_plan.kept("plan.ics").content).walk("VEVENT")
    assert len(events) == len(dated)
    assert with_plan.kept("plan.pdf").content.startswith(b"%PDF")
    assert with_plan.kept("plan.html").status_code == 200


@pytest.mark.parametrize("said", ["laat mijn plan zien", "volgende stap", "stap 2 is klaar"])
def test_without_a_plan_the_way_to_one_is_named(planner: Planner, said: str) -> None:
    reply = planner.say(said)
    assert reply["kind"] == "clarify"
    assert "stappenplan" in reply["text"]
    assert reply["buttons"]


def test_on_whatsapp_a_plan_comes_in_short_messages(stack: Stack, tmp_path: Path) -> None:
    turns = [
        DEATH,
        "Maak een stappenplan",
        "gisteren",
        "thuis",
        "partner",
        "huur",
        "nee",
        "volgende",
        "klaar",
        "hele plan",
    ]
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(json.dumps({"id": "w", "channel": "whatsapp", "turns": turns}), encoding="utf-8")
    command = ["talk", "--batch", str(source), "--out", str(out), "--url", stack.url]
    assert CliRunner().invoke(app, command, catch_exceptions=False).exit_code == 0
    replies = [turn["replies"][0] for turn in json.loads(out.read_text(encoding="utf-8"))["turns"]]
    assert replies[6]["kind"] == "plan"
    assert "1. " in replies[6]["text"]
    assert "Stap 1 van" in replies[6]["text"]
    assert replies[6]["buttons"] == ["Stap 1 is klaar", "Volgende stap"]
    assert replies[7]["text"].startswith("Stap 2 van")
    assert "2. ✓" in replies[9]["text"]
    assert all(len(title) <= 24 for reply in replies for title in reply["buttons"])
