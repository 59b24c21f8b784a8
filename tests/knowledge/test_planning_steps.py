"""Which step is meant, by number or by words; and what is said about it."""

from datetime import date

import pytest

from bot.plan_text import step_text
from bot.reply import Reply
from knowledge.planning.conditions import UNKNOWN, next_question
from knowledge.planning.replies import (
    is_minor,
    offer_buttons,
    plan_reply,
    question_reply,
    step_reply,
    ticked_reply,
    which_event_reply,
)
from knowledge.planning.steps import (
    first_open,
    names_only_done,
    next_open,
    numbered_step,
    previous,
    says_not,
    steps_about,
    tells_a_step_is_done,
)
from tests.knowledge.planning import made, plans

PLAN = made(plans()["overlijden"], {"plaats": "thuis", "relatie": "partner", "woning": "huur"}, date(2026, 11, 20))
IDS = [step.id for step in PLAN.steps]


@pytest.mark.parametrize(
    ("typed", "place"),
    [("stap 2", 2), ("stap 3 is klaar", 3), ("vink stap 1 af", 1), ("4", 4), ("de tweede stap heb ik gedaan", 2),
     ("nummer 5", 5), ("stap twee", 2), ("de laatste stap", len(IDS))],
)  # fmt: skip
def test_a_step_is_found_by_its_number(typed: str, place: int) -> None:
    step = numbered_step(PLAN, typed)
    assert step is not None
    assert step.id == IDS[place - 1]


@pytest.mark.parametrize("typed", ["stap 99", "stap 0", "mijn man is 83 geworden", "ik heb 2 kinderen", "klaar", ""])
def test_no_number_no_step(typed: str) -> None:
    assert numbered_step(PLAN, typed) is None


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("ik heb de huisarts gebeld", "huisarts"),
        ("de uitvaartondernemer is gebeld", "uitvaartondernemer"),
        ("toeslagen heb ik doorgegeven", "toeslagen"),
        ("de verhuurder weet het", "verhuurder"),
        ("aan de bank heb ik het gemeld", "bank"),
        ("nabestaandenuitkering is aangevraagd", "nabestaandenuitkering"),
    ],
)
def test_a_step_is_found_by_what_it_is_about(typed: str, title: str) -> None:
    assert title in steps_about(PLAN, typed)[0].title.casefold()


def test_a_sentence_about_something_else_is_about_no_step() -> None:
    assert steps_about(PLAN, "xyzzy fiets") == ()


def test_not_and_done_are_told_apart() -> None:
    assert says_not("stap 2 is nog niet klaar")
    assert not says_not("stap 2 is klaar")
    assert names_only_done("deze is klaar")
    assert not names_only_done("de uitvaart is klaar")


def test_the_next_step_is_one_that_is_not_done_and_after_the_last_comes_the_first() -> None:
    done = made(plans()["overlijden"], {}, done=frozenset(IDS[:1]))
    assert next_open(done, None) == first_open(done) != done.steps[0]
    assert next_open(done, done.steps[-1].id) == first_open(done)
    everything = made(plans()["overlijden"], {}, done=frozenset(step.id for step in plans()["overlijden"].steps))
    assert first_open(everything) is None
    assert next_open(everything, everything.steps[0].id) is None
    assert previous(done, done.steps[0].id) == done.steps[0]


def all_replies() -> list[Reply]:
    """Everything that is said on the way through every plan, answered with nothing known."""
    said: list[Reply] = []
    for plan in plans().values():
        answers: dict[str, str] = {}
        while (question := next_question(plan, answers)) is not None:
            said.append(question_reply(plan, answers, ""))
            answers[question.id] = UNKNOWN
        whole = made(plan, answers)
        said += [plan_reply(whole, is_new=True), plan_reply(whole, is_new=False)]
        said += [step_reply(whole, step) for step in whole.steps]
        for place in range(len(whole.steps)):
            ticked = made(plan, answers, done=frozenset(step.id for step in whole.steps[: place + 1]))
            said.append(ticked_reply(ticked, ticked.steps[place]))
    return said


def test_every_reply_names_a_next_step() -> None:
    for reply in all_replies():
        assert reply.buttons or reply.organisations, reply.text


def test_every_button_fits_the_contract_and_a_phone() -> None:
    buttons = [button for reply in all_replies() for button in reply.buttons]
    assert max(len(button.payload) for button in buttons) <= 256
    assert max(len(button.title) for button in buttons) <= 24
    assert {button.title for button in buttons if is_minor(button)} == {"Overslaan", "Meer uitleg"}


def test_one_plan_is_offered_by_a_short_button_and_several_by_their_names() -> None:
    few = [plans()["overlijden"], plans()["schulden"]]
    assert [button.title for button in offer_buttons(few[:1])] == ["Maak een stappenplan"]
    assert all("Stappenplan: " in button.title for button in offer_buttons(few))
    assert offer_buttons([]) == ()


def test_who_has_no_plan_yet_may_choose_one() -> None:
    assert len(which_event_reply(plans(), "Waarvoor?").buttons) == 9


def test_the_count_of_the_questions_is_never_too_low() -> None:
    for plan in plans().values():
        answers: dict[str, str] = {}
        while (question := next_question(plan, answers)) is not None:
            text = question_reply(plan, answers, "").text
            number, count = text.removeprefix("Vraag ").split(":")[0].split(" van ")
            assert int(number) <= int(count) <= 5, (plan.id, text)
            answers[question.id] = question.choices[0].id if question.kind == "choice" else UNKNOWN


def test_everything_about_a_step_is_in_its_text() -> None:
    for step in PLAN.steps:
        text = step_text(PLAN, step)
        facts = [step.title, step.text, *step.needs, step.take_along, step.deadline_text, step.late, step.only_if]
        assert all(fact in text for fact in facts if fact)
        assert step.organisation is None or step.organisation.name in text


@pytest.mark.parametrize(
    ("said", "is_done"),
    [
        ("De uitvaartondernemer heb ik gebeld", True),
        ("bij de notaris ben ik al geweest", True),
        ("met de verhuurder heb ik al contact gehad", True),
        ("daar heb ik al gebeld", False),
        ("ik kreeg een brief van de notaris", False),
        ("heb ik de notaris goed gesproken?", False),
        ("dat heb ik al geprobeerd", False),
        ("de gemeente stuurde me door naar de SVB", False),
        ("bij de bank ben ik geweest maar die helpen niet", False),
    ],
)
def test_a_step_that_is_done_is_told_from_a_door_that_was_closed(said: str, is_done: bool) -> None:
    assert tells_a_step_is_done(PLAN, said) is is_done
