"""How the engines are weighed, and how sure the best topic is: learned, small and explainable.

- *weights*: one number an engine; a softmax over topics (conditional logit, McFadden 1974);
- *calibration*: a logistic regression that says how likely the first topic answers the question.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, log_softmax, logit, softmax

from knowledge.matcher import FEATURES
from knowledge.topic_map import Matrix

Floats = NDArray[np.float64]

# Keeps the weights small where engines say the same; not tuned on questions.
RIDGE = 1e-3
CALIBRATION = (
    "log odds of the first",
    "margin to the second",
    "entropy",
    "cosine of the best question",
    "learned layer",
    "stems",
    "letter groups",
    "lead in the cosine of the best question",
    "lead in the learned layer",
    "lead in the stems",
    "lead in the letter groups",
)
# The columns of `FEATURES` that calibration looks at: the engines that judge how a question is put.
JUDGES = [0, 2, 3, 4]
# How often a question has no answer here, roughly; learning sees every question once without its topic.
SHARE_WITHOUT_ANSWER = 0.15


@dataclass(frozen=True)
class Ranker:
    """Weights by `FEATURES`, calibration by `CALIBRATION` plus an intercept."""

    weights: tuple[float, ...]
    calibration: tuple[float, ...]
    intercept: float

    def probabilities(self, features: Matrix) -> Floats:
        """Share of belief per topic, summing to 1: shape (topics,)."""
        return np.asarray(softmax(features.astype(np.float64) @ np.array(self.weights)))

    def confidence(self, chances: Floats, features: Matrix) -> float:
        """Calibrated probability that the first topic answers the question."""
        return float(expit(measures(chances, features) @ np.array(self.calibration) + self.intercept))

    def save(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self) | {"features": FEATURES, "measures": CALIBRATION}, indent=1))

    @classmethod
    def load(cls, path: Path) -> "Ranker":
        stored = json.loads(path.read_text())
        return cls(tuple(stored["weights"]), tuple(stored["calibration"]), stored["intercept"])


def measures(chances: Floats, features: Matrix) -> Floats:
    """What calibration looks at, in the order of `CALIBRATION`."""
    first = int(chances.argmax())
    top = np.sort(chances)[::-1][:2]
    second = top[1] if len(top) > 1 else 0.0
    entropy = -float(np.sum(chances * np.log(np.maximum(chances, 1e-12))))
    odds = float(logit(np.clip(top[0], 1e-4, 1 - 1e-4)))
    own, others = features[first, JUDGES], np.delete(features[:, JUDGES], first, axis=0)
    leads = own - others.max(axis=0) if len(others) else np.zeros(len(JUDGES))
    return np.array([odds, top[0] - second, entropy, *own, *leads], dtype=np.float64)


@dataclass(frozen=True)
class Example:
    """A question that was held out: evidence per topic, and which topic is right."""

    features: Matrix
    right: int


def train(examples: Sequence[Example]) -> Ranker:
    """Fit the weights, then the calibration under them."""
    from sklearn.linear_model import LogisticRegression  # takes a second to import; only learning needs it

    weights = _fit_weights(examples)
    inputs, labels, counts = _calibration_data(examples, weights)
    model = LogisticRegression(C=1.0, max_iter=5000).fit(inputs, labels, sample_weight=counts)
    return Ranker(tuple(weights.tolist()), tuple(model.coef_[0].tolist()), float(model.intercept_[0]))


def _fit_weights(examples: Sequence[Example]) -> Floats:
    from scipy.optimize import minimize

    features = np.stack([example.features for example in examples]).astype(np.float64)
    rows = np.arange(len(examples))
    right = np.array([example.right for example in examples], dtype=np.int64)

    def loss(weights: Floats) -> tuple[float, Floats]:
        logs = log_softmax(features @ weights, axis=1)
        expected = np.einsum("nt,ntf->f", np.exp(logs), features)
        gradient = (expected - features[rows, right].sum(axis=0)) / len(rows) + 2 * RIDGE * weights
        return float(-logs[rows, right].mean() + RIDGE * weights @ weights), gradient

    return np.asarray(minimize(loss, np.ones(len(FEATURES)), jac=True, method="L-BFGS-B").x)


def _calibration_data(examples: Sequence[Example], weights: Floats) -> tuple[Floats, NDArray[np.int64], Floats]:
    """Each question as it is, and once more with its topic missing: a question that has no answer here.

    The last are as many as the first, so each counts for less: what citizens ask mostly has an answer.
    """
    inputs, labels = [], []
    for example in examples:
        chances = softmax(example.features @ weights)
        inputs.append(measures(chances, example.features))
        labels.append(int(chances.argmax() == example.right))
        left = np.delete(example.features, example.right, axis=0)
        inputs.append(measures(softmax(left @ weights), left))
        labels.append(0)
    missing = SHARE_WITHOUT_ANSWER / (1 - SHARE_WITHOUT_ANSWER)
    return np.array(inputs), np.array(labels), np.tile([1.0, missing], len(examples))
