"""How usual a word is in a language, on Zipf's scale (0 unknown, 3 once in a million words, 7 the most usual).

From `wordfreq`, and for what it lacks from `words.yml`. People leave out accents: "prawo jazdy wymienic" counts too.
"""

import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import wordfreq
import yaml

# Letters that a keyboard without them gives as another letter, and that Unicode does not take apart.
FOLDED = str.maketrans({"ł": "l", "ı": "i", "ß": "s", "ø": "o", "đ": "d"})
# What a word of our own lists counts for: as usual as "time" or "house", or as "the" and "of".
LISTED_ZIPF, MOST_USUAL_ZIPF = 5.0, 6.5
# A word that stands in Dutch texts only as a quotation.
NOT_DUTCH_ZIPF = 3.0
DUTCH = "nl"
# Rarer words are mostly names and loan words, in every list; without them fifteen lists fit in 60 MB.
KEPT_ZIPF = 3.0
# Without its accents a word may be another one.
FOLDED_LOSS = 0.7


@cache
def evidence() -> Mapping[str, Any]:
    """The lists that people made."""
    loaded: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("words.yml").read_text(encoding="utf-8"))
    return loaded


def zipf(word: str, language: str) -> float:
    """How usual `word` is, 0 to 8."""
    exact, folded = _table(language)
    known = exact.get(word)
    return known if known is not None else max(folded.get(fold(word), 0.0) - FOLDED_LOSS, 0.0)


def fold(word: str) -> str:
    """`word` as somebody types it who leaves the accents out."""
    apart = unicodedata.normalize("NFD", word.translate(FOLDED))
    return "".join(character for character in apart if not unicodedata.combining(character))


@cache
def _table(language: str) -> tuple[Mapping[str, float], Mapping[str, float]]:
    """Word → Zipf, as written and without accents (only where that differs)."""
    exact = _from_wordfreq(language)
    for kind, value in (("function_words", LISTED_ZIPF), ("common", LISTED_ZIPF), ("most_usual", MOST_USUAL_ZIPF)):
        exact |= {word: max(value, exact.get(word, 0.0)) for word in evidence()[kind].get(language, "").split()}
    if language == DUTCH:
        exact |= {word: NOT_DUTCH_ZIPF for word in evidence()["not_dutch"].split() if word in exact}
    folded: dict[str, float] = {}
    for word, value in exact.items():
        if not word.isascii():
            folded[fold(word)] = max(value, folded.get(fold(word), 0.0))
    return exact, folded


def _from_wordfreq(language: str) -> dict[str, float]:
    """wordfreq's buckets: the one at place `n` holds words of n centibels below one in one."""
    if language not in wordfreq.available_languages("small"):
        return {}
    buckets = wordfreq.get_frequency_list(language, wordlist="small")[: round((9 - KEPT_ZIPF) * 100)]
    return {word: 9 - place / 100 for place, words in enumerate(buckets) for word in words}
