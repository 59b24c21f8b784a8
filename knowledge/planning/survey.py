"""Everything that a citizen reads of a plan, piece by piece, for `wegwijs check`."""

from collections.abc import Iterator

from knowledge.plain.survey import Piece
from knowledge.planning.schema import LifePlan, Step


def of_plan(plan: LifePlan, names: frozenset[str]) -> Iterator[Piece]:
    """The introduction, the questions, each step, the help and the exception."""
    yield Piece(plan.id, "intro", plan.intro, names)
    for question in plan.questions:
        # choices are labels of a few words; a measure of sentences says nothing of them
        yield Piece(plan.id, f"vraag {question.id}", question.text, names)
    for step in plan.steps:
        yield Piece(plan.id, f"stap {step.id}", _whole(step), names)
    for help_ in plan.help:
        yield Piece(plan.id, f"hulp van {help_.organisation}", help_.text, names)
    if plan.exception:
        yield Piece(plan.id, "uitzondering", plan.exception, names)


def _whole(step: Step) -> str:
    """All sentences of a step, as they stand below each other."""
    said = [step.title, step.only_if, step.text, step.deadline.text if step.deadline else None, step.late]
    things = [*step.needs, step.take_along]
    lines = [f"{part.rstrip('.')}." for part in said if part] + [f"- {thing}" for thing in things if thing]
    return "\n".join(lines)
