"""Learn from `turns.csv` how the signals are weighed; run `python -m knowledge.following.learn` after editing it.

Prints what ten folds say of it, so that a change can be compared with what was there. The second part of the file are
questions of the tuning half of the evaluation set, each under a focus drawn by lot: people change the subject without
a word, and with made-up changes alone half of such questions were taken for a follow-up.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.settings import settings
from knowledge.base import KnowledgeBase, open_base
from knowledge.following.cues import cues_of
from knowledge.following.focus import New, Other, Part, understand_as
from knowledge.following.model import Weights, weights
from knowledge.following.signals import signals_of
from knowledge.following.views import Views, look_twice
from knowledge.schema import SECTIONS

TURNS = Path(__file__).parent / "turns.csv"
NEW = "new:"
SAME = "="
FOLDS = 10
# Stronger than scikit-learn's default: a few hundred turns, and signals that say nearly the same.
INVERSE_RIDGE = 0.3


@dataclass(frozen=True)
class TuningTurn:
    """`expected`: a heading of the focus, `=` (any part of it), another topic, or `new:` and perhaps a topic."""

    focus: str
    message: str
    expected: str

    @property
    def goes_on(self) -> bool:
        return not self.expected.startswith(NEW)


def load_turns(path: Path = TURNS) -> list[TuningTurn]:
    with path.open(encoding="utf-8", newline="") as file:
        return [TuningTurn(**row) for row in csv.DictReader(file, delimiter=";")]


def fit(inputs: NDArray[np.float64], goes_on: NDArray[np.bool_]) -> Weights:
    """Logistic regression over standardised signals, written back as weights of the signals as they are."""
    from sklearn.linear_model import LogisticRegression  # takes a second to import; only learning needs it

    mean, spread = inputs.mean(axis=0), inputs.std(axis=0)
    spread[spread == 0] = 1.0
    model = LogisticRegression(C=INVERSE_RIDGE, max_iter=2000)
    model.fit((inputs - mean) / spread, goes_on)
    slopes = model.coef_[0] / spread
    return Weights(tuple(slopes.tolist()), float(model.intercept_[0] - slopes @ mean))


def is_right(turn: TuningTurn, got: Part | Other | New) -> bool:
    """The text that was meant, and its part when one was."""
    if turn.expected in SECTIONS:
        return isinstance(got, Part) and got.heading == turn.expected
    if turn.expected == SAME:
        return isinstance(got, Part)
    if turn.expected == NEW:
        return isinstance(got, New)
    topic = got.topic if isinstance(got, Part) else got.search.candidates[0].topic
    return topic == turn.expected.removeprefix(NEW)


def cross_fitted(
    turns: list[TuningTurn], views: list[Views], inputs: NDArray[np.float64], base: KnowledgeBase
) -> tuple[float, float]:
    """Share of turns whose continuing was seen, and of turns that led to the right text, by weights from others."""
    goes_on = np.array([turn.goes_on for turn in turns])
    seen, right = 0, 0
    for fold in range(FOLDS):
        judged = np.arange(len(turns)) % FOLDS == fold
        learned = fit(inputs[~judged], goes_on[~judged])
        for i in np.flatnonzero(judged):
            chance = learned.chance(inputs[i])
            seen += (chance >= 0.5) == turns[i].goes_on
            got = understand_as(chance, views[i], cues_of(turns[i].message), turns[i].focus, base)
            right += is_right(turns[i], got)
    return seen / len(turns), right / len(turns)


def main() -> None:
    """Learn, report, write."""
    base = open_base(settings())
    turns = load_turns()
    views = [look_twice(base, turn.message, base.titles[turn.focus]) for turn in turns]
    inputs = np.array([signals_of(v, cues_of(t.message), t.focus, base) for t, v in zip(turns, views, strict=True)])
    seen, right = cross_fitted(turns, views, inputs, base)
    print(f"{len(turns)} turns; goes on or not: {seen:.3f}; right text and part: {right:.3f}")
    fit(inputs, np.array([turn.goes_on for turn in turns])).save()
    weights.cache_clear()


if __name__ == "__main__":
    main()
