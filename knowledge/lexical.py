"""Lexical search beside the vectors: BM25 over Dutch stems, and over letter groups.

Stems find the exact word, whatever its ending. Groups of four letters find what stems miss in Dutch:
parts of compounds ("kinderbijslagaanvraag") and typing errors. BM25 is the package bm25s, the stemmer is Snowball.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path

import bm25s
import numpy as np
import Stemmer
from numpy.typing import NDArray

Scores = NDArray[np.float32]

WORD = re.compile(r"[a-z0-9]+")
GRAM = 4
# Words that carry no subject. Question words stay out too: "hoe" and "waar" occur with every subject.
STOPWORDS = frozenset(
    "aan al als ben bent bij dan dat de der deze die dit doen door dus een en er ga gaan ge geen graag had heb "
    "hebben hebt heeft het hij hoe hoi hallo ik in is ja je jij jullie kan kun kunnen kunt maar me meer met mij "
    "mijn mn moet moeten mag mogen na naar nee niet nog nu of om omdat ook op over te tot toch u uit uw van "
    "vanaf veel voor wat waar waarom wanneer want waren was we wel welke wie wij wil willen word worden wordt ze "
    "zich zijn zij zo zou zonder dank alstublieft a.u.b aub goedemorgen goedemiddag goedenavond".split()
)


def words(text: str) -> list[str]:
    """Stems of the words that carry meaning, without accents."""
    plain = _plain(text)
    found = [word for word in WORD.findall(plain) if word not in STOPWORDS]
    stems: list[str] = _stemmer().stemWords(found or WORD.findall(plain))
    return stems


def grams(text: str) -> list[str]:
    """Groups of four letters within each word; short words whole."""
    found = [word for word in WORD.findall(_plain(text)) if word not in STOPWORDS]
    return [group for word in found for group in _groups(f"_{word}_")]


def _groups(word: str) -> Iterable[str]:
    return (word[i : i + GRAM] for i in range(max(1, len(word) - GRAM + 1)))


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@cache
def _stemmer() -> "Stemmer.Stemmer":
    return Stemmer.Stemmer("dutch")


class LexicalIndex:
    """Two BM25 indexes over the same passages, in the same order as the vectors."""

    analysers: tuple[tuple[str, Callable[[str], list[str]]], ...] = (("words", words), ("grams", grams))

    def __init__(self, indexes: dict[str, "bm25s.BM25"]) -> None:
        self._indexes = indexes

    @classmethod
    def build(cls, texts: Sequence[str]) -> "LexicalIndex":
        indexes = {}
        for name, analyse in cls.analysers:
            indexes[name] = bm25s.BM25(k1=1.2, b=0.5)
            indexes[name].index([analyse(text) or [""] for text in texts], show_progress=False)
        return cls(indexes)

    @classmethod
    def load(cls, folder: Path) -> "LexicalIndex":
        return cls({name: bm25s.BM25.load(folder / name) for name, _ in cls.analysers})

    def save(self, folder: Path) -> None:
        for name, index in self._indexes.items():
            index.save(folder / name, show_progress=False)

    def scores(self, query: str) -> dict[str, Scores]:
        """BM25 of every passage, by analyser: shape (passages,)."""
        return {name: self._score(name, analyse(query)) for name, analyse in self.analysers}

    def share_known(self, stems: Sequence[str], passages: int = 1) -> float:
        """Share of these stems that occur in at least so many passages: low for subjects from elsewhere."""
        return sum(self._frequency(stem) >= passages for stem in stems) / len(stems) if stems else 0.0

    def _frequency(self, stem: str) -> int:
        index = self._indexes["words"]
        token = index.vocab_dict.get(stem)
        if token is None:
            return 0
        starts = index.scores["indptr"]
        return int(starts[token + 1] - starts[token])

    def _score(self, name: str, tokens: list[str]) -> Scores:
        index = self._indexes[name]
        known = [token for token in tokens if token in index.vocab_dict]
        if not known:
            return np.zeros(index.scores["num_docs"], dtype=np.float32)
        return np.asarray(index.get_scores(known), dtype=np.float32)
