"""The plots of the report: how reliable confidence is, what answering more costs, which themes are mixed up, peers."""

from collections.abc import Mapping, Sequence
from math import sqrt

from connectors.report.evaluation import Evaluation, claims, confusions, groups
from connectors.report.svg import LEFT, TOP, Area, box, dot, drawing, text
from knowledge.quality import Measures, measure
from knowledge.reliability import Claim, Point, bins, risk_by_coverage

CELL = 17
LABELS = 210
BAR_MEASURES = ("topic@1", "topic@3", "organisation@1", "false answers")


def reliability(found: Sequence[Claim]) -> str:
    """How sure against how often right; the size of a dot is the number of questions, the diagonal is honesty."""
    area = Area(460, 400)
    parts = [area.axes("confidence", "share right"), area.line([(0, 0), (1, 1)], "honest")]
    steps = bins(found)
    parts.append(area.line([(step.mean_confidence, step.share_right) for step in steps], "line0"))
    for step in steps:
        said = f"{step.low:.1f}–{step.high:.1f}: {step.count} questions, {step.share_right:.2f} right"
        parts.append(
            dot(area.x(step.mean_confidence), area.y(step.share_right), 2 + sqrt(step.count) / 1.5, "fill0", said)
        )
    return area.drawing("Reliability of the confidence", parts)


def risk_coverage(evaluation: Evaluation, thresholds: Mapping[str, float]) -> str:
    """The share of answers that are wrong, as each system answers more questions; ours with its thresholds marked."""
    area = Area(620, 400, y_max=0.5)
    parts = [area.axes("share of questions answered", "share of answers wrong")]
    for number, judged in enumerate(evaluation.systems.values()):
        points = risk_by_coverage(claims(judged), len(judged))
        parts.append(area.line([(p.coverage, min(p.risk, area.y_max)) for p in points], f"line{number}"))
    ours = risk_by_coverage(claims(evaluation.ours), len(evaluation.ours))
    for name, threshold in thresholds.items():
        parts += _threshold(area, name, threshold, ours)
    return area.drawing("Risk by coverage", parts)


def _threshold(area: Area, name: str, threshold: float, points: Sequence[Point]) -> list[str]:
    above = [point for point in points if point.confidence >= threshold]
    if not above:
        return []
    x, y = area.x(above[-1].coverage), area.y(min(above[-1].risk, area.y_max))
    said = f"{name}: {above[-1].coverage:.2f} answered, {above[-1].risk:.3f} of those wrong"
    return [dot(x, y, 5, "fill0", said), text(x, y - 10, f"{name} {threshold}", "tick", "end")]


def confusion(evaluation: Evaluation) -> str:
    """Themes that were meant against themes that came first."""
    return mixed_up(confusions(evaluation.ours, evaluation.theme_of), "Themes mixed up")


def mixed_up(counted: Mapping[tuple[str, str], int], title: str) -> str:
    """What was meant (rows) against what came (columns), one cell a pair."""
    names = sorted({name for pair in counted for name in pair})
    most = max((count for (meant, came), count in counted.items() if meant != came), default=1)
    parts = []
    for row, meant in enumerate(names):
        parts.append(text(LABELS - 6, TOP + LABELS + row * CELL + 13, meant, "tick", "end"))
        x = LABELS + row * CELL + 12
        parts.append(f'<g transform="translate({x} {TOP + LABELS - 6}) rotate(-60)">{text(0, 0, meant, "tick")}</g>')
        for column, came in enumerate(names):
            count = counted.get((meant, came), 0)
            kind, depth = ("same", 0.35) if meant == came else ("fill1", count / most)
            said = f"{meant} → {came}: {count}"
            x, y = LABELS + column * CELL, TOP + LABELS + row * CELL
            parts.append(box(x, y, CELL - 1, CELL - 1, kind if count else "empty", said, depth if count else 1))
    side = LABELS + len(names) * CELL
    return drawing(side + 60, side + TOP + 4, title, parts)


def peer_bars(evaluation: Evaluation, group: str) -> str:
    """The main measures of every system side by side."""
    area = Area(720, 320)
    found = [measure(groups(judged, evaluation.theme_of)[group]) for judged in evaluation.systems.values()]
    parts = [area.axes("", "share")]
    wide = (area.width - LEFT - 14) / len(BAR_MEASURES)
    thin = wide / (len(found) + 1)
    for place, name in enumerate(BAR_MEASURES):
        left = LEFT + place * wide
        parts.append(box(left, area.y(0), wide, 34, "cover", name))
        parts.append(text(left + wide / 2, area.y(0) + 18, name, "name", "middle"))
        for number, (system, measures) in enumerate(zip(evaluation.systems, found, strict=True)):
            value = _bar_values(measures)[place] or 0.0
            x, y = left + thin * (number + 0.5), area.y(value)
            parts.append(box(x, y, thin - 3, area.y(0) - y, f"fill{number}", f"{system}, {name}: {value:.3f}"))
            parts.append(text(x + thin / 2 - 1, y - 4, f"{value:.2f}", "tick", "middle"))
    return area.drawing(f"Peers, {group}", parts)


def _bar_values(found: Measures) -> tuple[float | None, ...]:
    """In the order of `BAR_MEASURES`."""
    return found.topic_at_1, found.topic_at_3, found.organisation_at_1, found.false_answers
