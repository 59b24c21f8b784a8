"""Every plan, for every way to answer: never empty, never against itself, and made again as it was."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.sentences import sentence
from knowledge.planning.conditions import SKIPPED, UNKNOWN, applies, combinations, next_question
from knowledge.planning.make import answers_in, make_plan, remake_plan
from knowledge.planning.revise import revised
from knowledge.planning.state import PlanState
from knowledge.schema import LIFE_EVENTS
from tests.knowledge.planning import TODAY, all_answers, made, plans, register

PLANS = sorted(LIFE_EVENTS)


def test_every_life_event_has_a_plan() -> None:
    assert set(plans()) == LIFE_EVENTS


@pytest.mark.parametrize("plan_id", PLANS)
def test_every_way_to_answer_gives_a_plan_without_contradictions(plan_id: str) -> None:
    plan = plans()[plan_id]
    for answers in combinations(plan):
        steps = [step for step in plan.steps if applies(step, plan, answers) is not False]
        groups = [step.exclusive for step in steps if step.exclusive]
        assert steps, answers
        assert len(groups) == len(set(groups)), answers
        assert all(applies(step, plan, answers) for step in steps), "all is known, so nothing is unsure"


@pytest.mark.parametrize("plan_id", PLANS)
def test_an_unknown_answer_never_takes_a_step_away(plan_id: str) -> None:
    plan = plans()[plan_id]
    for answers in combinations(plan):
        kept = {step.id for step in plan.steps if applies(step, plan, answers)}
        for question in answers:
            less = {step.id for step in plan.steps if applies(step, plan, answers | {question: UNKNOWN}) is not False}
            assert kept <= less, (answers, question)


@pytest.mark.parametrize("plan_id", PLANS)
def test_a_step_that_may_not_apply_says_when_it_does_and_only_then(plan_id: str) -> None:
    plan = plans()[plan_id]
    for answers in all_answers(plan):
        for step in made(plan, answers).steps:
            source = next(each for each in plan.steps if each.id == step.id)
            unsure = applies(source, plan, answers) is None
            assert step.only_if == (source.only_if if unsure else None)


@pytest.mark.parametrize("plan_id", PLANS)
def test_different_people_get_different_plans(plan_id: str) -> None:
    plan = plans()[plan_id]
    found = {tuple(step.id for step in plan.steps if applies(step, plan, answers)) for answers in combinations(plan)}
    assert len(found) > 1


@pytest.mark.parametrize("plan_id", PLANS)
def test_asking_ends_after_at_most_five_questions(plan_id: str) -> None:
    plan = plans()[plan_id]
    for answers in all_answers(plan):
        given_: dict[str, str] = {}
        while (question := next_question(plan, given_)) is not None:
            answer = answers.get(question.id, UNKNOWN) if question.kind == "choice" else "2026-03-12"
            given_ = revised(plan, given_, question.id, answer)
        assert len(given_) <= 5
        assert set(answers) <= set(given_)


ANSWERED = st.data()
SETTINGS = settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow], deadline=None)


def drawn_answers(data: st.DataObject) -> tuple[str, dict[str, str]]:
    plan = plans()[data.draw(st.sampled_from(PLANS))]
    answers: dict[str, str] = {}
    while (question := next_question(plan, answers)) is not None:
        choices = [choice.id for choice in question.choices] if question.kind == "choice" else []
        answers[question.id] = data.draw(st.sampled_from([*choices, UNKNOWN, SKIPPED]))
    return plan.id, answers


@SETTINGS
@given(ANSWERED, st.one_of(st.none(), st.dates(date(2000, 1, 1), date(2030, 12, 31))))
def test_a_kept_plan_is_made_again_exactly(data: st.DataObject, event_date: date | None) -> None:
    plan_id, answers = drawn_answers(data)
    plan = plans()[plan_id]
    dated = {} if event_date is None or plan.date_question is None else {plan.date_question.id: event_date.isoformat()}
    first = make_plan(plan, answers | dated, event_date if dated else None, register(), TODAY, "Utrecht")
    done = frozenset(step.id for step in first.steps[::2])
    state = PlanState.from_json(PlanState.of(first, "gm0344").ticked(done).as_json())
    again = remake_plan(plan, state, register(), TODAY)
    assert answers_in(state, plan) == answers | dated
    assert [step.done for step in again.steps] == [step.id in done for step in first.steps]
    assert again == first.model_copy(update={"steps": again.steps})
    assert [step.id for step in again.steps] == [step.id for step in first.steps]


@SETTINGS
@given(ANSWERED, st.dates(date(2024, 1, 1), date(2030, 12, 31)), st.integers(0, 90))
def test_no_deadline_comes_earlier_for_who_is_later(data: st.DataObject, event_date: date, later: int) -> None:
    plan_id, answers = drawn_answers(data)
    plan = plans()[plan_id]
    one, two = made(plan, answers, event_date), made(plan, answers, event_date + timedelta(days=later))
    for first, second in zip(one.steps, two.steps, strict=True):
        assert (first.deadline is None) is (second.deadline is None)
        assert first.deadline is None or second.deadline is None or first.deadline <= second.deadline


def test_a_day_that_is_past_is_said_without_alarm_until_the_step_is_done() -> None:
    plan = next(plan for plan in plans().values() if any(step.deadline for step in plan.steps))
    step = next(step for step in plan.steps if step.deadline)
    late = {s.id: s for s in made(plan, {}, date(2020, 1, 2)).steps}[step.id]
    done = {s.id: s for s in made(plan, {}, date(2020, 1, 2), frozenset({step.id})).steps}[step.id]
    assert late.deadline_text
    assert sentence("plan.past") in late.deadline_text
    assert done.deadline_text == step.deadline.text if step.deadline else False


def test_without_a_date_a_deadline_still_reads() -> None:
    for plan in plans().values():
        for step in made(plan, {}).steps:
            assert step.deadline is None
            assert step.deadline_text is None or len(step.deadline_text) > 8


def test_the_desk_of_the_municipality_is_the_citizens_own() -> None:
    plan = plans()["overlijden"]
    own = make_plan(plan, {}, None, register(), TODAY, "Utrecht")
    assert "Gemeente Utrecht" in {step.organisation.name for step in own.steps if step.organisation}
