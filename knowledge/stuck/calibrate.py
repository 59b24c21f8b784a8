"""Learn the weights of "the same question in other words" from pairs.csv: `python -m knowledge.stuck.calibrate`.

Prints what belongs in rules.yaml, and how well pairs are told apart that were not learned from.
"""

import csv
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict

from bot.settings import settings
from knowledge.base import KnowledgeBase, open_base
from knowledge.stuck.rules import rules
from knowledge.stuck.sameness import signals

PAIRS = Path(__file__).parent / "pairs.csv"
FOLDS = 8
# Few pairs: weak pulling together of the weights.
STRENGTH = 20.0


def calibrate(base: KnowledgeBase) -> str:
    """The weights, and recall and false alarms at the threshold, over folds."""
    with PAIRS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    seen = np.array([signals(row["again"], row["first"], base) for row in rows])
    same = np.array([row["same"] == "1" for row in rows])
    model = LogisticRegression(C=STRENGTH)
    chances = cross_val_predict(model, seen, same, cv=FOLDS, method="predict_proba")[:, 1]
    found = chances >= rules().sameness.at_least
    cosine, belief, other_part = model.fit(seen, same).coef_[0]
    weights = {"intercept": model.intercept_[0], "cosine": cosine, "belief": belief, "other_part": other_part}
    told = f"# {len(rows)} pairs: recall {found[same].mean():.2f}, false alarms {found[~same].mean():.2f}"
    return "\n".join((*(f"{name}: {weight:.2f}" for name, weight in weights.items()), told))


if __name__ == "__main__":
    print(calibrate(open_base(settings())))
