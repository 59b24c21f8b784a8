"""The packaged encoder: the same vectors by both doors, of length 1, across languages."""

import numpy as np

from knowledge.encoder import SentenceEncoder
from nlu import packaged_e5


def test_sentence_transformers_gives_the_vectors_of_the_package() -> None:
    encoder = SentenceEncoder()
    texts = ["hoe verleng ik mijn paspoort", "wat kost een rijbewijs"]
    assert np.allclose(encoder.queries(texts), packaged_e5.encode_queries(texts), atol=1e-5)
    assert np.allclose(encoder.passages(texts), packaged_e5.encode_passages(texts), atol=1e-5)


def test_vectors_have_length_one_and_the_stated_width() -> None:
    vectors = packaged_e5.encode_queries(["een vraag", "", "x" * 5000])
    assert vectors.shape == (3, packaged_e5.DIMENSIONS)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)


def test_a_turkish_question_is_nearest_to_the_dutch_text_about_it() -> None:
    passages = packaged_e5.encode_passages(["Een paspoort vraagt u aan bij de gemeente.", "Een fiets is gestolen."])
    query = packaged_e5.encode_queries(["Pasaportumu nasıl yenilerim?"])
    assert int((query @ passages.T).argmax()) == 0


def test_the_fingerprint_names_model_and_weights() -> None:
    name, _, digest = packaged_e5.fingerprint().partition(":")
    assert name == packaged_e5.NAME
    assert len(digest) == 16
