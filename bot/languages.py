"""What Wegwijs says in other languages: fixed sentences, all in `bot/languages.yml`."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import yaml

from bot.settings import ROOT

DUTCH = "nl"
# A name or a number keeps its own direction inside a sentence that runs the other way; without these two characters
# (first strong isolate, and its end) 0800-0113 is shown as 0113-0800.
ISOLATED = "\u2068{}\u2069"


def languages() -> frozenset[str]:
    """The tags that we have sentences for, apart from Dutch."""
    return frozenset(_all())


def said(language: str, key: str, **fields: str) -> str:
    """One sentence. Raises KeyError for an unknown language or key, or a missing field."""
    sentences = _all()[language]
    if sentences.get("right_to_left"):
        fields = {name: ISOLATED.format(value) for name, value in fields.items()}
    return str(sentences[key]).format(**fields)


def known(tag: str | None) -> str:
    """Our language for a BCP 47 tag such as `de-AT`; Dutch when it is not one of ours."""
    primary = (tag or DUTCH).split("-")[0].lower()
    return primary if primary in _all() else DUTCH


@cache
def _all() -> Mapping[str, Mapping[str, Any]]:
    loaded: dict[str, dict[str, Any]] = yaml.safe_load((ROOT / "bot" / "languages.yml").read_text(encoding="utf-8"))
    return loaded
