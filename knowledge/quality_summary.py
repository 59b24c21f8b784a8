"""Is a summary right? Annotated conversations (`tests/quality/summaries.jsonl`) held against what is made of them.

They were written before the rules were tuned, by who wrote the rules. A hash of the id gives the half: look at
failures of the tuning half only.
"""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, Literal

from pydantic import Field

from bot.case import Case, Stuck, Summary, Urgency
from bot.reply import Channel, Reply
from bot.settings import ROOT
from knowledge.base import KnowledgeBase
from knowledge.planning.state import PlanState
from knowledge.quality import Split, split_of
from knowledge.schema import Line, Record
from knowledge.summing import case_of
from knowledge.summing.faults import texts_of, unsaid
from knowledge.transcript import Said, Transcript, Turn

CONVERSATIONS = ROOT / "tests" / "quality" / "summaries.jsonl"
REQUIRED_TARGET, WORDS_TARGET, MS_TARGET = 0.92, 90, 50
Part = Literal[
    "question", "situation", "answered", "tried", "open", "why", "needs", "tone",
    "topic", "life_event", "municipality", "language", "organisations",
]  # fmt: skip


class StoredTurn(Record):
    """A message with its reply, as `Said` and `Reply` have them."""

    sequence: int
    text: str
    intent: str
    language: str = "nl"
    payload: str | None = None
    title: str = ""
    reply: Reply | None = None


class StoredTranscript(Record):
    turns: tuple[StoredTurn, ...] = Field(min_length=1)
    channel: str = "web"
    municipality: str | None = None
    preferred: Channel | None = None
    tried: tuple[str, ...] = ()
    plan: dict[str, Any] | None = None


class Required(Record):
    """What a part must contain: every one of `words`; of `a|b` one is enough. Without words: the part is not empty."""

    part: Part
    words: tuple[Line, ...] = ()


class Conversation(Record):
    """`never`: what may stand nowhere; `empty`: parts that must have no line."""

    id: Line
    about: Line
    transcript: StoredTranscript
    stuck: Stuck
    urgency: Urgency
    required: tuple[Required, ...] = Field(min_length=1)
    never: tuple[Line, ...] = ()
    empty: tuple[Part, ...] = ()

    @property
    def split(self) -> Split:
        return split_of(self.id)


@dataclass(frozen=True)
class Missed:
    """A point that is not there, or something that should not be."""

    conversation: str
    split: Split
    what: str
    got: str


@dataclass(frozen=True)
class Judged:
    """One summary: points required and missed, what was never to be there, what nobody said, words and time.

    `processor_ms` is without the waiting for others on a busy machine.
    """

    conversation: Conversation
    case: Case
    required: int
    missed: tuple[Missed, ...]
    forbidden: tuple[Missed, ...]
    unsaid: tuple[str, ...]
    ms: float
    processor_ms: float

    @property
    def words(self) -> int:
        return sum(len(text.split()) for text in texts_of(self.case.summary))


def load_conversations(path: Path = CONVERSATIONS) -> tuple[Conversation, ...]:
    """The conversations, in the order of the file."""
    with path.open(encoding="utf-8") as file:
        return tuple(Conversation.model_validate_json(line) for line in file if line.strip())


def transcript_of(stored: StoredTranscript) -> Transcript:
    turns = (Turn(Said(t.sequence, t.text, t.intent, t.language, t.payload, t.title), t.reply) for t in stored.turns)
    plan = PlanState.from_json(stored.plan) if stored.plan else None
    return Transcript(tuple(turns), stored.channel, stored.municipality, stored.preferred, stored.tried, plan)


def judge(conversations: Iterable[Conversation], base: KnowledgeBase) -> list[Judged]:
    """Each conversation summed up once; the time is that of a first summary, when no sentence was encoded before."""
    return [_judged(conversation, base) for conversation in conversations]


def _judged(conversation: Conversation, base: KnowledgeBase) -> Judged:
    transcript = transcript_of(conversation.transcript)
    began, began_processor = time.perf_counter(), time.process_time()
    case = case_of(transcript, base, conversation.stuck, conversation.urgency)
    ms, processor_ms = 1000 * (time.perf_counter() - began), 1000 * (time.process_time() - began_processor)
    return Judged(
        conversation,
        case,
        len(conversation.required),
        tuple(_missed(conversation, case)),
        tuple(_forbidden(conversation, case)),
        unsaid(case, transcript, base),
        ms,
        processor_ms,
    )


def _missed(conversation: Conversation, case: Case) -> Iterator[Missed]:
    for point in conversation.required:
        got = part_of(case, point.part)
        folded = got.casefold()
        absent = [w for w in point.words if not any(one in folded for one in w.casefold().split("|"))]
        if absent or not got:
            yield Missed(conversation.id, conversation.split, f"{point.part}: {', '.join(absent) or 'empty'}", got)


def _forbidden(conversation: Conversation, case: Case) -> Iterator[Missed]:
    everything = "\n".join((*texts_of(case.summary), case.subject, case.explanation))
    for words in conversation.never:
        if words in everything:
            yield Missed(conversation.id, conversation.split, f"never: {words}", everything)
    for part in conversation.empty:
        if got := part_of(case, part):
            yield Missed(conversation.id, conversation.split, f"{part}: should be empty", got)


def part_of(case: Case, part: Part) -> str:
    """The text of a part of the summary, or the value of a field of the case."""
    if part == "question":
        return case.summary.question.text
    if part in Summary.model_fields:
        found = getattr(case.summary, part)
        return found if isinstance(found, str) else "\n".join(line.text for line in found)
    value = getattr(case, part)
    return " ".join(value) if isinstance(value, tuple) else value or ""


def share(judged: Iterable[Judged]) -> tuple[int, int]:
    """Required points that are there, and all of them."""
    seen = list(judged)
    return sum(j.required - len(j.missed) for j in seen), sum(j.required for j in seen)


def median_words(judged: Iterable[Judged]) -> float:
    return median(j.words for j in judged)


def percentile(times: Iterable[float], percent: int) -> float:
    """The time that so many percent of the summaries stay within."""
    found = sorted(times)
    return found[min(len(found) - 1, len(found) * percent // 100)]
