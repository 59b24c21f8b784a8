"""How familiar a Dutch word is: its frequency, or that of its everyday parts.

Frequencies are Zipf values of `wordfreq` (log10 of occurrences per milliard words): 7 is "de", 3 is a word that
one meets once in a million. A long compound of everyday parts (verjaardagstaart) is as familiar as its rarest part.
"""

import csv
import math
import re
from functools import cache, lru_cache
from pathlib import Path

import yaml

HERE = Path(__file__).parent
SEEDS = HERE / "seeds.csv"  # everyday, concrete and abstract words; see learn_ideas.py
PART_MIN_ZIPF = 3.4  # below this, a "part" is mostly a chance letter group
PART_MIN_LETTERS = 3
SHORT_PART_MIN_ZIPF = 4.6  # three letters must be a very common word (bus, kat) to be a part
SPLIT_COST = 0.2  # a compound takes a little more reading than its rarest part
EVERYDAY_ZIPF = 4.0
FAMILIAR_ZIPF = 4.2  # so common that its parts no longer matter
INFLECTION_COST = 0.2
WORD_MAX_LETTERS = 60
LINKS = ("", "s", "en", "n", "e", "er", "-")
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
def _everyday() -> frozenset[str]:
    """Everyday words of plain government Dutch (toeslag, loonstrook) that newspapers and films hardly use."""
    with SEEDS.open(encoding="utf-8", newline="") as file:
        return frozenset(row["word"] for row in csv.DictReader(file) if row["kind"] != "abstract")


def all_words(lowest_zipf: float) -> list[str]:
    """Every Dutch word of letters only that is at least so frequent."""
    return [word for word in _frequencies() if word.isalpha() and len(word) > 1 and zipf(word) >= lowest_zipf]


@lru_cache(maxsize=50_000)
def familiarity(word: str) -> float:
    """Zipf frequency of the word, of a form of it, or of the rarest part of a compound; the highest counts."""
    own = max(zipf(word), EVERYDAY_ZIPF if word in _everyday() else 0.0)
    if own >= FAMILIAR_ZIPF or not word or len(word) > WORD_MAX_LETTERS:
        return own
    inflected = max((zipf(base) for base in bases(word)), default=0.0) - INFLECTION_COST
    parts = split(word)
    compound = min(zipf(part) for part in parts) - SPLIT_COST * (len(parts) - 1) if parts else 0.0
    return max(own, inflected, compound)


def bases(word: str) -> tuple[str, ...]:
    """Forms without a common Dutch ending: plural, diminutive, adjective -e."""
    found = []
    for ending in ("'s", "etjes", "etje", "tjes", "pjes", "tje", "pje", "jes", "je", "en", "s", "e", "n", "t"):
        if word.endswith(ending) and len(word) - len(ending) >= PART_MIN_LETTERS:
            stem = word[: -len(ending)]
            found += [stem, *_respelled(stem)] if ending in ("en", "e", "etje", "etjes") else [stem]
    return tuple(found)


def _respelled(stem: str) -> list[str]:
    """bakk → bak, lop → loop, huiz → huis, briev → brief."""
    found = []
    if len(stem) > 2 and stem[-1] == stem[-2]:
        found.append(stem[:-1])
    if len(stem) > 1 and stem[-1] in "vz":
        found.append(stem[:-1] + ("f" if stem[-1] == "v" else "s"))
    if len(stem) > 2 and stem[-2] in "aeou" and stem[-3] not in "aeiou" and stem[-1] not in "aeiou":
        found.append(stem[:-1] + stem[-2] + stem[-1])
    return found


@lru_cache(maxsize=50_000)
def split(word: str) -> tuple[str, ...]:
    """The parts of a compound with the highest rarest part; empty when it is no compound of known words."""
    if len(word) < 2 * PART_MIN_LETTERS or len(word) > WORD_MAX_LETTERS:
        return ()
    best: tuple[float, tuple[str, ...]] = (0.0, ())
    for cut in range(PART_MIN_LETTERS, len(word) - PART_MIN_LETTERS + 1):
        head = word[:cut]
        if _is_part(head) or head in word_list("open_particles"):
            for parts in _tails(word[cut:]):
                rank = min(zipf(part) for part in (head, *parts)) - SPLIT_COST * len(parts)
                best = max(best, (rank, (head, *parts)))
    return best[1]


def _tails(rest: str) -> list[tuple[str, ...]]:
    """What may follow a first part: one known word, or a compound again, after an optional link."""
    found: list[tuple[str, ...]] = []
    for link in LINKS:
        tail = rest[len(link) :] if rest.startswith(link) else ""
        if _is_part(tail):
            found.append((tail,))
        base = next((b for b in bases(tail) if _is_part(b)), None)
        if base:
            found.append((base,))
        if len(tail) > 2 * PART_MIN_LETTERS:
            deeper = split(tail)
            found += [deeper] if deeper else []
    return found


def _is_part(piece: str) -> bool:
    if len(piece) < PART_MIN_LETTERS or piece in word_list("affixes") or piece in word_list("function_words"):
        return False
    return zipf(piece) >= (SHORT_PART_MIN_ZIPF if len(piece) == PART_MIN_LETTERS else PART_MIN_ZIPF)


def syllables(word: str) -> int:
    """Number of vowel groups, which is close to the number of syllables in Dutch."""
    return len(VOWELS.findall(word.lower()))


def is_content(word: str) -> bool:
    """Carries meaning: a noun, verb, adjective or adverb, not a grammar word or a number."""
    return len(word) > 1 and word not in word_list("function_words") and not word[0].isdigit()
