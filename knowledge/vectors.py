"""The vector index: the one file that knows FAISS. It chooses its own kind by the number of passages (`KINDS`).

Vectors have length 1, so the inner product is the cosine. A search runs in one thread: that is faster for one
question (two threads mostly wait for each other), and it leaves the other cores to other citizens.
"""

import os
from dataclasses import dataclass
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from knowledge.encoder import Vectors

# Below any cosine, so that a range search returns everything, without the sorting that a search for n nearest does.
BELOW_ANY_COSINE = -2.0
# What an approximate search returns: the passages of some hundred topics, as many as could matter.
NEAREST = 1000


@dataclass(frozen=True)
class Kind:
    """One way to search, used for up to `passages_max` passages; `factory` and `settings` are FAISS's own words."""

    name: str
    passages_max: float
    factory: str
    settings: str
    reason: str


EXACT = Kind(
    "exact", 50_000, "Flat", "", "looks at every passage: 1.4 ms at 25,000, a small part of the encoder's time"
)
GRAPH = Kind(
    "graph", float("inf"), "HNSW32_SQ8", f"efConstruction=100,efSearch={NEAREST}",
    "follows neighbours over vectors of one byte a number: time hardly grows with size, no training",
)  # fmt: skip
LISTS = Kind(
    "lists", 0, "IVF1024,SQ8", "nprobe=256",
    "never chosen: our passages hardly cluster, so a quarter of the lists must be read for the same recall",
)  # fmt: skip
# The choices, smallest first, and what they were compared with; numbers and reasons in docs/growth.md.
KINDS = (EXACT, GRAPH)
MEASURED = (*KINDS, LISTS)


@dataclass(frozen=True)
class Nearest:
    """Passages and their cosines, in no order. `floor`: what was not found is at most this near."""

    positions: NDArray[np.int64]
    cosines: Vectors
    floor: float


def kind_for(passages: int) -> Kind:
    """The kind of index that serves so many passages."""
    return next(kind for kind in KINDS if passages <= kind.passages_max)


class VectorIndex:
    """Cosine search over the passages, which are known by the order in which they were added."""

    def __init__(self, index: "faiss.Index") -> None:
        self._index = index

    @classmethod
    def build(cls, vectors: Vectors, kind: Kind | None = None) -> "VectorIndex":
        """From unit vectors of shape (passages, dimensions)."""
        kind = kind or kind_for(len(vectors))
        index = faiss.index_factory(vectors.shape[1], kind.factory, faiss.METRIC_INNER_PRODUCT)
        faiss.ParameterSpace().set_index_parameters(index, kind.settings)  # type: ignore[arg-type]  # overloaded
        contiguous = np.ascontiguousarray(vectors, dtype=np.float32)
        faiss.omp_set_num_threads(os.cpu_count() or 1)  # an earlier search in this thread left one
        index.train(contiguous)
        index.add(contiguous)
        return cls(index)

    @classmethod
    def load(cls, path: Path) -> "VectorIndex":
        return cls(faiss.read_index(str(path)))

    def save(self, path: Path) -> None:
        faiss.write_index(self._index, str(path))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def exact(self) -> bool:
        """Whether every search looks at every passage."""
        return isinstance(self._index, faiss.IndexFlat)

    @property
    def dimensions(self) -> int:
        return int(self._index.d)

    def vectors(self) -> Vectors:
        """What was added, shape (passages, dimensions); rounded where the kind rounds."""
        return np.asarray(self._index.reconstruct_n(0, len(self)), dtype=np.float32)

    def search(self, query: Vectors, count: int = NEAREST) -> Nearest:
        """The passages nearest to one unit vector of shape (dimensions,): all of them when exact, else `count`."""
        faiss.omp_set_num_threads(1)  # a setting of the calling thread, so it is made here and not once
        return self._everything(query) if self.exact else self._some(query, min(count, len(self)))

    def _everything(self, query: Vectors) -> Nearest:
        _, cosines, positions = self._index.range_search(query.reshape(1, -1), BELOW_ANY_COSINE)
        return Nearest(positions, cosines, BELOW_ANY_COSINE)

    def _some(self, query: Vectors, count: int) -> Nearest:
        cosines, positions = (row[0] for row in self._index.search(query.reshape(1, -1), count))
        found = positions >= 0
        return Nearest(positions[found], cosines[found], float(cosines[found].min(initial=1.0)))
