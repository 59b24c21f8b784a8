"""Vectors of the training sentences, made before Rasa starts.

Rasa's environment has no torch, and its encoder is made for one question at a time: it needed most of the training.
Here the bulk model makes the same vectors in a fraction of that, and only for sentences that are new.
"""

from collections.abc import Iterator
from pathlib import Path

import yaml

from bot.settings import ROOT
from nlu import packaged_e5, training_vectors
from nlu.packaged_bulk import BulkModel

DATA = ROOT / "nlu" / "data"
FILE = ROOT / "models" / "training_vectors.npz"
# The packaged model was trained with this in front of a question.
PROMPT = "query: "


def prepare(data: Path = DATA, file: Path = FILE) -> int:
    """Bring the kept vectors up to date with the training sentences; returns how many were new."""
    encoder, wanted = packaged_e5.fingerprint(), set(sentences(data))
    known = training_vectors.read(file, encoder)
    kept = {sentence: vector for sentence, vector in known.items() if sentence in wanted}
    new = training_vectors.missing(wanted, kept)
    if new:
        found = BulkModel(packaged_e5.WEIGHTS).encode([PROMPT + sentence for sentence in new])
        training_vectors.write(file, encoder, kept | dict(zip(new, found, strict=True)))
    return len(new)


def sentences(data: Path = DATA) -> Iterator[str]:
    """Every example of the training data, without its bullet."""
    for path in sorted(data.glob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8")).get("nlu", ()):
            for line in block.get("examples", "").splitlines():
                if line.strip().startswith("- "):
                    yield line.strip()[2:].strip()
