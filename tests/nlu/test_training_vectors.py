"""Vectors of training sentences are kept; never those of another encoder or a broken file."""

from pathlib import Path

import numpy as np
import pytest

from connectors.training_vectors import prepare
from nlu import packaged_e5, training_vectors
from nlu.packaged_e5 import encode_queries

KEPT = {"ik ben 't kwijt": np.array([0.6, 0.8], dtype=np.float32), "ça va?": np.array([1, 0], dtype=np.float32)}


def test_what_was_written_is_read(tmp_path: Path) -> None:
    file = tmp_path / "new" / "vectors.npz"
    training_vectors.write(file, "encoder", KEPT)
    found = training_vectors.read(file, "encoder")
    assert set(found) == set(KEPT)
    assert all((found[sentence] == vector).all() for sentence, vector in KEPT.items())


def test_vectors_of_another_encoder_are_not_used(tmp_path: Path) -> None:
    file = tmp_path / "vectors.npz"
    training_vectors.write(file, "encoder", KEPT)
    assert training_vectors.read(file, "another") == {}


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken off", b"no archive at all"])
def test_a_broken_file_is_no_file(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "vectors.npz"
    file.write_bytes(content)
    assert training_vectors.read(file, "encoder") == {}


@pytest.mark.slow
def test_only_new_sentences_are_encoded_and_as_rasa_would(tmp_path: Path) -> None:
    data, file = tmp_path / "data", tmp_path / "vectors.npz"
    data.mkdir()
    (data / "a.yml").write_text(
        "nlu:\n  - intent: a\n    examples: |\n      - hoe laat bent u open\n", encoding="utf-8"
    )
    assert prepare(data, file) == 1
    (data / "b.yml").write_text("nlu:\n  - intent: b\n    examples: |\n      - ik wil bellen\n", encoding="utf-8")
    assert prepare(data, file) == 1
    assert prepare(data, file) == 0
    found = training_vectors.read(file, packaged_e5.fingerprint())
    for sentence, vector in found.items():
        assert float(vector @ encode_queries([sentence])[0]) > 0.9995
