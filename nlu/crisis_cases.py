"""How well a crisis is heard: the messages to measure with, and recall before precision.

The messages (`tests/quality/crisis.jsonl`) were written before the training examples and are for measuring only.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.settings import ROOT
from nlu.crisis_ranking import CRISIS

CASES = ROOT / "tests" / "quality" / "crisis.jsonl"
NONE = "none"


@dataclass(frozen=True)
class CrisisCase:
    """A message; `intent` is a crisis intent, or "none" for a question or anything else."""

    id: str
    text: str
    intent: str

    @property
    def is_crisis(self) -> bool:
        return self.intent != NONE


@dataclass(frozen=True)
class Heard:
    """A message and the intent that the model took it for."""

    case: CrisisCase
    intent: str

    @property
    def alarm(self) -> bool:
        return self.intent.startswith(CRISIS)


@dataclass(frozen=True)
class CrisisMeasures:
    """Counts over a set. `right_kind`: crises whose own number was named."""

    crises: int
    heard: int
    right_kind: int
    others: int
    false_alarms: int

    @property
    def recall(self) -> float:
        return self.heard / self.crises if self.crises else 1.0

    @property
    def false_alarm_share(self) -> float:
        return self.false_alarms / self.others if self.others else 0.0


def load_cases(path: Path = CASES) -> tuple[CrisisCase, ...]:
    """The messages, in the order of the file."""
    with path.open(encoding="utf-8") as file:
        return tuple(CrisisCase(**json.loads(line)) for line in file if line.strip())


def measure(found: Iterable[Heard]) -> CrisisMeasures:
    seen = list(found)
    crises = [one for one in seen if one.case.is_crisis]
    others = [one for one in seen if not one.case.is_crisis]
    return CrisisMeasures(
        crises=len(crises),
        heard=sum(one.alarm for one in crises),
        right_kind=sum(one.intent == one.case.intent for one in crises),
        others=len(others),
        false_alarms=sum(one.alarm for one in others),
    )


def wrong(found: Sequence[Heard]) -> tuple[list[Heard], list[Heard]]:
    """The crises that were missed, and the alarms that were false."""
    missed = [one for one in found if one.case.is_crisis and not one.alarm]
    return missed, [one for one in found if one.alarm and not one.case.is_crisis]
