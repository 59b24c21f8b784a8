"""Which reasons a citizen's own words give: patterns of `cues.yaml` on plain text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from bot.case import ReasonCode
from knowledge.planning.words import plain
from knowledge.stuck.rules import CODES

FILE = Path(__file__).parent / "cues.yaml"


@dataclass(frozen=True)
class Cue:
    """`weight` stands in place of the reason's own; `after_reply`: only about what Wegwijs said."""

    code: ReasonCode
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    weight: float | None
    after_reply: bool


def cues_in(text: str) -> Iterator[Cue]:
    """The cues that fit, heaviest first within a reason, as the file has them."""
    said = plain(text)
    yield from (cue for cue in _cues() if cue.pattern.search(said) and not (cue.unless and cue.unless.search(said)))


@cache
def vague() -> frozenset[str]:
    """Words that are no subject, beside a cue about an answer."""
    return frozenset(yaml.safe_load(FILE.read_text(encoding="utf-8"))["vague"])


@cache
def _cues() -> tuple[Cue, ...]:
    found = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return tuple(
        Cue(
            code,
            re.compile("|".join(group["patterns"])),
            re.compile("|".join(group["unless"])) if "unless" in group else None,
            group.get("weight"),
            bool(group.get("after_reply")),
        )
        for code in CODES
        for group in found.get(code, ())
    )
