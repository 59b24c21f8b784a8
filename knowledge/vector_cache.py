"""Vectors by content, so that a second build of unchanged texts takes seconds.

A SQLite file: digest of the passage plus the encoder's fingerprint → float32 bytes. It may be thrown
away at any time; a build then only takes longer. A file that is damaged is thrown away here.
"""

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from knowledge.encoder import Encoder, Vectors
from knowledge.passages import Passage

# Stored after each batch, so that a build that is broken off loses seconds. Smaller ones are slower to encode.
BATCH = 512


class VectorCache:
    """Vectors of passages, encoded at most once per encoder; `encoded` counts those that were new."""

    def __init__(self, path: Path, encoder: Encoder) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.encoded = 0
        self._path, self._encoder = path, encoder
        self._database = sqlite3.connect(path, timeout=60)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()

    def vectors(self, passages: Sequence[Passage], progress: Callable[[int], None]) -> Vectors:
        """Vectors in the order of `passages`; `progress` hears how many more are ready."""
        known = self._known()
        progress(sum(passage.digest in known for passage in passages))
        unknown = [passage for passage in passages if passage.digest not in known]
        for start in range(0, len(unknown), BATCH):
            batch = unknown[start : start + BATCH]
            known |= self._encode(batch)
            progress(len(batch))
        return np.stack([known[passage.digest] for passage in passages])

    def _known(self) -> dict[str, Vectors]:
        try:
            return self._read()
        except sqlite3.OperationalError:  # locked, or no room: the file itself is sound
            raise
        except sqlite3.DatabaseError:
            self._database.close()
            self._path.unlink()
            self._database = sqlite3.connect(self._path, timeout=60)
            return self._read()

    def _read(self) -> dict[str, Vectors]:
        self._database.execute(
            "CREATE TABLE IF NOT EXISTS vectors (encoder TEXT, digest TEXT, vector BLOB, PRIMARY KEY (encoder, digest))"
        )
        rows = self._database.execute(
            "SELECT digest, vector FROM vectors WHERE encoder = ?", (self._encoder.fingerprint,)
        )
        return {digest: np.frombuffer(vector, dtype=np.float32) for digest, vector in rows}

    def _encode(self, batch: Sequence[Passage]) -> dict[str, Vectors]:
        fresh: dict[str, Vectors] = {}
        questions = [passage for passage in batch if passage.kind == "question"]
        sections = [passage for passage in batch if passage.kind == "section"]
        for group, encode in ((questions, self._encoder.queries), (sections, self._encoder.passages)):
            if group:
                found = encode([passage.text for passage in group])
                fresh |= {passage.digest: vector for passage, vector in zip(group, found, strict=True)}
        self.encoded += len(batch)
        self._store(fresh)
        return fresh

    def _store(self, fresh: dict[str, Vectors]) -> None:
        with self._database:
            self._database.executemany(
                "INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)",
                [(self._encoder.fingerprint, digest, vector.tobytes()) for digest, vector in fresh.items()],
            )
