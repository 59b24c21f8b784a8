"""From measures to one score: a logistic regression with weights that can only make a text harder.

The weights stand in `model.json`; `python -m knowledge.plain.learn` makes it from `tests/quality/plain_pairs.jsonl`.
"""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge.plain.analysis import Analysed
from knowledge.plain.features import MEASURES, measure

MODEL = Path(__file__).parent / "model.json"

B1_LINE = 50.0
"""A text that scores below this is plain. 50 is where the model finds hard and easy equally likely; in
cross-validation 98% of the easy versions of the pairs lie below it and 94% of the hard ones above it."""

SCORE_SPREAD = 2.0
"""Log-odds are divided by this before they become a score, so that 0 and 100 are rare and an editor sees progress."""

FAR = 4.0  # standard deviations; what lies further out counts as this far


@dataclass(frozen=True)
class Model:
    """Per measure the mean and spread seen in learning, and the weight; `bias` is the log-odds at the mean."""

    means: dict[str, float]
    spreads: dict[str, float]
    weights: dict[str, float]
    bias: float

    def log_odds(self, measures: Sequence[float]) -> float:
        """Above 0: more like the hard texts than like the easy ones."""
        parts = zip(MEASURES, measures, strict=True)
        return self.bias + sum(
            self.weights[name] * max(-FAR, min(FAR, (value - self.means[name]) / self.spreads[name]))
            for name, value in parts
        )


def log_odds_at(line: float) -> float:
    """The log-odds that give this score."""
    return SCORE_SPREAD * math.log(line / (100 - line))


@cache
def model() -> Model:
    """The learned model, read once."""
    return Model(**json.loads(MODEL.read_text(encoding="utf-8")))


def score(text: Sequence[Analysed]) -> float:
    """0 (very plain) to 100 (very hard), one decimal; a text without words scores 0."""
    if not text:
        return 0.0
    odds = model().log_odds(measure(text)) / SCORE_SPREAD
    return round(100 / (1 + math.exp(-max(-50.0, min(50.0, odds)))), 2)
