"""From a question to evidence per topic: the engines side by side, one column each.

The same code serves questions and is cross-fitted to learn how the engines are weighed (knowledge.learn).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from knowledge import learned_layer
from knowledge.encoder import Vectors
from knowledge.learned_layer import LearnedLayer
from knowledge.lexical import LexicalIndex
from knowledge.passages import Passage
from knowledge.topic_map import Matrix, TopicMap
from knowledge.vectors import Nearest, VectorIndex

FEATURES = (
    "cosine of the best question",
    "cosine of the best section",
    "learned layer",
    "stems",
    "letter groups",
    "somebody else's text",
)


@dataclass(frozen=True)
class Evidence:
    """`features` has shape (topics, len(FEATURES)); `nearest`: the passages that the cosines come from."""

    features: Matrix
    nearest: Nearest
    share_known: float


@dataclass(frozen=True)
class Matcher:
    """The engines over one set of passages. `question_mean` and `section_mean` centre the vectors."""

    topic_map: TopicMap
    question_mean: Matrix
    section_mean: Matrix
    vectors: VectorIndex
    layer: LearnedLayer
    lexical: LexicalIndex

    @classmethod
    def fit(
        cls, passages: Sequence[Passage], vectors: Vectors, topic_map: TopicMap, start: LearnedLayer | None = None
    ) -> "Matcher":
        """Learn everything from these passages; `vectors` in the same order. `start`: a layer to go on from."""
        is_question = topic_map.is_question
        question_mean = vectors[is_question].mean(axis=0)
        section_mean = vectors[~is_question].mean(axis=0) if (~is_question).any() else question_mean
        centred = centre(vectors, np.where(is_question[:, None], question_mean, section_mean))
        return cls(
            topic_map=topic_map,
            question_mean=question_mean,
            section_mean=section_mean,
            vectors=VectorIndex.build(centred),
            layer=learned_layer.fit(centred, topic_map.topic_of, len(topic_map.topics), start),
            lexical=LexicalIndex.build(_documents(passages, topic_map)),
        )

    def evidence(self, vector: Matrix, text: str) -> Evidence:
        """What every engine says of one question, given as its vector and its words."""
        centred = centre(vector[None, :], self.question_mean)[0]
        nearest = self.vectors.search(centred)
        lexical = self.lexical.scores(text)
        columns = (
            self.topic_map.best(nearest, questions=True),
            self.topic_map.best(nearest, questions=False),
            self.layer.log_probabilities(centred),
            lexical["words"],
            lexical["grams"],
            self.topic_map.is_foreign,
        )
        return Evidence(np.column_stack(columns).astype(np.float32), nearest, self.lexical.share_known(text))

    def save(self, folder: Path) -> None:
        self.vectors.save(folder / "vectors.faiss")
        self.lexical.save(folder)
        self.layer.save(folder / "layer.npz")
        np.savez(folder / "means.npz", question=self.question_mean, section=self.section_mean)

    @classmethod
    def load(cls, folder: Path, topic_map: TopicMap) -> "Matcher":
        with np.load(folder / "means.npz") as means:
            question_mean, section_mean = means["question"], means["section"]
        return cls(
            topic_map=topic_map,
            question_mean=question_mean,
            section_mean=section_mean,
            vectors=VectorIndex.load(folder / "vectors.faiss"),
            layer=LearnedLayer.load(folder / "layer.npz"),
            lexical=LexicalIndex.load(folder),
        )


def centre(vectors: Matrix, mean: Matrix) -> Matrix:
    """Vectors minus the mean, back to length 1: e5 vectors all point roughly the same way."""
    moved = vectors - mean
    lengths = np.linalg.norm(moved, axis=1, keepdims=True)
    return np.asarray(moved / np.maximum(lengths, 1e-12), dtype=np.float32)


def _documents(passages: Sequence[Passage], topic_map: TopicMap) -> list[list[str]]:
    documents: list[list[str]] = [[] for _ in topic_map.topics]
    for passage, topic in zip(passages, topic_map.topic_of, strict=True):
        documents[topic].append(passage.text)
    return documents
