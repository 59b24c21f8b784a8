"""Learning how to weigh the engines, by cross-fitting: a question is judged by engines that never saw it.

The questions that the encoder was never taught are dealt over three folds. Engines learned from everything but one
fold judge the questions of that fold. No evaluation question is ever seen.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.encoder import Vectors
from knowledge.matcher import Matcher
from knowledge.passages import Passage
from knowledge.ranker import Example, Ranker, train
from knowledge.topic_map import TopicMap

FOLDS = 3
# More hardly moves the few weights, and every example costs about 4 ms.
EXAMPLES_A_FOLD = 900
SEED = 20261122
# Used while there are too few questions to learn from: every engine counts about the same.
UNTRAINED = Ranker((1.0, 1.0, 0.5, 3.0, 3.0, -0.5), (1.0, 1.0, 0.0, 1.0, 0.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0), -3.0)
EXAMPLES_MIN = 60


def learn_ranker(
    passages: Sequence[Passage],
    vectors: Vectors,
    topic_map: TopicMap,
    progress: Callable[[int, int], None],
) -> Ranker:
    """Weights and calibration for these passages; deterministic."""
    fair = _fair(passages, topic_map)
    if fair.sum() < EXAMPLES_MIN or len(topic_map.topics) < FOLDS:
        return UNTRAINED
    random = np.random.default_rng(SEED)
    fold_of = random.integers(0, FOLDS, len(passages))
    examples: list[Example] = []
    for fold in range(FOLDS):
        held = fair & (fold_of == fold)
        matcher = _fit_without(held, passages, vectors, topic_map)
        chosen = random.permutation(np.flatnonzero(held))[:EXAMPLES_A_FOLD]
        examples += [
            _example(matcher, vectors[i], passages[i].text, int(topic_map.topic_of[i])) for i in chosen.tolist()
        ]
        progress(fold + 1, FOLDS)
    return train(examples)


def _fair(passages: Sequence[Passage], topic_map: TopicMap) -> NDArray[np.bool_]:
    """Our questions that the encoder was not taught; all of ours when those are too few (then it was taught others)."""
    own = topic_map.is_question & (topic_map.is_foreign[topic_map.topic_of] == 0)
    apart: NDArray[np.bool_] = own & np.array([passage.kept_apart for passage in passages])
    return apart if apart.sum() >= EXAMPLES_MIN else own


def _fit_without(
    held: NDArray[np.bool_], passages: Sequence[Passage], vectors: Vectors, topic_map: TopicMap
) -> Matcher:
    kept = ~held
    left = [passage for passage, keep in zip(passages, kept.tolist(), strict=True) if keep]
    return Matcher.fit(left, vectors[kept], topic_map.only(kept))


def _example(matcher: Matcher, vector: Vectors, text: str, right: int) -> Example:
    return Example(matcher.evidence(vector, text).features, right)
