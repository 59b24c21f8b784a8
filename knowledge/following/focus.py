"""Is a message about the answer before it? And if so, about which part of it, or about a text beside it?

Refuses to guess what "it" is when nothing was answered before. The numbers below were set on `turns.csv`.
"""

from dataclasses import dataclass, replace

from knowledge.base import KnowledgeBase
from knowledge.following.cues import Cues, cues_of
from knowledge.following.model import weights
from knowledge.following.signals import signals_of
from knowledge.following.views import Views, alone, look_twice, mixed
from knowledge.search import Search

GOES_ON_FROM = 0.5
# How much the message itself counts beside the message within the conversation.
WEIGHT_ALONE = 0.4
# Who asks for a part ("wat kost dat") is answered from the focus, unless another text is this much more likely.
OTHER_TEXT_FROM = 0.7


@dataclass(frozen=True)
class Part:
    """The text in focus answers it; `heading` is the part that was asked for, None when that is not clear."""

    topic: str
    heading: str | None
    chance: float


@dataclass(frozen=True)
class Other:
    """It goes on about the same, but another text may answer it: `search` is what it means within the conversation."""

    search: Search
    chance: float


@dataclass(frozen=True)
class New:
    """A subject of its own."""

    search: Search
    chance: float


Understood = Part | Other | New


def understand(
    base: KnowledgeBase,
    message: str,
    focus: str,
    heading: str | None = None,
    without: frozenset[str] = frozenset(),
) -> Understood:
    """What `message` means after an answer about `focus`; `heading`: what its dialogue act asks for, if known."""
    cues = cues_of(message)
    if cues.aspect is None and heading is not None:
        cues = replace(cues, aspect=heading)
    views = look_twice(base, message, base.titles[focus], without)
    chance = weights().chance(signals_of(views, cues, focus, base))
    return understand_as(chance, views, cues, focus, base)


def understand_as(chance: float, views: Views, cues: Cues, focus: str, base: KnowledgeBase) -> Understood:
    """The outcome when the message goes on with this chance."""
    if chance < GOES_ON_FROM:
        return New(alone(views, base), chance)
    found = mixed(views, base, WEIGHT_ALONE)
    first = found.candidates[0]
    if first.topic == focus or (cues.aspect is not None and first.probability < OTHER_TEXT_FROM):
        return Part(focus, cues.aspect, chance)
    return Other(found, chance)
