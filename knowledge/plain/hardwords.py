"""The words of `words.csv` in a sentence, in any of their forms, each with the plain alternative.

Kinds: `archaisch` (old), `ambtelijk` (office Dutch), `begrip` (a difficult idea), `voorzetsel` (long prepositions such
as "ten behoeve van"). `dubbelzinnig` words also have an everyday meaning: editors can read them, nothing counts them.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge.plain.inflection import forms
from knowledge.plain.vocabulary import word_list

WORDS = Path(__file__).parent / "words.csv"
AMBIGUOUS = "dubbelzinnig"
GAP = "…"
SEPARATED_MAX_WORDS = 12  # "schorten … op": how far the particle may stand from its verb


@dataclass(frozen=True)
class HardWord:
    """`word` is the entry of the list, `plain` what to write instead."""

    word: str
    plain: str
    kind: str
    source: str


@dataclass(frozen=True)
class Found:
    """A hard word at `place` (index of its first word), as it was `written`."""

    entry: HardWord
    written: str
    place: int


def find(words: Sequence[str]) -> Iterator[Found]:
    """Hard words in lower-case words, from left to right; the longest entry wins, none overlap."""
    place = 0
    while place < len(words):
        hit = next(_at(words, place), None)
        if hit:
            yield hit[0]
        place += hit[1] if hit else 1


def _at(words: Sequence[str], place: int) -> Iterator[tuple[Found, int]]:
    """Entries that begin here, with the number of words they take."""
    for form, entry in by_first_word().get(words[place], ()):
        if tuple(words[place : place + len(form)]) == form:
            yield Found(entry, " ".join(form), place), len(form)
        elif GAP in form and _follows(form[-1], words[place + 1 : place + SEPARATED_MAX_WORDS]):
            yield Found(entry, " ".join(form), place), 1
        elif " " not in entry.word and len(form) == 2:
            later = words[place + 1 : place + SEPARATED_MAX_WORDS]
            if form[1] in later and _closes_clause(later, later.index(form[1])):
                yield Found(entry, f"{form[0]} {GAP} {form[1]}", place), 1


def _follows(word: str, later: Sequence[str]) -> bool:
    """The second half of "dient … te" comes before anything that ends the first half ("dient in om te")."""
    if word not in later:
        return False
    between = set(later[: later.index(word)])
    return not between & (word_list("verb_particles") | word_list("clause_begins"))


def _closes_clause(words: Sequence[str], place: int) -> bool:
    """A particle ends its clause; a preposition has a noun after it."""
    return place == len(words) - 1 or words[place + 1] in word_list("clause_begins")


@cache
def by_first_word() -> Mapping[str, tuple[tuple[tuple[str, ...], HardWord], ...]]:
    """First word of a form → all forms that begin so, longest first."""
    index: dict[str, dict[tuple[str, ...], HardWord]] = {}
    for entry in load():
        if entry.kind != AMBIGUOUS:
            for form in forms(entry.word):
                index.setdefault(form[0], {}).setdefault(form, entry)
    return {first: tuple(sorted(found.items(), key=lambda pair: -len(pair[0]))) for first, found in index.items()}


@cache
def load() -> tuple[HardWord, ...]:
    """The whole list, as the file has it."""
    with WORDS.open(encoding="utf-8", newline="") as file:
        return tuple(HardWord(**row) for row in csv.DictReader(file))
