"""What the conversation is about: topics, the question that was asked, what was offered, and how often we asked back.

One slot holds it. An action that sends a reply hands it to `after`; nothing else changes it.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from bot.reply import Reply
from bot.sentences import sentence
from knowledge.following.choices import Offered

SLOT = "memory"
# A citizen who returns to something, returns to one of the last few.
TOPICS_MAX = 6
# Turns that an offer may be answered after it was made: directly, or after one turn in between.
OFFER_TURNS = 2
CHOICES = frozenset({"choose_topic", "something_else", "start_plan"})


@dataclass(frozen=True)
class Memory:
    """`topics`: those that were answered, the last one first; an empty one when the last question had no text.

    `is_whole`: its whole text was shown. `question`: in the citizen's words; `rejected`: topics that it is not.
    `yes`: the payload that a yes stands for. `offered_at`: number of the turn. `ask_backs`: in a row.
    `attended`: the kinds of attention that were given.
    """

    topics: tuple[str, ...] = ()
    is_whole: bool = False
    question: str = ""
    rejected: tuple[str, ...] = ()
    offered: tuple[Offered, ...] = ()
    yes: str | None = None
    offered_at: int = 0
    ask_backs: int = 0
    attended: tuple[str, ...] = ()

    @classmethod
    def read(cls, stored: Mapping[str, Any] | None) -> "Memory":
        """From the slot; an empty one when there is none yet."""
        if not stored:
            return cls()
        values: dict[str, Any] = {n: tuple(v) if isinstance(v, list) else v for n, v in stored.items()}
        values["offered"] = tuple(Offered(*one) for one in stored.get("offered", ()))
        return cls(**values)

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"offered": [(one.title, one.payload) for one in self.offered]}

    @property
    def focus(self) -> str | None:
        """The topic of the last answer; None when there was none, or when the last question had no text."""
        return self.topics[0] or None if self.topics else None

    def open_offers(self, turn: int) -> tuple[Offered, ...]:
        """What was offered and may still be answered."""
        return self.offered if turn - self.offered_at <= OFFER_TURNS else ()

    def open_yes(self, turn: int) -> str | None:
        return self.yes if turn - self.offered_at <= OFFER_TURNS else None

    def asking(self, question: str) -> "Memory":
        """A question of its own: what was rejected before has no bearing on it."""
        return replace(self, question=question, rejected=())

    def rejecting(self, *topics: str | None) -> "Memory":
        """These are not what is meant; the last one is no longer in focus."""
        rejected = tuple(dict.fromkeys((*self.rejected, *(topic for topic in topics if topic))))
        kept = tuple(topic for topic in self.topics if topic not in rejected)
        return replace(self, rejected=rejected, topics=("", *kept) if kept != self.topics else self.topics, yes=None)

    def off_topic(self) -> "Memory":
        """The last question had no text: "it" is nothing that can be answered from."""
        return self if not self.focus else replace(self, topics=("", *self.topics)[:TOPICS_MAX])


def after(memory: Memory, reply: Reply, turn: int) -> Memory:
    """The memory once `reply` has been said in turn number `turn`."""
    offered = tuple(Offered(b.title, b.payload) for b in reply.buttons)
    choices = tuple(one for one in offered if one.intent in CHOICES)
    if reply.kind == "answer" and reply.topic:
        memory = _about(replace(memory, ask_backs=0, yes=None), reply.topic, bool(reply.sections))
    if reply.kind in ("refer", "plan", "out_of_scope"):
        memory = replace(memory, ask_backs=0)
    if not choices:
        return memory
    yes = next((one.payload for one in choices if one.title == sentence("ask_back.tell_more")), _only_plan(choices))
    if reply.kind == "clarify":
        memory = replace(memory, ask_backs=memory.ask_backs + 1)
        memory = _about(memory, reply.topic, False) if yes and reply.topic else memory
    return replace(memory, offered=choices, yes=yes, offered_at=turn)


def _only_plan(choices: tuple[Offered, ...]) -> str | None:
    """A yes under an answer with one button, to make a plan, means that button."""
    return choices[0].payload if len(choices) == 1 and choices[0].plan else None


def _about(memory: Memory, topic: str, is_whole: bool) -> Memory:
    others = tuple(other for other in memory.topics if other not in (topic, ""))
    return replace(memory, topics=(topic, *others)[:TOPICS_MAX], is_whole=is_whole)
