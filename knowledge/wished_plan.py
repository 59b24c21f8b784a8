"""Which plan somebody asks for, found among the texts that offer one."""

from dataclasses import dataclass

from knowledge.ask import ask
from knowledge.base import KnowledgeBase
from knowledge.outcomes import Answered, Outcome
from knowledge.planning.likely import believed_plans
from knowledge.planning.schema import LifePlan
from knowledge.planning.wish import subject_of
from knowledge.search import Hit, search

# Set on 60 wishes; of 40 others, 31 began with the right plan, 9 got it among the choices and none began with another.
SURE_FROM, ABOUT_A_PLAN_FROM = 0.85, 0.5
# A plan with less is no choice, and a text that is this sure goes first.
CHOICE_FROM, TEXT_FIRST_FROM = 0.05, 0.5
CHOICES_MAX = 3


@dataclass(frozen=True)
class Wish:
    """`plans`: the one that is meant, or those that it may be; none when the question is about something else."""

    plans: tuple[LifePlan, ...]
    is_sure: bool
    outcome: Outcome


def wished_plan(base: KnowledgeBase, text: str, municipality: str | None) -> Wish:
    """The plan for what `text` tells; `outcome` is what its subject gives as a question."""
    subject = subject_of(text) or text
    outcome = ask(base, subject, municipality)
    among = believed_plans(base.plans.values(), _among_plans(base, subject))
    offered = _offered(base)
    share = sum(hit.probability for hit in outcome.search.candidates if hit.topic in offered)
    if among and among[0][0] >= SURE_FROM and share >= ABOUT_A_PLAN_FROM:
        return Wish((among[0][1],), is_sure=True, outcome=outcome)
    if share < CHOICE_FROM or _is_answered_elsewhere(outcome, offered):
        return Wish((), is_sure=False, outcome=outcome)
    perhaps = tuple(plan for belief, plan in among[:CHOICES_MAX] if belief >= CHOICE_FROM)
    return Wish(perhaps, is_sure=False, outcome=outcome)


def _among_plans(base: KnowledgeBase, subject: str) -> tuple[Hit, ...]:
    """The search as if there were only texts that offer a plan."""
    others = frozenset(base.index.topic_map.topics) - _offered(base)
    return search(base.index, base.encoder, subject, others).candidates


def _offered(base: KnowledgeBase) -> frozenset[str]:
    return frozenset(topic for plan in base.plans.values() for topic in plan.offered_by)


def _is_answered_elsewhere(outcome: Outcome, offered: frozenset[str]) -> bool:
    is_sure = isinstance(outcome, Answered) and outcome.confidence >= TEXT_FIRST_FROM
    return is_sure and isinstance(outcome, Answered) and outcome.topic not in offered
