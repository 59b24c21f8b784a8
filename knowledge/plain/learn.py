"""Learn the weights again: `python -m knowledge.plain.learn`. Prints how well it does on pairs it has not seen.

Logistic regression on the pairs' hard and easy texts, with positive weights: every measure is larger in harder
Dutch by definition, so a negative weight could only be an accident of these pairs.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.metrics import roc_auc_score

from bot.settings import ROOT
from knowledge.plain.analysis import analyse
from knowledge.plain.features import MEASURES, measure
from knowledge.plain.model import B1_LINE, FAR, MODEL, Model, log_odds_at

Array = NDArray[np.float64]

PAIRS = ROOT / "tests" / "quality" / "plain_pairs.jsonl"
FOLDS = 10
DECIMALS = 5
SPREAD_MIN = 0.001
RIDGE = 0.05  # penalty on the squared weights; 0.01 to 0.2 give the same cross-validated AUC within 0.005
LOWEST_WEIGHT = 0.1  # what the pairs hardly show (abbreviations, double negation) must still count in real texts


@dataclass(frozen=True)
class Examples:
    """Rows 2i and 2i+1 are the hard and the easy text of pair i."""

    values: Array
    hard: Array
    kinds: tuple[str, ...]

    def rows(self, pairs: Array) -> "Examples":
        keep = np.isin(np.arange(len(self.hard)) // 2, pairs)
        return Examples(
            self.values[keep], self.hard[keep], tuple(k for k, kept in zip(self.kinds, keep, strict=True) if kept)
        )


def main() -> None:
    examples = read_examples(PAIRS)
    unseen = cross_validate(examples)
    for kind, auc in auc_by_kind(examples, unseen).items():
        print(f"AUC {kind}: {auc:.3f} ({FOLDS}-fold, pairs kept together)")
    line = log_odds_at(B1_LINE)
    easy, hard = unseen[examples.hard == 0] < line, unseen[examples.hard == 1] >= line
    print(f"on the right side of the B1 line: {easy.mean():.1%} of the easy texts, {hard.mean():.1%} of the hard ones")
    learned = fit(examples)
    MODEL.write_text(json.dumps(asdict(learned), indent=1) + "\n", encoding="utf-8")
    for name, weight in sorted(learned.weights.items(), key=lambda item: -item[1]):
        print(f"{weight:6.2f}  {name}")


def read_examples(path: Path) -> Examples:
    """The measures of all texts in a file of pairs."""
    pairs = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    values = [measure(analyse(pair[side])) for pair in pairs for side in ("hard", "easy")]
    kinds = tuple(pair["kind"] for pair in pairs for _ in range(2))
    return Examples(np.array(values), np.tile([1.0, 0.0], len(pairs)), kinds)


def cross_validate(examples: Examples) -> Array:
    """Log-odds of every text, from a model that has not seen its pair."""
    pairs = np.random.default_rng(1).permutation(len(examples.hard) // 2)
    scores = np.zeros(len(examples.hard))
    for fold in range(FOLDS):
        unseen = pairs[fold::FOLDS]
        learned = fit(examples.rows(np.setdiff1d(pairs, unseen)))
        for pair in unseen:
            for row in (2 * pair, 2 * pair + 1):
                scores[row] = learned.log_odds(list(examples.values[row]))
    return scores


def auc_by_kind(examples: Examples, scores: Sequence[float] | Array) -> dict[str, float]:
    """How often a hard text scores higher than an easy one of its kind."""
    kinds, values = np.array(examples.kinds), np.asarray(scores)
    return {
        kind: float(roc_auc_score(examples.hard[kinds == kind], values[kinds == kind])) for kind in sorted(set(kinds))
    }


def fit(examples: Examples) -> Model:
    """Positive weights, and a bias, that separate hard from easy; both kinds of pairs weigh the same."""
    means = examples.values.mean(axis=0)
    spreads = np.maximum(examples.values.std(axis=0), SPREAD_MIN)
    standard = np.clip((examples.values - means) / spreads, -FAR, FAR)
    kinds = np.array(examples.kinds)
    weight_of = {kind: 1 / (kinds == kind).sum() for kind in set(examples.kinds)}
    sample_weights = np.array([weight_of[kind] for kind in examples.kinds])
    solution = minimize(
        _loss,
        np.full(standard.shape[1] + 1, LOWEST_WEIGHT),
        args=(standard, examples.hard, sample_weights / sample_weights.sum()),
        jac=True,
        method="L-BFGS-B",
        bounds=[(None, None)] + [(LOWEST_WEIGHT, None)] * standard.shape[1],
    )
    return Model(
        means=_named(means),
        spreads=_named(spreads),
        weights=_named(solution.x[1:]),
        bias=round(float(solution.x[0]), DECIMALS),
    )


def _named(values: Array) -> dict[str, float]:
    return {name: round(float(value), DECIMALS) for name, value in zip(MEASURES, values, strict=True)}


def _loss(parameters: Array, values: Array, hard: Array, sample_weights: Array) -> tuple[float, Array]:
    """Cross-entropy with ridge penalty, and its gradient."""
    odds = values @ parameters[1:] + parameters[0]
    loss = (
        float(sample_weights @ (np.logaddexp(0, odds) - hard * odds))
        + RIDGE * float(parameters[1:] @ parameters[1:]) / 2
    )
    error = sample_weights * (1 / (1 + np.exp(-odds)) - hard)
    return loss, np.concatenate([[error.sum()], values.T @ error + RIDGE * parameters[1:]])


if __name__ == "__main__":
    main()
