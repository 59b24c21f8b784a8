"""A wish to be answered in another language: "English please", "po polsku proszę", "kunt u Turks?", "Nederlands".

Only when nothing else is said: "taalcursus Nederlands" is a question. Somebody who says which language they do *not*
speak has not said which one they do.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from nlu.language.frequencies import fold
from nlu.language.scripts import words_of

WORDS_MAX = 9


def wished(text: str) -> str | None:
    """The language that is asked for, when the message asks for one and for nothing else."""
    words = tuple(map(fold, words_of(text)))
    if len(words) > WORDS_MAX or any(word in _lists()["not"] for word in words):
        return None
    named = [_names()[word] for word in words if word in _names()]
    rest = [word for word in words if word not in _names() and word not in _lists()["around"]]
    return named[0] if len(set(named)) == 1 and not rest else _by_characters(text)


def _by_characters(text: str) -> str | None:
    """Chinese has no spaces between words."""
    kept = text
    for around in sorted(_lists()["around_characters"], key=len, reverse=True):
        kept = kept.replace(around, "")
    found: str | None = _lists()["characters"].get(kept.strip(" ?？!！。,，"))
    return found


@cache
def _lists() -> Mapping[str, Any]:
    raw: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("wishes.yml").read_text(encoding="utf-8"))
    return raw | {kind: frozenset(map(fold, raw[kind].split())) for kind in ("around", "not")}


@cache
def _names() -> Mapping[str, str]:
    """Every name of a language, without accents → the language."""
    return {fold(name): language for language, names in _lists()["names"].items() for name in names.split()}
