"""The patterns of `cues.yaml`, compiled once. `plain` text is small letters without accents."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, cast

import yaml

FILE = Path(__file__).parent / "cues.yaml"
WORD = re.compile(r"\{([a-z_]+)\}")


@cache
def pattern(group: str, name: str = "") -> "re.Pattern[str]":
    """The alternatives under `group` (and `name`) as one expression; `{word}` stands for a line of `words`."""
    lines = _all()[group][name] if name else _all()[group]
    return re.compile("|".join(f"(?:{_filled(line)})" for line in lines), re.IGNORECASE)


@cache
def names(group: str) -> tuple[str, ...]:
    """The names under `group`, in the order of the file."""
    return tuple(_all()[group])


@cache
def listed(group: str) -> frozenset[str]:
    """The words under `group`."""
    return frozenset(_all()[group])


def fitting(group: str, said: str) -> Iterator[str]:
    """The names under `group` whose pattern occurs."""
    return (name for name in names(group) if pattern(group, name).search(said))


def _filled(line: str) -> str:
    words: dict[str, str] = _all()["words"]
    while WORD.search(line):
        line = WORD.sub(lambda found: f"(?:{words[found[1]]})", line)
    return line


@cache
def _all() -> dict[str, Any]:
    return cast(dict[str, Any], yaml.safe_load(FILE.read_text(encoding="utf-8")))
