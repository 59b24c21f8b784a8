"""Does a conversation go well? Expectations of each turn held against what was said; plain arithmetic.

The dialogues (`tests/quality/dialogues.jsonl`) were written apart from the training sentences and from the turns that
the follow-ups were tuned on. A hash of the id gives the half: look at failures of the tuning half only.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from bot.reply import Kind
from bot.settings import ROOT
from knowledge.schema import Line, Record, ServiceText

DIALOGUES = ROOT / "tests" / "quality" / "dialogues.jsonl"
# `say` may be "$2": the title of the second button that the last reply showed, typed.
BUTTON = "$"
CONTEXT = frozenset(
    {"follow-up", "change", "correction", "ask-back", "channel", "word", "steering", "whatsapp", "two-questions"}
)
HANDED = ("handoff_offer", "handoff")


class ExpectedTurn(Record):
    """What the citizen says, and what must come of it; what is left out is not looked at.

    `kind`, `topic` and `organisation` list what is right; the organisation is the first one. A topic may also be
    offered as a choice. `section` is the heading whose text must be given. `crisis` is the number that must come first.
    """

    say: Line
    kind: tuple[Kind, ...] = ()
    topic: tuple[str, ...] = ()
    organisation: tuple[str, ...] = ()
    section: str | None = None
    mentions: tuple[Line, ...] = ()
    must_not: tuple[Line, ...] = ()
    buttons: bool = False
    crisis: Line | None = None
    language: str | None = None


class ExpectedHandoff(Record):
    """Whether a human is offered, or given; `turns`: the turns, from 1, at which that is in time."""

    expect: Literal["none", "offered", "accepted"] = "none"
    turns: tuple[int, ...] = ()


class Dialogue(Record):
    id: Line
    about: Line
    channel: Literal["web", "whatsapp"] = "web"
    turns: tuple[ExpectedTurn, ...] = Field(min_length=1)
    handoff: ExpectedHandoff = ExpectedHandoff()

    @property
    def split(self) -> Literal["tuning", "test"]:
        return "tuning" if int(hashlib.sha256(self.id.encode()).hexdigest(), 16) % 2 == 0 else "test"


class Check(Record):
    """One expectation: of which turn (from 1), about what, and whether it came true; `got` is for who mends it."""

    dialogue: str
    about: str
    turn: int
    name: str
    right: bool
    got: str


def load_dialogues(path: Path = DIALOGUES) -> list[Dialogue]:
    rows = path.read_text(encoding="utf-8").splitlines()
    return [Dialogue.model_validate_json(row) for row in rows if row.strip()]


def typed(say: str, buttons: Sequence[str]) -> str:
    """What the citizen types: the words, or the title of a button; the words as they are when there is no such one."""
    place = say.removeprefix(BUTTON)
    is_button = say.startswith(BUTTON) and place.isdecimal() and 0 < int(place) <= len(buttons)
    return buttons[int(place) - 1] if is_button else say


def judge(dialogue: Dialogue, played: Mapping[str, Any], texts: Mapping[str, ServiceText]) -> Iterator[Check]:
    """Every expectation of every turn. `played`: the line of `wegwijs talk --batch`."""
    for number, (expected, turn) in enumerate(zip(dialogue.turns, played["turns"], strict=True), start=1):
        for name, right in _checks(expected, turn, texts):
            yield Check(
                dialogue=dialogue.id, about=dialogue.about, turn=number, name=name, right=right, got=_short(turn)
            )


def _checks(
    expected: ExpectedTurn, turn: Mapping[str, Any], texts: Mapping[str, ServiceText]
) -> Iterator[tuple[str, bool]]:
    replies = turn["replies"]
    said = "\n".join(reply["text"] for reply in replies)
    shown = "\n".join([said, *(title for reply in replies for title in reply["buttons"])]).casefold()
    if expected.kind:
        yield "kind", any(reply["kind"] in expected.kind for reply in replies)
    if expected.topic:
        yield "topic", any(_has_topic(reply, expected.topic, texts) for reply in replies)
    if expected.organisation:
        yield "organisation", any(reply["organisations"][:1] == [o] for reply in replies for o in expected.organisation)
    if expected.section:
        yield "section", any(_has_section(reply, expected, texts) for reply in replies)
    if expected.mentions:
        yield "mentions", all(words.casefold() in shown for words in expected.mentions)
    if expected.must_not:
        yield "must not", not any(words.casefold() in said.casefold() for words in expected.must_not)
    if expected.buttons:
        yield "buttons", any(reply["buttons"] for reply in replies)
    if expected.crisis:
        yield "crisis", any(reply["kind"] == "crisis" and expected.crisis in reply["text"] for reply in replies)
    if expected.language:
        yield "language", turn["language"] == expected.language


def _has_topic(reply: Mapping[str, Any], topics: Iterable[str], texts: Mapping[str, ServiceText]) -> bool:
    titles = {texts[topic].title for topic in topics if topic in texts}
    return reply["topic"] in topics or not titles.isdisjoint(reply["buttons"])


def _has_section(reply: Mapping[str, Any], expected: ExpectedTurn, texts: Mapping[str, ServiceText]) -> bool:
    """The section of the topic that is answered, and of one that is expected when that is said."""
    text = texts.get(reply["topic"] or "")
    is_meant = not expected.topic or reply["topic"] in expected.topic
    return text is not None and is_meant and text.sections[expected.section or ""] in reply["text"]


def _short(turn: Mapping[str, Any]) -> str:
    return " / ".join(
        f"{reply['kind']} {reply['topic']} {reply['organisations'][:2]} {reply['text'][:90]!r} {reply['buttons'][:4]}"
        for reply in turn["replies"]
    )


class HandoffVerdict(Record):
    """`turn`: when a human was first offered or given, from 1; None when never."""

    dialogue: str
    expected: ExpectedHandoff
    turn: int | None

    @property
    def was_needed(self) -> bool:
        return self.expected.expect != "none"

    @property
    def in_time(self) -> bool:
        return self.turn in self.expected.turns


def judge_handoff(dialogue: Dialogue, played: Mapping[str, Any]) -> HandoffVerdict:
    """Whether and when a human was offered; for `accepted` only a handoff itself counts.

    In a crisis a human is always offered, under the number: that is judged as a crisis, and counts here only where an
    offer is expected.
    """
    wanted = {"accepted": HANDED[1:], "offered": (*HANDED, "crisis"), "none": HANDED}[dialogue.handoff.expect]
    turns = (
        number
        for number, turn in enumerate(played["turns"], start=1)
        if any(reply["kind"] in wanted for reply in turn["replies"])
    )
    return HandoffVerdict(dialogue=dialogue.id, expected=dialogue.handoff, turn=next(turns, None))
