"""From a life event and a few answers to this person's plan: the steps that apply, in order, with dates.

Promises that nothing is dropped because an answer is missing: such a step stays, with the sentence that says when
it applies. Every word comes from the plan's file, the register or `bot/`.
"""

from collections.abc import Mapping
from datetime import date

from bot.days import long_date
from bot.reply import OrganisationCard, Plan, PlanAnswer, PlanStep, Source
from bot.sentences import sentence
from knowledge.planning.conditions import NO_ANSWER, SKIPPED, UNKNOWN, Answers, applies, asked
from knowledge.planning.schema import ChoiceQuestion, DateQuestion, Help, LifePlan, Step
from knowledge.planning.state import PlanState
from knowledge.planning.working_days import due
from knowledge.register import Register


def make_plan(
    plan: LifePlan,
    answers: Answers,
    event_date: date | None,
    register: Register,
    today: date,
    municipality: str | None = None,
    done: frozenset[str] = frozenset(),
) -> Plan:
    """The plan of one person. `answers`: question → choice; a question left out is unknown.

    `municipality`: gm code or name. `done`: ids of steps; of steps that do not apply it is forgotten.
    """
    known = {**answers, **_dated(plan, event_date)}
    steps = [
        _step(step, verdict, event_date, today, done, _card(step.organisation, register, municipality))
        for step in plan.steps
        if (verdict := applies(step, plan, known)) is not False
    ]
    return Plan(
        id=plan.id,
        title=plan.title,
        intro=plan.intro,
        event_date=event_date,
        answers=tuple(_in_words(question, known) for question in asked(plan, known) if question.id in known),
        steps=tuple(steps),
        help=tuple(_help(help_, register, municipality) for help_ in plan.help),
        exception=plan.exception,
    )


def remake_plan(plan: LifePlan, state: PlanState, register: Register, today: date) -> Plan:
    """The plan of a state that was kept, as the files are now."""
    answers = answers_in(state, plan)
    return make_plan(plan, answers, state.event_date, register, today, state.municipality, state.done)


def event_day(plan: LifePlan, answers: Answers) -> date | None:
    """The day that was answered to the plan's question for a date."""
    answer = answers.get(plan.date_question.id, UNKNOWN) if plan.date_question else UNKNOWN
    return None if answer in NO_ANSWER else date.fromisoformat(answer)


def answers_in(state: PlanState, plan: LifePlan) -> dict[str, str]:
    """Question → answer from the words of a state; what a changed file no longer knows is unknown."""
    said = {answer.question: answer.answer for answer in state.answers}
    known = {question.id: _read(question, said[question.text]) for question in plan.questions if question.text in said}
    return {**known, **_dated(plan, state.event_date)}


def _read(question: ChoiceQuestion | DateQuestion, words: str) -> str:
    if words == sentence("plan.skipped"):
        return SKIPPED
    choices = question.choices if isinstance(question, ChoiceQuestion) else ()
    return next((choice.id for choice in choices if choice.title == words), UNKNOWN)


def _dated(plan: LifePlan, event_date: date | None) -> Mapping[str, str]:
    question = plan.date_question
    return {question.id: event_date.isoformat()} if question and event_date else {}


def _in_words(question: ChoiceQuestion | DateQuestion, answers: Answers) -> PlanAnswer:
    return PlanAnswer(question=question.text, answer=answer_words(question, answers[question.id]))


def answer_words(question: ChoiceQuestion | DateQuestion, answer: str) -> str:
    """An answer as it is read back: the title of the choice, the day in full, or that it is unknown."""
    if answer in NO_ANSWER:
        return sentence("plan.skipped" if answer == SKIPPED else "plan.unknown")
    if isinstance(question, DateQuestion):
        return long_date(date.fromisoformat(answer))
    return next((choice.title for choice in question.choices if choice.id == answer), sentence("plan.unknown"))


def _step(
    step: Step,
    verdict: bool | None,
    event_date: date | None,
    today: date,
    done: frozenset[str],
    card: OrganisationCard | None,
) -> PlanStep:
    day = due(step.deadline, event_date) if step.deadline and event_date else None
    return PlanStep(
        id=step.id,
        title=step.title,
        text=step.text,
        organisation=card,
        needs=step.needs,
        take_along=step.take_along,
        deadline=day,
        deadline_text=_deadline_text(step, day, today, step.id in done),
        late=step.late,
        only_if=step.only_if if verdict is None else None,
        topic=step.topic,
        source=Source(title=step.source.title, url=str(step.source.url)),
        done=step.id in done,
    )


def _deadline_text(step: Step, day: date | None, today: date, is_done: bool) -> str | None:
    """The editor's words; a day that is past is said calmly, because it is seldom too late."""
    if step.deadline is None:
        return None
    is_past = day is not None and day < today and not is_done
    return f"{step.deadline.text.rstrip('.')}. {sentence('plan.past')}" if is_past else step.deadline.text


def _card(organisation: str | None, register: Register, municipality: str | None) -> OrganisationCard | None:
    return register.card(organisation, "", municipality) if organisation else None


def _help(help_: Help, register: Register, municipality: str | None) -> OrganisationCard:
    return register.card(help_.organisation, help_.text, municipality)
