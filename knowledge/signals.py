"""From scores of passages to evidence per topic.

Every engine scores passages. A topic's evidence is its best question and its best section in each
engine, standardised over all topics, so that engines with different scales can be weighed together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.passages import Passage

Matrix = NDArray[np.float32]

FEATURES = (
    "dense question",
    "dense question, mean of 3",
    "dense section",
    "words question",
    "words section",
    "grams question",
    "grams section",
    "words, question plus section",
    "somebody else's text",
)
_ABSENT = np.float32(-1e9)


@dataclass(frozen=True)
class TopicMap:
    """Which passages belong to which topic, as arrays that numpy reduces over."""

    topics: tuple[str, ...]
    topic_of: NDArray[np.int64]
    is_question: NDArray[np.bool_]
    is_foreign: NDArray[np.float32]

    @classmethod
    def of(cls, passages: Sequence[Passage], foreign: frozenset[str]) -> "TopicMap":
        topics = tuple(dict.fromkeys(passage.topic for passage in passages))
        position = {topic: i for i, topic in enumerate(topics)}
        return cls(
            topics=topics,
            topic_of=np.array([position[passage.topic] for passage in passages], dtype=np.int64),
            is_question=np.array([passage.kind == "question" for passage in passages]),
            is_foreign=np.array([topic in foreign for topic in topics], dtype=np.float32),
        )

    def best(self, scores: Matrix, questions: bool) -> Matrix:
        """The best score of each topic among its questions or its sections: shape (topics,)."""
        best = np.full(len(self.topics), _ABSENT, dtype=np.float32)
        chosen = self.is_question if questions else ~self.is_question
        np.maximum.at(best, self.topic_of[chosen], scores[chosen])
        floor = best[best > _ABSENT].min(initial=0.0)
        return np.where(best > _ABSENT, best, floor).astype(np.float32)

    def mean_of_three(self, scores: Matrix) -> Matrix:
        """Mean of each topic's three best questions: one lucky match counts less."""
        positions = np.flatnonzero(self.is_question)
        order = positions[np.lexsort((-scores[positions], self.topic_of[positions]))]
        owners = self.topic_of[order]
        first = np.searchsorted(owners, owners, side="left")
        top = np.arange(len(order)) - first < 3
        sums = np.bincount(owners[top], weights=scores[order[top]], minlength=len(self.topics))
        counts = np.bincount(owners[top], minlength=len(self.topics))
        return (sums / np.maximum(counts, 1)).astype(np.float32)


def evidence(topic_map: TopicMap, dense: Matrix, lexical: Mapping[str, Matrix]) -> Matrix:
    """Features of every topic for one query: shape (topics, len(FEATURES))."""
    words_question = topic_map.best(lexical["words"], questions=True)
    words_section = topic_map.best(lexical["words"], questions=False)
    columns = [
        topic_map.best(dense, questions=True),
        topic_map.mean_of_three(dense),
        topic_map.best(dense, questions=False),
        words_question,
        words_section,
        topic_map.best(lexical["grams"], questions=True),
        topic_map.best(lexical["grams"], questions=False),
        words_question + words_section,
    ]
    standard = [_standardise(column) for column in columns]
    return np.column_stack([*standard, topic_map.is_foreign]).astype(np.float32)


def _standardise(column: Matrix) -> Matrix:
    spread = float(column.std())
    return np.asarray(
        (column - column.mean()) / spread if spread > 1e-6 else np.zeros_like(column), dtype=np.float32
    )
