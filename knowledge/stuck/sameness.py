"""Is this question one that was asked before, in other words? Read off vectors, belief and the part asked for."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from knowledge.base import KnowledgeBase
from knowledge.encoder import Vectors
from knowledge.following.cues import cues_of
from knowledge.lexical import words
from knowledge.matcher import centre
from knowledge.planning.words import plain
from knowledge.stuck.rules import rules

# A conversation has some tens of questions; a server talks with many citizens at once.
REMEMBERED = 512

Belief = NDArray[np.float64]


def is_repeated(text: str, earlier: Sequence[str], base: KnowledgeBase) -> bool:
    """Whether one of the `earlier` questions is the same as `text`."""
    return any(same_chance(text, before, base) >= rules().sameness.at_least for before in earlier)


def same_chance(text: str, before: str, base: KnowledgeBase) -> float:
    """How likely both ask the same, 0 to 1. The same words are the same question."""
    if plain(text) == plain(before) or set(words(text)) == set(words(before)):
        return 1.0
    weights = rules().sameness
    cosine, belief, other_part = signals(text, before, base)
    return float(
        expit(weights.intercept + weights.cosine * cosine + weights.belief * belief + weights.other_part * other_part)
    )


def signals(text: str, before: str, base: KnowledgeBase) -> tuple[float, float, float]:
    """Cosine, shared belief (0 to 1), and whether they ask for different parts (0 or 1)."""
    (one, believed), (other, believed_before) = _seen(text, base), _seen(before, base)
    other_part = cues_of(text).aspect != cues_of(before).aspect
    return float(one @ other), float(np.sqrt(believed * believed_before).sum()), float(other_part)


def _seen(text: str, base: KnowledgeBase) -> tuple[Vectors, Belief]:
    """The centred vector of a question, and the share of belief of every topic."""
    return _remembered(text, _Serving(base))


class _Serving:
    """A base as a key: the same as long as its build serves."""

    def __init__(self, base: KnowledgeBase) -> None:
        self.base = base

    def __hash__(self) -> int:
        return id(self.base.index)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Serving) and self.base.index is other.base.index


@lru_cache(REMEMBERED)
def _remembered(text: str, serving: _Serving) -> tuple[Vectors, Belief]:
    index, vector = serving.base.index, serving.base.encoder.queries([text])[0]
    believed = index.ranker.probabilities(index.matcher.evidence(vector, text).features)
    return centre(vector[None, :], index.matcher.question_mean)[0], believed
