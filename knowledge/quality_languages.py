"""How well languages are heard, and whether a question in another language leads to the right organisation.

The messages (`tests/quality/languages.jsonl`) were written before the rules; the half that is for tuning is chosen by a
hash of the id, as in `knowledge.quality`. Each is heard as the first of a conversation.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bot.settings import ROOT
from knowledge.quality import Judged, Split, split_of
from nlu.language.frequencies import DUTCH
from nlu.language.hear import hear
from nlu.language.scripts import word_count

MESSAGES = ROOT / "tests" / "quality" / "languages.jsonl"
LONG_WORDS = 3
LONG_TARGET, ORGANISATION_TARGET = 0.97, 0.85


@dataclass(frozen=True)
class Heard:
    """One message, the language it is in, and the one that was heard."""

    id: str
    text: str
    language: str
    heard: str

    @property
    def right(self) -> bool:
        return self.heard == self.language

    @property
    def is_long(self) -> bool:
        return word_count(self.text) >= LONG_WORDS

    @property
    def split(self) -> Split:
        return split_of(self.id)


@dataclass(frozen=True)
class Share:
    right: int
    of: int

    @property
    def value(self) -> float:
        return self.right / self.of if self.of else 0.0


def hear_all(path: Path = MESSAGES) -> tuple[Heard, ...]:
    """Every message of the set, heard."""
    with path.open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file if line.strip()]
    return tuple(Heard(row["id"], row["text"], row["language"], hear(row["text"])) for row in rows)


def right(heard: Iterable[Heard]) -> Share:
    found = [one.right for one in heard]
    return Share(sum(found), len(found))


def right_organisation(judged: Iterable[Judged]) -> Share:
    """Of the questions in another language that some organisation answers."""
    found = [one.organisation_at_1 for one in judged if one.question.organisations]
    return Share(sum(found), len(found))


def is_foreign(language: str) -> bool:
    return language != DUTCH
