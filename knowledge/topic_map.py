"""Which passages belong to which topic, as arrays that numpy reduces over."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from knowledge.passages import Passage
from knowledge.vectors import Nearest

Matrix = NDArray[np.float32]


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

    def best(self, found: Nearest, questions: bool) -> Matrix:
        """The best cosine of each topic among its questions or its sections: shape (topics,).

        A topic without any of that kind gets the mean of the others: it says nothing for or against it. A topic
        that has them, but none was found, gets the most that they can be.
        """
        best = np.full(len(self.topics), found.floor, dtype=np.float32)
        chosen = self.is_question[found.positions] == questions
        np.maximum.at(best, self.topic_of[found.positions[chosen]], found.cosines[chosen])
        present = self._has_questions if questions else self._has_sections
        return np.where(present, best, best[present].mean() if present.any() else 0).astype(np.float32)

    def best_passage(self, found: Nearest, topic: int) -> int:
        """Position of the topic's nearest passage; of its first one when none was found."""
        own = np.flatnonzero(self.topic_of[found.positions] == topic)
        if len(own):
            return int(found.positions[own[found.cosines[own].argmax()]])
        return int(np.argmax(self.topic_of == topic))

    @cached_property
    def _has_questions(self) -> NDArray[np.bool_]:
        return np.bincount(self.topic_of[self.is_question], minlength=len(self.topics)) > 0

    @cached_property
    def _has_sections(self) -> NDArray[np.bool_]:
        return np.bincount(self.topic_of[~self.is_question], minlength=len(self.topics)) > 0
