"""Does a step apply? Yes, no, or unknown (None): an answer that nobody gave decides nothing.

A question that was rightly not asked (its own condition does not fit) is no unknown answer: what hangs on it
does not apply. A question that was skipped, or answered with "weet ik niet", leaves its steps standing.
"""

from collections.abc import Iterator, Mapping
from itertools import product

from knowledge.planning.schema import ChoiceQuestion, Conditions, DateQuestion, LifePlan, Step

# What the citizen answered: question → choice, the date as YYYY-MM-DD, or one of the two that say nothing.
Answers = Mapping[str, str]
UNKNOWN, SKIPPED = "?", "-"
NO_ANSWER = (UNKNOWN, SKIPPED)


def applies(step: Step, plan: LifePlan, answers: Answers) -> bool | None:
    """Whether the step belongs in this person's plan; None when an answer is missing."""
    return _fits(step.when, plan, answers)


def next_question(plan: LifePlan, answers: Answers) -> ChoiceQuestion | DateQuestion | None:
    """The first question that still has to be asked; None when all is asked."""
    return next((question for question in asked(plan, answers) if question.id not in answers), None)


def asked(plan: LifePlan, answers: Answers) -> tuple[ChoiceQuestion | DateQuestion, ...]:
    """The questions that this person gets, as far as the answers tell, in order."""
    return tuple(question for question in plan.questions if _fits(question.when, plan, answers))


def questions_in_all(plan: LifePlan, answers: Answers) -> int:
    """How many questions this person gets at most, those that were answered included."""
    return sum(
        _fits(question.when, plan, answers) is True
        or (_fits(question.when, plan, answers) is None and any(other not in answers for other in question.when or ()))
        for question in plan.questions
    )


def combinations(plan: LifePlan) -> Iterator[dict[str, str]]:
    """Every way to answer every question that is asked, without unknowns; the date is left out."""
    questions = plan.choice_questions
    seen: set[tuple[tuple[str, str], ...]] = set()
    for chosen in product(*([choice.id for choice in question.choices] for question in questions)):
        given = dict(zip((question.id for question in questions), chosen, strict=True))
        kept = _only_asked(plan, given)
        key = tuple(kept.items())
        if key not in seen:
            seen.add(key)
            yield kept


def _only_asked(plan: LifePlan, given: Answers) -> dict[str, str]:
    """The answers without those to questions that would not have been asked."""
    kept: dict[str, str] = {}
    for question in plan.choice_questions:
        if _fits(question.when, plan, kept):
            kept[question.id] = given[question.id]
    return kept


def _fits(when: Conditions | None, plan: LifePlan, answers: Answers) -> bool | None:
    verdicts = [_holds(question, choices, plan, answers) for question, choices in (when or {}).items()]
    if False in verdicts:
        return False
    return None if None in verdicts else True


def _holds(question_id: str, choices: tuple[str, ...], plan: LifePlan, answers: Answers) -> bool | None:
    answer = answers.get(question_id, UNKNOWN)
    if answer not in NO_ANSWER:
        return answer in choices
    question = plan.question(question_id)
    not_for_them = question is not None and _fits(question.when, plan, answers) is False
    return False if not_for_them else None
