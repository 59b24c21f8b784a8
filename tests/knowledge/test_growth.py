"""Passages that do not exist yet, and the truth that an index is measured against."""

import numpy as np
import pytest

from knowledge.encoder import Vectors
from knowledge.growth import Positions, grow, nearest, recall


@pytest.fixture(scope="module")
def real() -> tuple[Vectors, Positions]:
    """200 unit vectors in 10 topics."""
    random = np.random.default_rng(3)
    topic_of = np.repeat(np.arange(10), 20)
    made = random.normal(size=(10, 16))[topic_of] + random.normal(size=(200, 16))
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), dtype=np.float32), topic_of


def test_growth_is_as_large_as_asked_and_the_same_every_time(real: tuple[Vectors, Positions]) -> None:
    once, again = grow(*real, 1000, 30, seed=1), grow(*real, 1000, 30, seed=1)
    assert once.passages.shape == (1000, 16)
    assert once.queries.shape == (30, 16)
    assert (once.passages == again.passages).all()
    assert not (once.passages == grow(*real, 1000, 30, seed=2).passages).all()


def test_every_grown_passage_has_length_one(real: tuple[Vectors, Positions]) -> None:
    assert np.linalg.norm(grow(*real, 1000, 30, seed=1).passages, axis=1) == pytest.approx(1.0, abs=1e-5)


def test_no_query_stands_in_the_index(real: tuple[Vectors, Positions]) -> None:
    grown = grow(*real, 1000, 30, seed=1)
    assert (grown.queries @ grown.passages.T).max() < 0.9999


def test_real_passages_come_first_and_new_ones_lie_among_them(real: tuple[Vectors, Positions]) -> None:
    vectors, _ = real
    grown = grow(*real, 190, 10, seed=1)
    both = np.concatenate([grown.passages, grown.queries])
    assert sorted(map(tuple, both.tolist())) == sorted(map(tuple, vectors.tolist()))
    new = grow(*real, 4000, 10, seed=1).passages[200:]
    own = np.sort(vectors @ vectors.T, axis=1)[:, -2]
    assert np.median((new @ vectors.T).max(axis=1)) == pytest.approx(np.median(own), abs=0.15)


def test_the_truth_is_the_largest_cosine_first() -> None:
    passages = np.array([[1, 0], [0, 1], [0.6, 0.8], [-1, 0]], dtype=np.float32)
    positions, cosines = nearest(passages, np.array([[0, 1], [1, 0]], dtype=np.float32), 2)
    assert positions.tolist() == [[1, 2], [0, 2]]
    assert cosines == pytest.approx(np.array([[1, 0.8], [1, 0.6]]))


def test_recall_counts_what_was_found_whatever_the_order() -> None:
    truth = np.array([[1, 2, 3, 4], [5, 6, 7, 8]])
    assert recall(np.array([[4, 3, 2, 1], [5, 6, 0, 9]]), truth) == 6 / 8
