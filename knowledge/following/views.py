"""One message searched twice: as it is, and with the title of what the conversation is about before it.

The two views are compared to see whether the message goes on about the same, and mixed to find what it means then:
a topic must fit the message *and* the conversation, so their shares of belief are multiplied.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.base import KnowledgeBase
from knowledge.search import HIT_FLOOR, HITS, Hit, Search
from knowledge.topic_map import Matrix

Shares = NDArray[np.float64]
LEAST = 1e-6


@dataclass(frozen=True)
class View:
    """Share of belief per topic of the index, evidence per topic, and how sure the first is."""

    shares: Shares
    features: Matrix
    confidence: float

    def share(self, position: int) -> float:
        return float(self.shares[position])


@dataclass(frozen=True)
class Views:
    """`topics`: those that were not excluded, in the order of the shares."""

    question: str
    topics: tuple[str, ...]
    alone: View
    joint: View

    def place(self, topic: str) -> int | None:
        return self.topics.index(topic) if topic in self.topics else None


def look_twice(base: KnowledgeBase, message: str, about: str, without: frozenset[str] = frozenset()) -> Views:
    """Search for `message`, and for it after `about` (a title, or the question before)."""
    joined = f"{about}: {message}"
    vectors = base.encoder.queries([message, joined])
    topics = base.index.topic_map.topics
    kept = np.array([i for i, topic in enumerate(topics) if topic not in without | base.resting])
    views = [_view(base, vector, text, kept) for vector, text in zip(vectors, (message, joined), strict=True)]
    return Views(message, tuple(topics[i] for i in kept), *views)


def _view(base: KnowledgeBase, vector: Matrix, text: str, kept: NDArray[np.int64]) -> View:
    features = base.index.matcher.evidence(vector, text).features[kept]
    shares = base.index.ranker.probabilities(features)
    return View(shares, features, base.index.ranker.confidence(shares, features))


def alone(views: Views, base: KnowledgeBase) -> Search:
    """What the message means by itself."""
    return _search(views, base, views.alone.shares, views.alone)


def mixed(views: Views, base: KnowledgeBase, weight_alone: float) -> Search:
    """What the message means within the conversation; `weight_alone` is how much the message itself counts."""
    logs = weight_alone * np.log(views.alone.shares + LEAST) + (1 - weight_alone) * np.log(views.joint.shares + LEAST)
    shares = np.exp(logs - logs.max())
    return _search(views, base, shares / shares.sum(), views.joint)


def _search(views: Views, base: KnowledgeBase, shares: Shares, view: View) -> Search:
    order = np.argsort(-shares)[:HITS]
    hits = tuple(Hit(views.topics[i], float(shares[i]), base.titles.get(views.topics[i], ""), {}) for i in order)
    return Search(
        question=views.question,
        hits=tuple(hit for hit in hits if hit.probability >= HIT_FLOOR),
        rejected_hits=tuple(hit for hit in hits if hit.probability < HIT_FLOOR),
        confidence=base.index.ranker.confidence(shares, view.features),
        share_known=base.index.matcher.lexical.share_known(views.question),
    )
