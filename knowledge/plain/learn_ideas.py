"""Learn `ideas.csv`: `python -m knowledge.plain.learn_ideas` (ten minutes for the encoder, seconds the next time).

Two logistic regressions on the encoder's vectors of single words and their frequency. Abstractness: the `abstract`
seeds against the `concreet` and `gewoon` ones. Office tone: the hard words of `words.csv` against those same two. The
seeds were chosen by hand, plus the common words that stand in five or more of our own B1 texts.
"""

import csv
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_score

from bot.settings import settings
from knowledge.encoder import SentenceEncoder
from knowledge.plain.hardwords import load
from knowledge.plain.ideas import HIGHEST, TABLE
from knowledge.plain.vocabulary import SEEDS, all_words, zipf

Matrix = NDArray[np.float32]

CACHE = settings().data_dir / "word_vectors.npz"
FREQUENCY_WEIGHT = 0.2  # puts the frequency on the scale of the vectors' own numbers
TABLE_MIN_ZIPF = 2.7  # 43,000 words; rarer ones are mostly names, compounds and noise
STRENGTH = 3.0  # C of the regression; 1 to 10 give the same cross-validated AUC within 0.005
OFFICE_KINDS = ("archaisch", "ambtelijk", "begrip")
BATCH = 1000
LABEL_DIGITS = {"concreet": 1, "gewoon": 4, "abstract": 6, "office": 3}  # bounds for labelled words


def main() -> None:
    seeds = _seeds()
    office = {entry.word for entry in load() if entry.kind in OFFICE_KINDS and " " not in entry.word}
    words = sorted({*all_words(TABLE_MIN_ZIPF), *seeds, *office})
    vectors = _vectors(words)
    place = {word: i for i, word in enumerate(words)}
    everyday = [word for word, kind in seeds.items() if kind != "abstract" and word not in office]
    abstract = [word for word, kind in seeds.items() if kind == "abstract"]
    columns = [
        _judge(vectors, [place[w] for w in hard], [place[w] for w in everyday], name)
        for hard, name in ((abstract, "abstract"), (sorted(office), "office tone"))
    ]
    for word, kind in seeds.items():
        _keep_label(columns, place[word], kind)
    _write(words, columns)


def _seeds() -> dict[str, str]:
    with SEEDS.open(encoding="utf-8", newline="") as file:
        return {row["word"]: row["kind"] for row in csv.DictReader(file)}


def _vectors(words: Sequence[str]) -> Matrix:
    """Unit vectors around their own mean (raw e5 vectors all point the same way), and the frequency."""
    known = _cached(words)
    vectors = np.vstack([known[word] for word in words])
    vectors -= vectors.mean(axis=0)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    frequency = np.array([[FREQUENCY_WEIGHT * (zipf(word) - TABLE_MIN_ZIPF)] for word in words], dtype=np.float32)
    return np.hstack([vectors, frequency])


def _cached(words: Sequence[str]) -> dict[str, Matrix]:
    """Vector of each word; only words that were never encoded before cost time."""
    known: dict[str, Matrix] = {}
    if CACHE.exists():
        with np.load(CACHE) as cache:
            known = dict(zip(cache["words"].tolist(), cache["vectors"], strict=True))
    new = [word for word in words if word not in known]
    encoder = SentenceEncoder() if new else None
    for start in range(0, len(new), BATCH):
        batch = new[start : start + BATCH]
        known |= dict(zip(batch, encoder.queries(batch) if encoder else (), strict=True))
        print(f"\rwords to vectors: {start + len(batch)} of {len(new)}", end="", flush=True)
    CACHE.parent.mkdir(parents=True, exist_ok=True)
    np.savez(CACHE, words=np.array(list(known)), vectors=np.vstack(list(known.values())))
    return known


def _judge(vectors: Matrix, hard: Sequence[int], easy: Sequence[int], name: str) -> NDArray[np.int64]:
    """A digit for every word, from the probability that it belongs to the hard examples."""
    examples, labels = vectors[[*hard, *easy]], np.array([1] * len(hard) + [0] * len(easy))
    model = LogisticRegression(C=STRENGTH, max_iter=2000, class_weight="balanced")
    folds = StratifiedKFold(10, shuffle=True, random_state=1)
    scores = cross_val_score(model, examples, labels, cv=folds, scoring="roc_auc")
    print(f"{name}: AUC {scores.mean():.3f} (10 folds, {len(hard)} hard, {len(easy)} everyday words)")
    probabilities = model.fit(examples, labels).predict_proba(vectors)[:, 1]
    digits: NDArray[np.int64] = np.rint(probabilities * HIGHEST).astype(np.int64)
    return digits


def _keep_label(columns: Sequence[NDArray[np.int64]], row: int, kind: str) -> None:
    """What a person said of a word goes before what the regression thinks of it."""
    abstract, office = columns
    if kind == "abstract":
        abstract[row] = max(abstract[row], LABEL_DIGITS[kind])
    else:
        abstract[row] = min(abstract[row], LABEL_DIGITS[kind])
        office[row] = min(office[row], LABEL_DIGITS["office"])


def _write(words: Sequence[str], columns: Sequence[NDArray[np.int64]]) -> None:
    rows = [f"{word},{columns[0][i]}{columns[1][i]}" for i, word in enumerate(words)]
    TABLE.write_text("\n".join(["word,abstract_official", *rows]) + "\n", encoding="utf-8")
    print(f"{TABLE.name}: {len(rows)} words")


if __name__ == "__main__":
    main()
