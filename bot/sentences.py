"""Every sentence that Wegwijs itself says, by key. The files `bot/sentences*.yml` hold them; no Python code does."""

from functools import cache
from typing import Any

import yaml

from bot.settings import ROOT


def sentence(key: str, **fields: object) -> str:
    """The sentence with its `{fields}` filled in. Raises KeyError for an unknown key or a missing field."""
    return all_sentences()[key].format(**fields)


@cache
def all_sentences() -> dict[str, str]:
    """Dotted key → sentence, from every `bot/sentences*.yml`."""
    found: dict[str, str] = {}
    for path in sorted((ROOT / "bot").glob("sentences*.yml")):
        more = _flatten(yaml.safe_load(path.read_text(encoding="utf-8")) or {})
        if twice := found.keys() & more.keys():
            raise ValueError(f"{path.name} says again what another file says: {', '.join(sorted(twice))}")
        found |= more
    return found


def _flatten(tree: dict[str, Any], prefix: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in tree.items():
        if isinstance(value, dict):
            flat |= _flatten(value, f"{prefix}{key}.")
        else:
            flat[f"{prefix}{key}"] = str(value).strip()
    return flat
