"""What the tests of plans share: the register, the real plans, a fixed day, and every way to answer."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import product

from bot.reply import Plan
from knowledge.planning.conditions import UNKNOWN, asked
from knowledge.planning.load import load_plans
from knowledge.planning.make import make_plan
from knowledge.planning.schema import LifePlan
from knowledge.register import Register, load_register

# A Sunday.
TODAY = date(2026, 11, 22)
LIFE_EVENTS_WITH_A_PLAN = 20


@cache
def register() -> Register:
    return load_register()


@cache
def plans() -> dict[str, LifePlan]:
    return load_plans(register())


def made(
    plan: LifePlan, answers: dict[str, str], event_date: date | None = None, done: frozenset[str] = frozenset()
) -> Plan:
    return make_plan(plan, answers, event_date, register(), TODAY, None, done)


def all_answers(plan: LifePlan) -> Iterator[dict[str, str]]:
    """Every way to answer, "weet ik niet" included; only questions that are asked."""
    questions = plan.choice_questions
    seen = set()
    for chosen in product(*([*(choice.id for choice in question.choices), UNKNOWN] for question in questions)):
        given = dict(zip((question.id for question in questions), chosen, strict=True))
        kept = _only_asked(plan, given)
        if tuple(kept.items()) not in seen:
            seen.add(tuple(kept.items()))
            yield kept


def _only_asked(plan: LifePlan, given: dict[str, str]) -> dict[str, str]:
    kept: dict[str, str] = {}
    for question in plan.choice_questions:
        if question in asked(plan, kept):
            kept[question.id] = given[question.id]
    return kept
