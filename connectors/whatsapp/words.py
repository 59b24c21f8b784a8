"""Short messages that the channel itself understands: stop, send it again, and the number of a choice."""

import re
from functools import cache
from pathlib import Path
from typing import Literal

import yaml

from bot.reply import Button, Reply
from connectors.render import whatsapp

FILE = Path(__file__).with_name("words.yml")
NUMBER = re.compile(r"(?:optie|keuze|nummer|nr\.?)?\s*(\d{1,2})\s*[.)]?", re.IGNORECASE)


def is_word(text: str, meaning: Literal["stop", "again"]) -> bool:
    """Only when it is all that was said: a plan to stop working is a question."""
    said = " ".join(re.sub(r"[.!‘’'\"]", " ", text.casefold()).split())
    return said in _words()[meaning]


def chosen(text: str, reply: Reply) -> Button | None:
    """The choice that a typed number means, counted as they were shown."""
    match = NUMBER.fullmatch(text.strip())
    shown = whatsapp.choices(reply)
    number = int(match[1]) if match else 0
    return shown[number - 1] if 1 <= number <= len(shown) else None


@cache
def _words() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in yaml.safe_load(FILE.read_text(encoding="utf-8")).items()}
