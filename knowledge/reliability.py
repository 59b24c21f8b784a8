"""What a confidence is worth: how often it comes true, and what answering more costs. Plain arithmetic."""

from collections.abc import Sequence
from dataclasses import dataclass

BINS = 10


@dataclass(frozen=True)
class Claim:
    """A confidence, between 0 and 1 when it is a probability, and whether what it claimed was right."""

    confidence: float
    right: bool


@dataclass(frozen=True)
class Bin:
    """Claims of `low` up to `high` (the last bin includes 1): how sure they were, and how often right."""

    low: float
    high: float
    count: int
    mean_confidence: float
    share_right: float


@dataclass(frozen=True)
class Point:
    """When every claim from `confidence` on is answered: the share of all questions, and the share of answers wrong."""

    confidence: float
    coverage: float
    risk: float


def bins(claims: Sequence[Claim], count: int = BINS) -> tuple[Bin, ...]:
    """The claims in `count` equal steps of confidence; steps without any are left out."""
    found = []
    for number in range(count):
        own = [claim for claim in claims if min(int(claim.confidence * count), count - 1) == number]
        if own:
            mean = sum(claim.confidence for claim in own) / len(own)
            right = sum(claim.right for claim in own) / len(own)
            found.append(Bin(number / count, (number + 1) / count, len(own), mean, right))
    return tuple(found)


def expected_calibration_error(claims: Sequence[Claim], count: int = BINS) -> float:
    """Mean distance between how sure and how often right, weighed by claims (Naeini and others 2015)."""
    return sum(abs(b.mean_confidence - b.share_right) * b.count for b in bins(claims, count)) / max(len(claims), 1)


def risk_by_coverage(claims: Sequence[Claim], questions: int) -> tuple[Point, ...]:
    """From answering only the surest to answering all; `questions` counts those without a claim as well."""
    points: list[Point] = []
    wrong = 0
    for answered, claim in enumerate(sorted(claims, key=lambda claim: -claim.confidence), start=1):
        wrong += not claim.right
        point = Point(claim.confidence, answered / questions, wrong / answered)
        if points and points[-1].confidence == claim.confidence:
            points.pop()  # equally sure: answered together or not at all
        points.append(point)
    return tuple(points)


def threshold_for(confidences: Sequence[float | None], share: float) -> float:
    """The confidence from which `share` of the questions is answered; None is a question that never is.

    Equal confidences are answered together, so the share may come out higher. When fewer can be answered, all are.
    """
    able = sorted((found for found in confidences if found is not None), reverse=True)
    wanted = round(share * len(confidences))
    if wanted == 0 or not able:
        return float("inf")
    return able[min(wanted, len(able)) - 1]
