"""What one run of `wegwijs evaluate` found: every system judged on the same questions, and how they are grouped."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.quality import Judged
from knowledge.reliability import Claim

WEGWIJS = "Wegwijs"


@dataclass(frozen=True)
class Evaluation:
    """`systems`: Wegwijs first, then the peers; each judged the same questions in the same order."""

    systems: dict[str, list[Judged]]
    theme_of: dict[str, str]
    made_of: str

    @property
    def ours(self) -> list[Judged]:
        return self.systems[WEGWIJS]

    def theme(self, topic: str) -> str:
        """The folder of a text; `?` for a topic that is gone."""
        return self.theme_of.get(topic, "?")


def groups(judged: Sequence[Judged], theme_of: dict[str, str]) -> dict[str, list[Judged]]:
    """The questions by what they have in common, in the order in which tables show them."""
    found: dict[str, list[Judged]] = {}
    for kind in ("all", "split", "language", "style", "theme"):
        own: dict[str, list[Judged]] = {}
        for one in judged:
            for name in _names(kind, one, theme_of):
                own.setdefault(name, []).append(one)
        found |= dict(sorted(own.items()))
    return found


def _names(kind: str, judged: Judged, theme_of: dict[str, str]) -> Iterator[str]:
    question = judged.question
    match kind:
        case "all":
            yield "all"
        case "split":
            yield f"split {question.split}"
        case "language":
            yield f"language {'nl' if question.language == 'nl' else 'other'}"
        case "style":
            yield f"style {question.style}"
        case _ if question.expect == "answer":
            yield f"theme {theme_of.get(question.topics[0], '?')}"


def claims(judged: Sequence[Judged]) -> list[Claim]:
    """What confidence claims: answering with the first text would be right. Where a door leads, it claims nothing."""
    return [Claim(one.confidence, one.first_is_right) for one in judged if one.first is not None]


def confusions(judged: Sequence[Judged], theme_of: dict[str, str]) -> dict[tuple[str, str], int]:
    """(theme that was meant, theme that came first) → questions with one topic; the diagonal included."""
    counted: dict[tuple[str, str], int] = {}
    for one in judged:
        if one.question.expect == "answer" and one.ranked:
            pair = theme_of.get(one.question.topics[0], "?"), theme_of.get(one.ranked[0], "?")
            counted[pair] = counted.get(pair, 0) + 1
    return counted


def worst(judged: Sequence[Judged], count: int) -> list[Judged]:
    """The surest mistakes. Of the tuning half only: who reads the failures of the test half tunes on it."""
    mistakes = [
        one
        for one in judged
        if one.question.split == "tuning" and one.question.expect != "clarify" and one.first and not one.first_is_right
    ]
    return sorted(mistakes, key=lambda one: -one.confidence)[:count]
