"""Learning the ranker from the index itself: each citizen's question is asked while it is left out."""

from collections.abc import Callable, Sequence

import numpy as np

from knowledge.lexical import LexicalIndex, words
from knowledge.passages import Passage
from knowledge.ranker import Example, Ranker, train
from knowledge.signals import TopicMap, evidence
from knowledge.vectors import VectorIndex

# More examples than this hardly move nine weights, and every example costs about 4 ms.
EXAMPLES_MAX = 2500
SEED = 20261122

# Used while there are too few questions to learn from: every engine counts the same.
UNTRAINED = Ranker((0.5,) * 8 + (-0.5,), (4.0, 2.0, 0.0, 2.0, 0.0, 1.0), -3.0)
EXAMPLES_MIN = 60


def learn_ranker(
    passages: Sequence[Passage],
    topic_map: TopicMap,
    vectors: VectorIndex,
    lexical: LexicalIndex,
    progress: Callable[[int, int], None],
) -> Ranker:
    """Weights and calibration for this index; deterministic."""
    chosen = _sample(passages, topic_map)
    if len(chosen) < EXAMPLES_MIN or len(topic_map.topics) < 3:
        return UNTRAINED
    matrix = vectors.vectors()
    examples = []
    for done, position in enumerate(chosen, start=1):
        examples.append(_example(position, passages, topic_map, matrix, lexical))
        if done % 50 == 0 or done == len(chosen):
            progress(done, len(chosen))
    return train(examples)


def _sample(passages: Sequence[Passage], topic_map: TopicMap) -> list[int]:
    own = [
        i
        for i, passage in enumerate(passages)
        if passage.kind == "question" and not topic_map.is_foreign[topic_map.topic_of[i]]
    ]
    if len(own) <= EXAMPLES_MAX:
        return own
    picked = np.random.default_rng(SEED).choice(len(own), EXAMPLES_MAX, replace=False)
    return [own[i] for i in sorted(picked)]


def _example(
    position: int,
    passages: Sequence[Passage],
    topic_map: TopicMap,
    matrix: np.ndarray,
    lexical: LexicalIndex,
) -> Example:
    text = passages[position].text
    dense = matrix @ matrix[position]
    dense[position] = dense.min()
    scores = lexical.scores(text)
    for found in scores.values():
        found[position] = 0.0
    best = np.maximum(topic_map.best(dense, questions=True), topic_map.best(dense, questions=False))
    return Example(
        features=evidence(topic_map, dense, scores),
        right=int(topic_map.topic_of[position]),
        best_cosines=best,
        known=lexical.share_known(words(text), passages=2),
    )
