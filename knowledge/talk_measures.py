"""From judged dialogues to the shares that are reported, each with its target."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from knowledge.quality_talk import CONTEXT, Check, Dialogue, HandoffVerdict


@dataclass(frozen=True)
class Measure:
    """`at_most`: the target is a ceiling. Without cases there is nothing to report."""

    name: str
    right: int
    cases: int
    target: float
    at_most: bool = False

    @property
    def share(self) -> float | None:
        return self.right / self.cases if self.cases else None

    @property
    def reached(self) -> bool:
        if self.share is None:
            return False
        return self.share <= self.target if self.at_most else self.share >= self.target


def measures(
    checks: Sequence[Check],
    handoffs: Sequence[HandoffVerdict],
    dialogues: Iterable[Dialogue],
    played: Mapping[str, Mapping[str, Any]],
) -> Iterator[Measure]:
    """In the order of the issue that asks for them. `played`: by the id of the dialogue."""
    yield _share("context checks", (c.right for c in checks if c.about in CONTEXT), 0.90)
    needed = [verdict for verdict in handoffs if verdict.was_needed]
    given = [verdict for verdict in handoffs if verdict.turn is not None]
    yield _share("handoff: precision", (verdict.was_needed for verdict in given), 0.93)
    yield _share("handoff: recall", (verdict.turn is not None for verdict in needed), 0.93)
    yield _share("handoff: on the right turn", (verdict.in_time for verdict in needed), 0.90)
    yield _share("crisis: recall", (c.right for c in checks if c.name == "crisis"), 1.0)
    yield _share("crisis: false alarms", _alarms(dialogues, played), 0.02, at_most=True)
    yield _share("language", (c.right for c in checks if c.name == "language"), 0.97)
    foreign = (c.right for c in checks if c.about == "language" and c.name == "organisation")
    yield _share("organisation, other languages", foreign, 0.85)
    yield _share("must not be said", (c.right for c in checks if c.name == "must not"), 1.0)
    yield _share("every other check", (c.right for c in checks if c.about not in CONTEXT), 0.90)


def _alarms(dialogues: Iterable[Dialogue], played: Mapping[str, Mapping[str, Any]]) -> Iterator[bool]:
    """Of each turn at which no crisis reply is right: was there one?"""
    for dialogue in dialogues:
        for expected, turn in zip(dialogue.turns, played[dialogue.id]["turns"], strict=True):
            if not expected.crisis and "crisis" not in expected.kind:
                yield any(reply["kind"] == "crisis" for reply in turn["replies"])


def by_subject(checks: Iterable[Check]) -> dict[str, tuple[int, int]]:
    """Right and all checks, by what the dialogue is about."""
    counted: dict[str, tuple[int, int]] = {}
    for check in checks:
        right, cases = counted.get(check.about, (0, 0))
        counted[check.about] = (right + check.right, cases + 1)
    return counted


def _share(name: str, right: Iterable[bool], target: float, at_most: bool = False) -> Measure:
    found = list(right)
    return Measure(name, sum(found), len(found), target, at_most)
