"""What Wegwijs is compared with: plain ways to search the same passages, each as somebody would build it first.

A peer ranks the same topics (texts and doors) for the same questions and has a number that says how sure it is. What
that number is worth is not asked: a peer answers as often as Wegwijs does (`knowledge.quality.threshold_for`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.encoder import Vectors
from knowledge.lexical import LexicalIndex
from knowledge.topic_map import Matrix, TopicMap

# Reciprocal rank fusion's usual constant (Cormack, Clarke and Büttcher 2009).
RRF_K = 60
RANKED = 10


@dataclass(frozen=True)
class Guess:
    """Topics, best first; `confidence` rises with certainty. `elsewhere`: no text at all, says the peer."""

    ranked: tuple[str, ...]
    confidence: float
    elsewhere: bool = False


Peer = Callable[[str], Guess]
"""A question in its own words gives a guess."""


@dataclass(frozen=True)
class PlainSearch:
    """BM25, the encoder and their fusion over one set of passages; `vectors` as the encoder gave them."""

    topic_map: TopicMap
    vectors: Vectors
    lexical: LexicalIndex
    encode: Callable[[Sequence[str]], Vectors]

    def peers(self) -> dict[str, Peer]:
        """Each peer by its name in the tables."""
        return {
            "BM25 alone": lambda text: self._guess(self._words(text)),
            "encoder alone": lambda text: self._guess(self._cosines(text)),
            "plain fusion": lambda text: self._guess(fused([self._words(text), self._cosines(text)])),
        }

    def _words(self, text: str) -> Matrix:
        return self.lexical.scores(text)["words"]

    def _cosines(self, text: str) -> Matrix:
        """The best cosine of each topic among all its passages: shape (topics,)."""
        cosines = self.vectors @ self.encode([text])[0]
        best = np.full(len(self.topic_map.topics), -1.0, dtype=np.float32)
        np.maximum.at(best, self.topic_map.topic_of, cosines)
        return best

    def _guess(self, scores: Matrix) -> Guess:
        order = np.argsort(-scores, kind="stable")[:RANKED]
        return Guess(tuple(self.topic_map.topics[i] for i in order), float(scores[order[0]]))


def fused(engines: Sequence[Matrix]) -> Matrix:
    """Reciprocal rank fusion of scores of shape (topics,): each engine gives 1 / (60 + rank)."""
    ranks = [(-scores).argsort(kind="stable").argsort() + 1 for scores in engines]
    return np.asarray(sum(1.0 / (RRF_K + rank) for rank in ranks), dtype=np.float32)
