"""What a message shows by its words alone: which part of an answer it asks for, and whether it points back."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

import yaml

from knowledge.lexical import STOPWORDS, words
from knowledge.planning.words import plain
from knowledge.schema import SECTIONS

FILE = Path(__file__).parent / "aspects.yaml"


@dataclass(frozen=True)
class Cues:
    """`aspect`: the heading that is asked for; `subject`: stems that may name a subject of their own."""

    aspect: str | None
    goes_on: bool
    points_back: bool
    turns_away: bool
    subject: tuple[str, ...]


def cues_of(text: str) -> Cues:
    """Read off the words; nothing is searched."""
    said = plain(text)
    tokens = said.split()
    aspect, rest = _aspect(said)
    return Cues(
        aspect=aspect,
        goes_on=bool(tokens) and tokens[0] in listed("goes_on"),
        points_back=_points_back(tokens),
        turns_away=any(phrase in said for phrase in listed("turns_away")),
        subject=_subject(rest),
    )


def _points_back(tokens: list[str]) -> bool:
    return any(
        token in listed("points_back") and after not in listed("times")
        for token, after in zip(tokens, [*tokens[1:], ""], strict=False)
    )


def _aspect(said: str) -> tuple[str | None, str]:
    """The heading, and what is left of the words when those that asked for it are taken away."""
    for heading, pattern in _patterns():
        found = pattern.search(said)
        if found:
            return heading, pattern.sub(" ", said)
    return None, said


def _subject(rest: str) -> tuple[str, ...]:
    left = [word for word in rest.split() if word not in STOPWORDS | listed("light") | listed("points_back")]
    return words(" ".join(left)) if left else ()


@cache
def _patterns() -> tuple[tuple[str, "re.Pattern[str]"], ...]:
    """In the order of the file: the first that fits decides."""
    return tuple((name, re.compile("|".join(ways))) for name, ways in _all().items() if name in SECTIONS)


@cache
def listed(name: str) -> frozenset[str]:
    """The words under `name`, as plain text."""
    return frozenset(str(word) for word in _all()[name])


@cache
def _all() -> dict[str, Any]:
    return cast(dict[str, Any], yaml.safe_load(FILE.read_text(encoding="utf-8")))
