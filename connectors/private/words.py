"""The lists of `words.yml`."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml


def listed(kind: str) -> frozenset[str]:
    return _all()[kind]


@cache
def _all() -> Mapping[str, frozenset[str]]:
    raw: dict[str, str] = yaml.safe_load(Path(__file__).with_name("words.yml").read_text(encoding="utf-8"))
    return {kind: frozenset(words.split()) for kind, words in raw.items()}
