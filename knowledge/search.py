"""Search that explains itself: what was found, what was rejected, why, and how long each step took."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np

from knowledge.encoder import Encoder, Vectors
from knowledge.index import KnowledgeIndex
from knowledge.lexical import words
from knowledge.ranker import measures
from knowledge.signals import FEATURES, Matrix, evidence

HITS = 10
# Below this share of belief a topic is shown as rejected: it plays no part in the answer.
HIT_FLOOR = 0.02


@dataclass(frozen=True)
class Hit:
    """A topic that may answer; `probability` is its share of belief, `evidence` one number a feature."""

    topic: str
    probability: float
    cosine: float
    passage: str
    evidence: dict[str, float]


@dataclass(frozen=True)
class Search:
    """Everything that search can say about one question. Timings in milliseconds."""

    question: str
    hits: tuple[Hit, ...]
    rejected_hits: tuple[Hit, ...]
    confidence: float
    share_known: float
    timings_ms: dict[str, float] = field(default_factory=dict)

    @property
    def candidates(self) -> tuple[Hit, ...]:
        return self.hits + self.rejected_hits


def search(
    index: KnowledgeIndex, encoder: Encoder, question: str, without: frozenset[str] = frozenset()
) -> Search:
    """The best topics for a question; topics in `without` (said to be wrong) are left out."""
    timings: dict[str, float] = {}
    with _timed(timings, "encoder"):
        vector = encoder.queries([question])[0]
    with _timed(timings, "faiss"):
        dense = index.vectors.scores(vector)
    with _timed(timings, "bm25"):
        lexical = index.lexical.scores(question)
        known = index.lexical.share_known(words(question))
    with _timed(timings, "ranking"):
        found = _rank(index, question, dense, evidence(index.topic_map, dense, lexical), known, without)
    return Search(**found, timings_ms=timings)


def _rank(
    index: KnowledgeIndex,
    question: str,
    dense: Vectors,
    features: Matrix,
    known: float,
    without: frozenset[str],
) -> dict[str, object]:
    topic_map = index.topic_map
    kept = np.array([i for i, topic in enumerate(topic_map.topics) if topic not in without])
    chances = index.ranker.probabilities(features[kept])
    cosines = np.maximum(topic_map.best(dense, True), topic_map.best(dense, False))[kept]
    top_cosines = np.sort(cosines)[::-1]
    order = np.argsort(-chances)[:HITS]
    hits = [
        Hit(
            topic=topic_map.topics[kept[i]],
            probability=float(chances[i]),
            cosine=float(cosines[i]),
            passage=_best_passage(index, dense, int(kept[i])),
            evidence=dict(zip(FEATURES, features[kept[i]].round(2).tolist(), strict=True)),
        )
        for i in order
    ]
    second = float(top_cosines[min(1, len(top_cosines) - 1)])
    confidence = index.ranker.confidence(measures(chances, float(top_cosines[0]), second, known))
    return {
        "question": question,
        "hits": tuple(hit for hit in hits if hit.probability >= HIT_FLOOR),
        "rejected_hits": tuple(hit for hit in hits if hit.probability < HIT_FLOOR),
        "confidence": confidence,
        "share_known": known,
    }


def _best_passage(index: KnowledgeIndex, dense: Vectors, topic: int) -> str:
    own = np.flatnonzero(index.topic_map.topic_of == topic)
    return index.passages[own[dense[own].argmax()]].text


@contextmanager
def _timed(timings: dict[str, float], name: str) -> Iterator[None]:
    begin = time.perf_counter()
    yield
    timings[name] = round((time.perf_counter() - begin) * 1000, 2)
