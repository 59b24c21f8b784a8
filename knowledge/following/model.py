"""The learned weights of the signals: one number each, in a file that can be read."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from knowledge.following.signals import SIGNALS

FILE = Path(__file__).parent / "model.json"


@dataclass(frozen=True)
class Weights:
    """By `SIGNALS`, plus an intercept."""

    slopes: tuple[float, ...]
    intercept: float

    def chance(self, signals: NDArray[np.float64]) -> float:
        """How likely the message goes on about the same, between 0 and 1."""
        return float(expit(signals @ np.array(self.slopes) + self.intercept))

    def save(self, path: Path = FILE) -> None:
        named = dict(zip(SIGNALS, (round(slope, 4) for slope in self.slopes), strict=True))
        path.write_text(json.dumps({"intercept": round(self.intercept, 4), "signals": named}, indent=1) + "\n")


@cache
def weights() -> Weights:
    """What `learn` wrote; a signal that it does not know is an error."""
    stored = json.loads(FILE.read_text(encoding="utf-8"))
    return Weights(tuple(stored["signals"][name] for name in SIGNALS), stored["intercept"])
