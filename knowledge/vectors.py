"""The vector index: the one file that knows FAISS.

Vectors have length 1, so the inner product is the cosine. A flat index is exact and, up to some
hundred thousand passages, faster than the encoder itself.
"""

from pathlib import Path

import faiss
import numpy as np

from knowledge.encoder import Vectors


class VectorIndex:
    """Exact cosine search over the passages, in the order they were added."""

    def __init__(self, index: "faiss.Index") -> None:
        self._index = index

    @classmethod
    def build(cls, vectors: Vectors) -> "VectorIndex":
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(np.ascontiguousarray(vectors, dtype=np.float32))
        return cls(index)

    @classmethod
    def load(cls, path: Path) -> "VectorIndex":
        return cls(faiss.read_index(str(path)))

    def save(self, path: Path) -> None:
        faiss.write_index(self._index, str(path))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dimensions(self) -> int:
        return int(self._index.d)

    def scores(self, query: Vectors) -> Vectors:
        """Cosine of every passage for one query vector of shape (dimensions,): shape (passages,)."""
        found, positions = self._index.search(query.reshape(1, -1), len(self))
        scores = np.empty(len(self), dtype=np.float32)
        scores[positions[0]] = found[0]
        return scores
