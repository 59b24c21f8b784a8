"""Vectors of sentences, each encoded once: the same conversation is summed up again when the citizen goes on."""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

import numpy as np

from knowledge.encoder import Encoder, Vectors

# Some 1.5 kB each.
KEPT_MAX = 2048

_kept: OrderedDict[tuple[str, str], Vectors] = OrderedDict()
_lock = Lock()


def vectors_of(texts: Sequence[str], encoder: Encoder) -> Vectors:
    """Unit vectors, shape (texts, dimensions), as the encoder gives them for questions."""
    return np.stack([_vector(text, encoder) for text in texts])


def _vector(text: str, encoder: Encoder) -> Vectors:
    key = (encoder.fingerprint, text)
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    fresh: Vectors = encoder.queries([text])[0]
    with _lock:
        _kept[key] = fresh
        while len(_kept) > KEPT_MAX:
            _kept.popitem(last=False)
    return fresh
