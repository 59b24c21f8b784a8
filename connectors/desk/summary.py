"""The summary as an agent reads it: first of all, in ten seconds; each line leads to the messages it comes from."""

from collections.abc import Container
from dataclasses import dataclass

from bot.case import Case, Line
from bot.sentences import sentence


@dataclass(frozen=True)
class Pointed:
    """A line and the sequences of the messages that it comes from. `said`: the citizen says so."""

    text: str
    turns: tuple[int, ...]
    said: bool = False


@dataclass(frozen=True)
class Group:
    """`name` is a slug, for the style and the tests."""

    name: str
    title: str
    lines: tuple[Pointed, ...]


@dataclass(frozen=True)
class Shown:
    """The question stands apart: it is read first."""

    question: Pointed
    groups: tuple[Group, ...]
    tone: str


def shown(case: Case, there: Container[int]) -> Shown:
    """`there`: the sequences of the messages on the page. Empty groups are left out; why it was handed over is not."""
    summary = case.summary
    parts = {
        "why": summary.why or _named(case),
        "situation": summary.situation,
        "tried": summary.tried,
        "answered": summary.answered,
        "open": summary.open,
        "needs": summary.needs,
    }
    groups = (
        Group(name, sentence(f"desk.summary.{name}"), tuple(_pointed(line, there) for line in lines))
        for name, lines in parts.items()
        if lines
    )
    return Shown(_pointed(summary.question, there), tuple(groups), summary.tone)


def _named(case: Case) -> tuple[Line, ...]:
    """The reasons by their names, when the summary has no words for them."""
    return tuple(Line(text=sentence(f"desk.reasons.{reason.code}"), turns=reason.turns) for reason in case.reasons)


def _pointed(line: Line, there: Container[int]) -> Pointed:
    return Pointed(line.text, tuple(turn for turn in line.turns if turn in there), line.said)
