"""The words of `words.yaml`, and a text made comparable: small letters, no accents, no punctuation around words."""

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any, cast

import yaml

FILE = Path(__file__).parent / "words.yaml"
NOT_A_WORD = re.compile(r"[^\w\s./'-]+")


def plain(text: str) -> str:
    """One line of small letters without accents; dots, slashes and hyphens stay inside words, as in 12-3-2026."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter)).replace("’", "'")
    return " ".join(bare for word in NOT_A_WORD.sub(" ", letters).split() if (bare := word.strip(".'")))


@cache
def listed(name: str) -> frozenset[str]:
    """The words under `name`."""
    return frozenset(str(word) for word in _all()[name])


@cache
def numbered(name: str) -> dict[str, int]:
    """Word → number."""
    return {str(word): int(number) for word, number in _all()[name].items()}


@cache
def ordered(name: str) -> tuple[str, ...]:
    return tuple(str(word) for word in _all()[name])


@cache
def units() -> dict[str, str]:
    """Word → unit of `dateutil.relativedelta`."""
    return {str(word): str(unit) for word, unit in _all()["units"].items()}


@cache
def _all() -> dict[str, Any]:
    return cast(dict[str, Any], yaml.safe_load(FILE.read_text(encoding="utf-8")))
