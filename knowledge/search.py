"""Search that explains itself: what was found, what was rejected, why, and how long each step took."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np

from knowledge.encoder import Encoder
from knowledge.index import KnowledgeIndex
from knowledge.matcher import FEATURES, Evidence

HITS = 10
# Below this share of belief a topic is shown as rejected: it plays no part in the answer.
HIT_FLOOR = 0.02


@dataclass(frozen=True)
class Hit:
    """A topic that may answer; `probability` is its share of belief, `evidence` one number a feature."""

    topic: str
    probability: float
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


def search(index: KnowledgeIndex, encoder: Encoder, question: str, without: frozenset[str] = frozenset()) -> Search:
    """The best topics for a question; topics in `without` (said to be wrong) are left out."""
    timings: dict[str, float] = {}
    with _timed(timings, "encoder"):
        vector = encoder.queries([question])[0]
    with _timed(timings, "matching"):
        evidence = index.matcher.evidence(vector, question)
    with _timed(timings, "ranking"):
        found = _rank(index, evidence, without)
    return Search(
        question=question,
        hits=tuple(hit for hit in found.hits if hit.probability >= HIT_FLOOR),
        rejected_hits=tuple(hit for hit in found.hits if hit.probability < HIT_FLOOR),
        confidence=found.confidence,
        share_known=evidence.share_known,
        timings_ms=timings,
    )


@dataclass(frozen=True)
class _Ranked:
    hits: tuple[Hit, ...]
    confidence: float


def _rank(index: KnowledgeIndex, evidence: Evidence, without: frozenset[str]) -> _Ranked:
    topics = index.topic_map.topics
    kept = np.array([i for i, topic in enumerate(topics) if topic not in without])
    features = evidence.features[kept]
    chances = index.ranker.probabilities(features)
    hits = tuple(
        Hit(
            topic=topics[kept[i]],
            probability=float(chances[i]),
            passage=index.passages[index.topic_map.best_passage(evidence.nearest, int(kept[i]))].text,
            evidence=dict(zip(FEATURES, features[i].round(3).tolist(), strict=True)),
        )
        for i in np.argsort(-chances)[:HITS]
    )
    return _Ranked(hits, index.ranker.confidence(chances, features))


@contextmanager
def _timed(timings: dict[str, float], name: str) -> Iterator[None]:
    begin = time.perf_counter()
    yield
    timings[name] = round((time.perf_counter() - begin) * 1000, 2)
