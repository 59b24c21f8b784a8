"""Expressions that leave no doubt that somebody is in a crisis, read from `crisis_signals.yml`.

A pure function on text, for both environments (Python 3.10). The list is short and readable on purpose: it catches what
may never be missed, the learned watch catches how else people say it.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

SIGNALS = Path(__file__).with_name("crisis_signals.yml")
WORD = re.compile(r"\{([a-z]+)\}")


@dataclass(frozen=True)
class Signals:
    """Patterns by kind of crisis, and those that make any of them doubtful."""

    kinds: dict[str, "re.Pattern[str]"]
    unless: "re.Pattern[str]"


def normalised(text: str) -> str:
    """Small letters without accents; one space for whatever is no letter or digit; "niiiiet" as "niet"."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    words = re.sub(r"[\W_]+", " ", plain.casefold()).strip()
    return re.sub(r"([a-z])\1{2,}", r"\1", words)


def signalled(text: str) -> frozenset[str]:
    """The kinds of crisis that the words of this text leave no doubt about."""
    signals, words = read_signals(), normalised(text)
    found = frozenset(kind for kind, pattern in signals.kinds.items() if pattern.search(words))
    return frozenset() if found and signals.unless.search(words) else found


@lru_cache(maxsize=1)
def read_signals(path: Path = SIGNALS) -> Signals:
    """The list, with its words filled in; an unknown word is a KeyError."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    words = content.pop("words")
    unless = _one(tuple(content.pop("unless")), words)
    return Signals({kind: _one(tuple(lines), words) for kind, lines in content.items()}, unless)


def _one(lines: tuple[str, ...], words: dict[str, str]) -> "re.Pattern[str]":
    return re.compile("|".join(f"(?:{WORD.sub(lambda name: words[name[1]], line)})" for line in lines))
