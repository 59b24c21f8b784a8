"""Dutch words: how frequent they are, the closed lists of `lists.yml`, and what counts as a content word.

Frequencies are Zipf values of `wordfreq` (log10 of occurrences per milliard words): 7 is "de", 3 is a word that
one meets once in a million.
"""

import csv
import math
import re
from functools import cache
from pathlib import Path

import yaml

HERE = Path(__file__).parent
SEEDS = HERE / "seeds.csv"  # everyday, concrete and abstract words; see learn_ideas.py
EVERYDAY_ZIPF = 4.0  # what an everyday word of our own list counts as
VOWELS = re.compile(r"aai|ooi|oei|eeu|ieu|[aeo]u|aa|ee|oo|uu|ie|oe|eu|ui|ij|ei|[aeiouyáéíóúàèëïöü]")


@cache
def word_list(name: str) -> frozenset[str]:
    """One of the closed lists of `lists.yml`."""
    lists = yaml.safe_load((HERE / "lists.yml").read_text(encoding="utf-8"))
    return frozenset(str(lists[name]).split())


@cache
def _frequencies() -> dict[str, float]:
    from wordfreq import get_frequency_dict

    found: dict[str, float] = get_frequency_dict("nl", wordlist="best")
    return found


def zipf(word: str) -> float:
    """Zipf frequency of exactly this form; 0 when never seen."""
    share = _frequencies().get(word, 0.0)
    return math.log10(share) + 9 if share else 0.0


@cache
def everyday_words() -> frozenset[str]:
    """Everyday words of plain government Dutch (toeslag, loonstrook) that newspapers and films hardly use."""
    with SEEDS.open(encoding="utf-8", newline="") as file:
        return frozenset(row["word"] for row in csv.DictReader(file) if row["kind"] != "abstract")


def all_words(lowest_zipf: float) -> list[str]:
    """Every Dutch word of letters only that is at least so frequent."""
    return [word for word in _frequencies() if word.isalpha() and len(word) > 1 and zipf(word) >= lowest_zipf]


def syllables(word: str) -> int:
    """Number of vowel groups, which is close to the number of syllables in Dutch."""
    return len(VOWELS.findall(word.lower()))


def is_content(word: str) -> bool:
    """Carries meaning: a noun, verb, adjective or adverb, not a grammar word or a number."""
    return len(word) > 1 and word not in word_list("function_words") and not word[0].isdigit()
