"""The ranker: weighs engines by who is right, and is as sure as it turns out to be right."""

from pathlib import Path

import numpy as np
import pytest

from knowledge.matcher import FEATURES
from knowledge.ranker import CALIBRATION, SHARE_WITHOUT_ANSWER, Example, Ranker, measures, train
from knowledge.topic_map import Matrix

TOPICS = 12
GOOD, NOISE = FEATURES.index("learned layer"), FEATURES.index("stems")


def _features(right: int, clear: float, random: np.random.Generator) -> Matrix:
    """One engine that finds the right topic by `clear`, the others that guess."""
    features = random.standard_normal((TOPICS, len(FEATURES)))
    features[right, GOOD] += clear
    return features.astype(np.float32)


@pytest.fixture(scope="module")
def ranker() -> Ranker:
    random = np.random.default_rng(1)
    rights = random.integers(0, TOPICS, 400).tolist()
    return train([Example(_features(right, 5 * random.random(), random), right) for right in rights])


def test_an_engine_that_is_right_weighs_more_than_one_that_guesses(ranker: Ranker) -> None:
    assert ranker.weights[GOOD] > 5 * abs(ranker.weights[NOISE])


def test_confidence_comes_true_when_as_many_questions_have_no_answer_as_expected(ranker: Ranker) -> None:
    random = np.random.default_rng(2)
    claimed, came_true = [], []
    for _ in range(1500):
        right = int(random.integers(0, TOPICS))
        features = _features(right, 5 * random.random(), random)
        if random.random() < SHARE_WITHOUT_ANSWER:
            features, right = np.delete(features, right, axis=0), -1
        chances = ranker.probabilities(features)
        claimed.append(ranker.confidence(chances, features))
        came_true.append(int(chances.argmax()) == right)
    assert np.mean(claimed) == pytest.approx(np.mean(came_true), abs=0.05)
    surest = np.argsort(claimed)[-300:]
    assert np.mean(np.array(came_true)[surest]) > np.mean(came_true) + 0.2


def test_a_lead_is_over_the_best_of_the_other_topics() -> None:
    features = np.zeros((3, len(FEATURES)), dtype=np.float32)
    features[:, GOOD] = (-1.0, -4.0, -3.0)
    found = dict(zip(CALIBRATION, measures(np.array([0.8, 0.1, 0.1]), features), strict=True))
    assert found["learned layer"] == pytest.approx(-1)
    assert found["lead in the learned layer"] == pytest.approx(2)


def test_one_topic_alone_leads_nobody() -> None:
    found = dict(zip(CALIBRATION, measures(np.ones(1), np.ones((1, len(FEATURES)), dtype=np.float32)), strict=True))
    assert [value for name, value in found.items() if name.startswith("lead")] == [0, 0, 0, 0]


def test_a_ranker_comes_back_from_disk(ranker: Ranker, tmp_path: Path) -> None:
    ranker.save(tmp_path / "ranker.json")
    assert Ranker.load(tmp_path / "ranker.json") == ranker
