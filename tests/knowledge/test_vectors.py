"""The vector index and what topics make of it."""

from pathlib import Path

import numpy as np
import pytest

from knowledge.encoder import Vectors
from knowledge.passages import Passage
from knowledge.topic_map import TopicMap
from knowledge.vectors import EXACT, GRAPH, KINDS, LISTS, Nearest, VectorIndex, kind_for


@pytest.fixture(scope="module")
def vectors() -> Vectors:
    """3,000 unit vectors around 60 centres."""
    random = np.random.default_rng(7)
    centres = random.normal(size=(60, 32))
    made = np.repeat(centres, 50, axis=0) + random.normal(size=(3000, 32))
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), dtype=np.float32)


def test_an_exact_search_knows_the_cosine_of_every_passage(vectors: Vectors) -> None:
    found = VectorIndex.build(vectors, EXACT).search(vectors[5])
    assert sorted(found.positions.tolist()) == list(range(3000))
    assert found.cosines == pytest.approx((vectors @ vectors[5])[found.positions], abs=1e-5)


def test_a_graph_finds_the_nearest_and_says_how_near_the_rest_can_be(vectors: Vectors) -> None:
    index = VectorIndex.build(vectors, GRAPH)
    truth = vectors @ vectors[5]
    found = index.search(vectors[5], count=100)
    assert len(found.positions) == 100
    assert len(set(found.positions.tolist()) & set(np.argsort(-truth)[:100].tolist())) >= 97
    assert found.floor == found.cosines.min()
    assert found.cosines == pytest.approx(truth[found.positions], abs=0.02)  # one byte a number


def test_a_search_for_more_than_there_is_finds_all_there_is() -> None:
    few = np.eye(4, dtype=np.float32)
    assert sorted(VectorIndex.build(few, GRAPH).search(few[0]).positions.tolist()) == [0, 1, 2, 3]


def test_the_kind_follows_from_the_number_of_passages() -> None:
    assert kind_for(1) is EXACT
    assert kind_for(int(EXACT.passages_max)) is EXACT
    assert kind_for(int(EXACT.passages_max) + 1) is GRAPH
    assert kind_for(10**9) is KINDS[-1]


@pytest.mark.parametrize("kind", [EXACT, GRAPH, LISTS])
def test_an_index_from_disk_finds_what_the_built_one_finds(kind: object, vectors: Vectors, tmp_path: Path) -> None:
    many = np.concatenate([vectors, -vectors, vectors[:, ::-1], -vectors[:, ::-1]])  # enough to train 1,024 lists
    built = VectorIndex.build(many, kind)  # type: ignore[arg-type]
    built.save(tmp_path / "vectors.faiss")
    loaded = VectorIndex.load(tmp_path / "vectors.faiss")
    assert (len(loaded), loaded.dimensions, loaded.exact) == (12_000, 32, kind is EXACT)
    before, after = built.search(many[9], count=50), loaded.search(many[9], count=50)
    assert before.positions.tolist() == after.positions.tolist()
    assert loaded.vectors() == pytest.approx(many, abs=0.01)


@pytest.fixture
def topics() -> TopicMap:
    """`a` has two questions and a section, `b` a question, `c` only a section."""
    kinds = (("a", "question"), ("a", "section"), ("b", "question"), ("c", "section"), ("a", "question"))
    return TopicMap.of([Passage(topic, kind, topic) for topic, kind in kinds], frozenset())  # type: ignore[arg-type]


def test_a_topic_has_the_cosine_of_its_best_passage_of_a_kind(topics: TopicMap) -> None:
    everything = Nearest(np.arange(5), np.array([0.2, 0.9, 0.4, 0.3, 0.6], dtype=np.float32), -2.0)
    assert topics.best(everything, questions=True).tolist() == pytest.approx([0.6, 0.4, 0.5])  # c: mean of the others
    assert topics.best(everything, questions=False).tolist() == pytest.approx([0.9, 0.6, 0.3])


def test_a_topic_of_which_nothing_was_found_gets_the_most_that_it_can_be(topics: TopicMap) -> None:
    some = Nearest(np.array([4, 1]), np.array([0.6, 0.5], dtype=np.float32), 0.5)
    assert topics.best(some, questions=True).tolist() == pytest.approx([0.6, 0.5, 0.55])
    assert topics.best(some, questions=False).tolist() == pytest.approx([0.5, 0.5, 0.5])


def test_a_topic_shows_its_best_passage_or_else_its_first(topics: TopicMap) -> None:
    some = Nearest(np.array([4, 1]), np.array([0.6, 0.5], dtype=np.float32), 0.5)
    assert topics.best_passage(some, 0) == 4
    assert topics.best_passage(some, 1) == 2
