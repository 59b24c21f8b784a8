"""An answer that is given, or changed afterwards."""

from knowledge.planning.conditions import Answers, asked
from knowledge.planning.schema import LifePlan


def revised(plan: LifePlan, answers: Answers, question: str, answer: str) -> dict[str, str]:
    """The answers with this one, which comes last; answers to questions that it makes superfluous are dropped."""
    changed = {other: given for other, given in answers.items() if other != question} | {question: answer}
    kept = {each.id for each in asked(plan, changed)}
    return {each: given for each, given in changed.items() if each in kept}
