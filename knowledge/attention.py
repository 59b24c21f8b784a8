"""Is a sentence of attention due? For a death, shame, money worries, fear or anger, each once in a conversation.

A few cues in the citizen's own words, some of which count only beside a text about that life event. Refuses to guess
at feelings: a question about a death certificate gets none.
"""

import re
from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from bot.reply import Kind, Reply
from bot.sentences import sentence
from knowledge.planning.words import plain

FILE = Path(__file__).parent / "attention.yaml"

Care = Literal["death", "shame", "money", "fear", "anger"]
SENTENCES: dict[Care, str] = {
    "death": "attention.death",
    "shame": "attention.shame",
    "money": "attention.money",
    "fear": "attention.fear",
    "anger": "attention.anger",
}
# What else is said is a number to call, a limit, or a courtesy of its own.
SAID_WITH: frozenset[Kind] = frozenset({"answer", "clarify", "refer", "plan", "handoff_offer"})


def due(text: str, life_events: Collection[str] = (), given: Collection[str] = ()) -> Care | None:
    """The attention that `text` asks for; None when there is none, or when it was `given` before."""
    said = plain(text)
    fits = (care for care in SENTENCES if _fits(care, said, life_events))
    first = next(fits, None)
    return first if first not in given else None


def with_attention(reply: Reply, care: Care | None) -> Reply:
    """The reply with that sentence before it."""
    if care is None or reply.kind not in SAID_WITH:
        return reply
    return reply.model_copy(update={"text": f"{sentence(SENTENCES[care])}\n\n{reply.text}"})


def _fits(care: Care, said: str, life_events: Collection[str]) -> bool:
    if _has(care, "unless", said):
        return False
    is_event = not set(_cues()[care].get("events", ())).isdisjoint(life_events)
    return _has(care, "surely", said) or (is_event and _has(care, "with_event", said))


def _has(care: Care, name: str, said: str) -> bool:
    pattern = _pattern(care, name)
    return pattern is not None and pattern.search(said) is not None


@cache
def _pattern(care: Care, name: str) -> "re.Pattern[str] | None":
    ways = _cues()[care].get(name)
    relative = f"(?:{'|'.join(_cues()['relative'])})"
    return re.compile("|".join(ways).replace("RELATIVE", relative)) if ways else None


@cache
def _cues() -> Any:
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))
