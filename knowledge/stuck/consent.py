"""A question to which yes and no are buttons, and whether a message is one of the two, also in other words.

Two things are asked so: may a human take over, and may the conversation be deleted.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import yaml

from bot.reply import Button, Reply
from bot.sentences import sentence
from knowledge.following.cues import cues_of
from knowledge.planning.words import plain
from knowledge.transcript import Said

FILE = Path(__file__).parent / "consent.yaml"
# A longer message tells something: that is no mere yes or no.
WORDS_MAX = 10

Consent = Literal["yes", "no"]


@dataclass(frozen=True)
class Asked:
    """`name` begins the payloads and the sentences of the two buttons."""

    name: str

    @property
    def yes(self) -> Button:
        return Button(title=sentence(f"{self.name}.yes"), payload=f"/{self.name}_yes")

    @property
    def no(self) -> Button:
        return Button(title=sentence(f"{self.name}.no"), payload=f"/{self.name}_no")

    def is_asked_in(self, reply: Reply | None) -> bool:
        return reply is not None and any(button.payload == self.yes.payload for button in reply.buttons)


HANDOFF = Asked("handoff")
ERASE = Asked("erase")


def consent(said: Said, asked: Asked) -> Consent | None:
    """The answer to `asked`, which stood open; None when the message is about something else."""
    if said.payload:
        return _pressed(said.payload, asked)
    words = plain(said.text)
    if words in (plain(asked.yes.title), plain(asked.no.title)):
        return "yes" if words == plain(asked.yes.title) else "no"
    if said.intent.startswith("crisis_") or not 0 < len(words.split()) <= WORDS_MAX:
        return None
    return _in_other_words(words, said.intent)


def declines(said: Said, asked: Asked) -> bool:
    """A no, also one with a new question behind it: "nee, ik wil weten wat het kost"."""
    return consent(said, asked) == "no" or plain(said.text).split()[:1] == ["nee"]


def _pressed(payload: str, asked: Asked) -> Consent | None:
    if payload == asked.yes.payload:
        return "yes"
    return "no" if payload == asked.no.payload else None


def _in_other_words(words: str, intent: str) -> Consent | None:
    """A no first: "nee, doe maar niet" has the words of a yes in it."""
    says_no, says_yes = _has(words, "no"), _has(words, "yes")
    tells_more = any(word not in _known() for word in words.split())
    if not tells_more and (says_no or says_yes):
        return "no" if says_no else "yes"
    if intent == "deny" and not says_yes:
        return "no"
    if intent == "affirm" and not says_no:
        return "yes"
    opens = words.split()[0] in ("ja", "graag") and not says_no
    return "yes" if opens and cues_of(words).aspect is None and "maar" not in words.split() else None


def _has(words: str, which: Consent) -> bool:
    return any(f" {way} " in f" {words} " for way in _ways(which))


@cache
def _known() -> frozenset[str]:
    """Every word of a yes, of a no, and of what stands around them."""
    return frozenset(word for name in ("yes", "no", "around") for way in _ways(name) for word in way.split())


@cache
def _ways(name: str) -> tuple[str, ...]:
    return tuple(plain(str(way)) for way in yaml.safe_load(FILE.read_text(encoding="utf-8"))[name])
