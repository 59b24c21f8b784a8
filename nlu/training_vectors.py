"""Vectors of the training sentences, kept between two trainings; for both environments (Python 3.10).

`connectors.training_vectors` encodes what is new with the quick bulk model before Rasa starts; Rasa's featurizer reads
them here and encodes itself only what it does not find. The file may be thrown away at any time.
"""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

FILE_VARIABLE = "WEGWIJS_TRAINING_VECTORS"


def path() -> Path:
    """Where the vectors are kept: beside the model that is made from them, unless the environment says otherwise."""
    return Path(os.environ.get(FILE_VARIABLE, "models/training_vectors.npz"))


def read(file: Path, encoder: str) -> dict[str, np.ndarray]:
    """Sentence to vector; empty when there is no file, a damaged one, or one of another encoder (its fingerprint)."""
    try:
        with np.load(file, allow_pickle=False) as kept:
            if str(kept["encoder"]) != encoder:
                return {}
            sentences = kept["sentences"].tobytes().decode("utf-8").split("\n")
            return dict(zip(sentences, kept["vectors"], strict=True))
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return {}


def write(file: Path, encoder: str, vectors: Mapping[str, np.ndarray]) -> None:
    """Replaces the file in one step. Sentences are single lines: Rasa's training data has no others."""
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_suffix(f".{os.getpid()}.npz")
    sentences = np.frombuffer("\n".join(vectors).encode("utf-8"), dtype=np.uint8)
    np.savez(fresh, encoder=np.array(encoder), sentences=sentences, vectors=np.stack(list(vectors.values())))
    fresh.replace(file)


def missing(sentences: Iterable[str], known: Mapping[str, np.ndarray]) -> list[str]:
    """The sentences without a vector, each once, in a fixed order."""
    return sorted({sentence for sentence in sentences if sentence not in known})
