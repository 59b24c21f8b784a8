"""The encoder's two engines: one question by the package, many texts by torch, and nothing kept after that."""

import gc

import numpy as np
import pytest

from knowledge.encoder import BULK_FROM_CHARACTERS, SentenceEncoder
from nlu import packaged_e5
from nlu.packaged_bulk import BulkModel

QUESTION = "Hoe vraag ik een nieuw paspoort aan bij de gemeente?"
MANY = [f"{QUESTION} Ik woon nu {number} jaar in Nederland." for number in range(60)]


@pytest.fixture
def encoder() -> SentenceEncoder:
    return SentenceEncoder()


def _loaded() -> int:
    gc.collect()
    return sum(isinstance(thing, BulkModel) for thing in gc.get_objects())


@pytest.mark.slow
def test_few_texts_are_encoded_by_the_package(encoder: SentenceEncoder) -> None:
    before = _loaded()
    assert np.allclose(encoder.queries(MANY[:5]), packaged_e5.encode_queries(MANY[:5]), atol=1e-6)
    assert _loaded() == before


@pytest.mark.slow
def test_one_long_text_is_not_many(encoder: SentenceEncoder) -> None:
    before = _loaded()
    encoder.queries(["x" * (BULK_FROM_CHARACTERS + 1)])
    assert _loaded() == before


@pytest.mark.slow
def test_many_texts_are_encoded_under_torch_with_their_prompt(encoder: SentenceEncoder) -> None:
    assert sum(map(len, MANY)) >= BULK_FROM_CHARACTERS
    before, bulk = _loaded(), BulkModel(packaged_e5.WEIGHTS)
    assert np.allclose(encoder.queries(MANY), bulk.encode(["query: " + text for text in MANY]), atol=1e-5)
    assert np.allclose(encoder.passages(MANY), bulk.encode(["passage: " + text for text in MANY]), atol=1e-5)
    assert _loaded() == before + 2


@pytest.mark.slow
def test_the_bulk_model_is_dropped_at_the_next_question(encoder: SentenceEncoder) -> None:
    before = _loaded()
    encoder.queries(MANY)
    assert _loaded() == before + 1
    encoder.queries([QUESTION])
    assert _loaded() == before


def test_no_texts_give_no_vectors(encoder: SentenceEncoder) -> None:
    assert encoder.queries([]).shape == (0, encoder.dimensions)
