"""Which passages belong to which topic, as arrays that numpy reduces over."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.passages import Passage

Matrix = NDArray[np.float32]
# Below any cosine: a topic without a passage of that kind.
ABSENT = np.float32(-1.0)


@dataclass(frozen=True)
class TopicMap:
    """`topic_of` and `is_question` have one entry a passage, `is_foreign` one a topic."""

    topics: tuple[str, ...]
    topic_of: NDArray[np.int64]
    is_question: NDArray[np.bool_]
    is_foreign: NDArray[np.float32]

    @classmethod
    def of(cls, passages: Sequence[Passage], foreign: frozenset[str]) -> "TopicMap":
        """`foreign`: topics that are somebody else's text."""
        topics = tuple(dict.fromkeys(passage.topic for passage in passages))
        position = {topic: i for i, topic in enumerate(topics)}
        return cls(
            topics=topics,
            topic_of=np.array([position[passage.topic] for passage in passages], dtype=np.int64),
            is_question=np.array([passage.kind == "question" for passage in passages]),
            is_foreign=np.array([topic in foreign for topic in topics], dtype=np.float32),
        )

    def only(self, kept: NDArray[np.bool_]) -> "TopicMap":
        """The same topics with only the kept passages."""
        return TopicMap(self.topics, self.topic_of[kept], self.is_question[kept], self.is_foreign)

    def best(self, scores: Matrix, questions: bool) -> Matrix:
        """The best score of each topic among its questions or its sections: shape (topics,).

        A topic without any of that kind gets the mean of the others: it says nothing for or against it.
        """
        best = np.full(len(self.topics), ABSENT, dtype=np.float32)
        chosen = self.is_question if questions else ~self.is_question
        np.maximum.at(best, self.topic_of[chosen], scores[chosen])
        present = best > ABSENT
        return np.where(present, best, best[present].mean() if present.any() else 0).astype(np.float32)
