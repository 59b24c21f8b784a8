"""How the engines are weighed, and how sure the best topic is: learned, small and explainable.

Learned from the questions in the texts themselves, each asked while it is left out of the index, so
no evaluation question is ever seen. Two parts:

- *weights*: one number a feature; a softmax over topics (conditional logit, McFadden 1974);
- *calibration*: a logistic regression that says how likely the first topic is right. Its negatives are
  the same questions asked while their topic is missing: a question that has no answer here.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit, log_softmax, softmax
from sklearn.linear_model import LogisticRegression

from knowledge.signals import FEATURES, Matrix

# Keeps the weights small where features say the same; chosen once, not tuned on questions.
RIDGE = 1e-3
CALIBRATION = ("probability", "margin", "entropy", "best cosine", "second cosine", "share of words known")


@dataclass(frozen=True)
class Ranker:
    """Weights by `FEATURES`, calibration by `CALIBRATION` plus an intercept."""

    weights: tuple[float, ...]
    calibration: tuple[float, ...]
    intercept: float

    def probabilities(self, features: Matrix) -> NDArray[np.float64]:
        """Share of belief per topic, summing to 1: shape (topics,)."""
        return np.asarray(softmax(features @ np.array(self.weights)))

    def confidence(self, measures: NDArray[np.float64]) -> float:
        """Calibrated probability that the first topic answers the question."""
        return float(expit(measures @ np.array(self.calibration) + self.intercept))

    def save(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self) | {"features": FEATURES, "measures": CALIBRATION}, indent=1))

    @classmethod
    def load(cls, path: Path) -> "Ranker":
        stored = json.loads(path.read_text())
        return cls(tuple(stored["weights"]), tuple(stored["calibration"]), stored["intercept"])


def measures(
    probabilities: NDArray[np.float64], best_cosine: float, second_cosine: float, known: float
) -> NDArray[np.float64]:
    """What calibration looks at, in the order of `CALIBRATION`."""
    top = np.sort(probabilities)[::-1][:2]
    entropy = -float(np.sum(probabilities * np.log(np.maximum(probabilities, 1e-12))))
    return np.array(
        [top[0], top[0] - top[1], entropy, (best_cosine - 0.85) * 10, (second_cosine - 0.85) * 10, known]
    )


@dataclass(frozen=True)
class Example:
    """One left-out question: evidence per topic and which topic is right."""

    features: Matrix
    right: int
    best_cosines: Matrix
    known: float


def train(examples: Sequence[Example]) -> Ranker:
    """Fit weights and calibration; needs some dozens of examples over several topics."""
    weights = _fit_weights(examples)
    inputs, labels = _calibration_data(examples, weights)
    model = LogisticRegression(C=1.0, max_iter=1000).fit(inputs, labels)
    return Ranker(tuple(weights.tolist()), tuple(model.coef_[0].tolist()), float(model.intercept_[0]))


def _fit_weights(examples: Sequence[Example]) -> NDArray[np.float64]:
    features = np.stack([example.features for example in examples]).astype(np.float64)
    rows = np.arange(len(examples))
    right = np.array([example.right for example in examples])

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        logs = log_softmax(features @ weights, axis=1)
        chances = np.exp(logs)
        expected = np.einsum("nt,ntf->f", chances, features)
        gradient = (expected - features[rows, right].sum(axis=0)) / len(rows) + 2 * RIDGE * weights
        return float(-logs[rows, right].mean() + RIDGE * weights @ weights), gradient

    start = np.full(len(FEATURES), 0.5)
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B").x)


def _calibration_data(
    examples: Sequence[Example], weights: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Each question twice: with its topic there, and with its topic missing."""
    inputs, labels = [], []
    for example in examples:
        chances = softmax(example.features @ weights)
        inputs.append(_measure(chances, example))
        labels.append(int(chances.argmax() == example.right))
        without = np.delete(np.arange(len(chances)), example.right)
        inputs.append(_measure(softmax(example.features[without] @ weights), example, without))
        labels.append(0)
    return np.array(inputs), np.array(labels)


def _measure(
    chances: NDArray[np.float64], example: Example, kept: NDArray[np.int64] | None = None
) -> NDArray[np.float64]:
    cosines = np.sort(example.best_cosines if kept is None else example.best_cosines[kept])[::-1]
    return measures(chances, float(cosines[0]), float(cosines[1]), example.known)
