"""The numbers of the measure, from `rules.yaml` and the settings."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, get_args

import yaml

from bot.case import ReasonCode, Urgency
from bot.settings import settings

FILE = Path(__file__).parent / "rules.yaml"
CODES: tuple[ReasonCode, ...] = get_args(ReasonCode)


@dataclass(frozen=True)
class Weight:
    """What one reason is worth; `lasting`: it stays true when the citizen is helped with something."""

    first: float
    more: float
    lasting: bool
    urgency: Urgency


@dataclass(frozen=True)
class Sameness:
    """Weights of a logistic curve; `at_least` is the chance from which two questions are the same."""

    intercept: float
    cosine: float
    belief: float
    other_part: float
    at_least: float


@dataclass(frozen=True)
class Rules:
    line: float
    mention_from: float
    again_from: float
    window: int
    weights: Mapping[ReasonCode, Weight]
    sameness: Sameness


@cache
def rules() -> Rules:
    """As the operator set them; a reason without a weight is an error."""
    found: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    same, set_by_operator = dict(found["same_question"]), settings()
    line = float(set_by_operator.stuck_line or found["line"])
    return Rules(
        line=line,
        mention_from=line * float(set_by_operator.stuck_mention or found["mention_from"]),
        again_from=found["again_from"],
        window=found["window"],
        weights={code: Weight(**found["reasons"][code]) for code in CODES},
        sameness=Sameness(at_least=same.pop("from"), **same),
    )
