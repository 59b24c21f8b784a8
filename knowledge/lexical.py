"""Lexical search beside the vectors: BM25 over Dutch stems, and over letter groups.

A document is everything that stands in a topic: its text and all ways to ask for it. Stems find the exact
word, whatever its ending; groups of four letters find parts of compounds ("kinderbijslagaanvraag") and
survive typing errors. Scores are a share of the best possible score, so that a word unknown here counts
against every topic. BM25 is the package bm25s, the stemmer is Snowball.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from pathlib import Path

import bm25s
import numpy as np
import Stemmer
from numpy.typing import NDArray

Scores = NDArray[np.float32]

WORD = re.compile(r"[a-z0-9]+")
GRAM = 4
K1, B = 1.2, 0.5
# Learning reads every passage four times; a build holds some 25,000.
CACHED_TEXTS = 65_536
STOPWORDS = frozenset(
    word
    for line in (Path(__file__).parent / "stopwords.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
    for word in line.split()
)


@lru_cache(CACHED_TEXTS)
def words(text: str) -> tuple[str, ...]:
    """Stems of the words that carry meaning, without accents; of all words when none does."""
    found = WORD.findall(_plain(text))
    return tuple(_stemmer().stemWords([word for word in found if word not in STOPWORDS] or found))


@lru_cache(CACHED_TEXTS)
def grams(text: str) -> tuple[str, ...]:
    """Groups of four letters within each word that carries meaning; short words whole."""
    found = [word for word in WORD.findall(_plain(text)) if word not in STOPWORDS]
    return tuple(group for word in found for group in _groups(f"_{word}_"))


def _groups(word: str) -> Iterable[str]:
    return (word[i : i + GRAM] for i in range(max(1, len(word) - GRAM + 1)))


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@cache
def _stemmer() -> "Stemmer.Stemmer":
    return Stemmer.Stemmer("dutch")


class _Bm25:
    """One BM25 index whose scores are a share of what a perfect document would score."""

    def __init__(self, index: "bm25s.BM25") -> None:
        self._index = index
        self._documents = int(index.scores["num_docs"])
        frequencies = np.diff(index.scores["indptr"])
        self._frequency = {t: int(frequencies[i]) for t, i in index.vocab_dict.items() if i < len(frequencies)}

    @classmethod
    def build(cls, documents: Sequence[Sequence[str]]) -> "_Bm25":
        index = bm25s.BM25(k1=K1, b=B)
        index.index([list(document) or [""] for document in documents], show_progress=False)
        return cls(index)

    @classmethod
    def load(cls, folder: Path) -> "_Bm25":
        return cls(bm25s.BM25.load(folder))

    def save(self, folder: Path) -> None:
        self._index.save(folder, show_progress=False)

    def scores(self, tokens: Sequence[str]) -> Scores:
        known = [token for token in tokens if self._frequency.get(token)]
        if not known:
            return np.zeros(self._documents, dtype=np.float32)
        ideal = sum(self._weight(token) for token in tokens)
        return np.asarray(self._index.get_scores(known) / ideal, dtype=np.float32)

    def share_known(self, tokens: Sequence[str]) -> float:
        return sum(self._frequency.get(token, 0) > 0 for token in tokens) / len(tokens) if tokens else 0.0

    def _weight(self, token: str) -> float:
        frequency = self._frequency.get(token, 0)
        return float(np.log(1 + (self._documents - frequency + 0.5) / (frequency + 0.5)))


class LexicalIndex:
    """Stems and letter groups over the same topics, in the order of the topic map."""

    analysers: tuple[tuple[str, Callable[[str], tuple[str, ...]]], ...] = (("words", words), ("grams", grams))

    def __init__(self, indexes: dict[str, _Bm25]) -> None:
        self._indexes = indexes

    @classmethod
    def build(cls, documents: Sequence[Sequence[str]]) -> "LexicalIndex":
        """`documents`: the passages of each topic."""
        return cls(
            {
                name: _Bm25.build([[token for text in texts for token in analyse(text)] for texts in documents])
                for name, analyse in cls.analysers
            }
        )

    @classmethod
    def load(cls, folder: Path) -> "LexicalIndex":
        return cls({name: _Bm25.load(folder / name) for name, _ in cls.analysers})

    def save(self, folder: Path) -> None:
        for name, index in self._indexes.items():
            index.save(folder / name)

    def scores(self, query: str) -> dict[str, Scores]:
        """Share of the best possible score, by analyser: shape (topics,)."""
        return {name: self._indexes[name].scores(analyse(query)) for name, analyse in self.analysers}

    def share_known(self, query: str) -> float:
        """Share of the stems that occur anywhere: low for subjects and languages from elsewhere."""
        return self._indexes["words"].share_known(words(query))
