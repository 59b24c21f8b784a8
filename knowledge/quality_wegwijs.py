"""Is it the right door? Measures of places, of the first organisation, of their order, and of dead ends.

The cases (`tests/quality/wegwijs_cases.jsonl`) were written after the mechanism and are for measuring only.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bot.reply import Reply
from bot.settings import ROOT
from knowledge.answer import reply_to
from knowledge.ask import ask
from knowledge.base import KnowledgeBase
from knowledge.places import DidYouMean, Found, PlaceOutcome, PostcodeOnly, Which, locate, said_place
from knowledge.register import Register

CASES = ROOT / "tests" / "quality" / "wegwijs_cases.jsonl"
Expect = Literal["found", "which", "confirm", "postcode", "none"]


@dataclass(frozen=True)
class PlaceCase:
    """Words with a place in them, and what must come of it; `municipalities` by short name."""

    id: str
    text: str
    in_question: bool
    expect: Expect
    municipalities: tuple[str, ...]


@dataclass(frozen=True)
class FirstCase:
    """A question, perhaps from a known municipality, and the organisations that may come first."""

    id: str
    text: str
    municipality: str | None
    organisations: tuple[str, ...]


@dataclass(frozen=True)
class OrderCase:
    """A question with several organisations: each step one of these, in this order, the first one in front."""

    id: str
    text: str
    steps: tuple[frozenset[str], ...]


Case = PlaceCase | FirstCase | OrderCase


@dataclass(frozen=True)
class Verdict:
    """What came of a case. `silent_wrong`: a municipality was taken that is not the right one."""

    case: Case
    right: bool
    got: str
    silent_wrong: bool = False


def load_cases(path: Path = CASES) -> tuple[Case, ...]:
    """All cases in the order of the file."""
    with path.open(encoding="utf-8") as file:
        return tuple(_case(json.loads(line)) for line in file if line.strip())


def _case(row: dict[str, object]) -> Case:
    kind = row.pop("kind")
    fields = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    if kind == "place":
        return PlaceCase(**fields)  # type: ignore[arg-type]
    if kind == "first":
        return FirstCase(**fields)  # type: ignore[arg-type]
    return OrderCase(str(row["id"]), str(row["text"]), tuple(map(frozenset, row["steps"])))  # type: ignore[call-overload]


def judge(cases: Iterable[Case], base: KnowledgeBase) -> list[Verdict]:
    """Every case, through the same code that answers citizens."""
    return [_judge(case, base) for case in cases]


def _judge(case: Case, base: KnowledgeBase) -> Verdict:
    match case:
        case PlaceCase():
            return judge_place(case, base.register)
        case FirstCase():
            return _judge_first(case, base)
        case OrderCase():
            return _judge_order(case, base)


def judge_place(case: PlaceCase, register: Register) -> Verdict:
    """A place in a question, or a bare answer after Wegwijs asked for it."""
    gazetteer = register.gazetteer
    outcome = locate(case.text, gazetteer).outcome if case.in_question else said_place(case.text, gazetteer, asked=True)
    expected = {code for code, own in register.municipalities.items() if own.short_name in case.municipalities}
    expect, codes = _what(outcome)
    right = expect == case.expect and (expected <= codes if expect == "which" else expected == codes)
    names = sorted(register.municipalities[code].short_name for code in codes)
    return Verdict(case, right, f"{expect} {names}", expect == "found" and codes != expected)


def _what(outcome: PlaceOutcome | None) -> tuple[Expect, set[str]]:
    match outcome:
        case Found(place=place):
            return "found", {place.gm_code}
        case Which(options=options):
            return "which", {option.gm_code for option in options}
        case DidYouMean(option=option):
            return "confirm", {option.gm_code}
        case PostcodeOnly():
            return "postcode", set()
        case _:
            return "none", set()


def _judge_first(case: FirstCase, base: KnowledgeBase) -> Verdict:
    own = base.register.municipality(case.municipality)
    reply = reply_to(ask(base, case.text, own.gm_code if own else None), base)
    first = next(iter(reply.organisations), None)
    right = first in case.organisations
    if right and own and first == "gemeente":
        right = reply.cards[0].name == own.name
    return Verdict(case, right, f"{reply.kind} {reply.topic} {list(reply.organisations[:3])}")


def _judge_order(case: OrderCase, base: KnowledgeBase) -> Verdict:
    reply = reply_to(ask(base, case.text), base)
    got = f"{reply.kind} {reply.topic} {list(reply.organisations)}"
    return Verdict(case, in_order(case.steps, reply.organisations), got)


def in_order(steps: Sequence[frozenset[str]], organisations: Sequence[str]) -> bool:
    """Whether the first step is in front, and every next step comes after the one before."""
    if not organisations or organisations[0] not in steps[0]:
        return False
    position = 0
    for step in steps[1:]:
        later = [i for i in range(position + 1, len(organisations)) if organisations[i] in step]
        if not later:
            return False
        position = later[0]
    return True


def names_a_next_step(reply: Reply) -> bool:
    """No dead end: an organisation that can be reached or found, or a choice to go on with."""
    reachable = any(card.phones or card.website or card.appointment_url or card.find for card in reply.cards)
    return reachable or len(reply.buttons) > 1


@dataclass(frozen=True)
class Share:
    """How many of a kind are right."""

    name: str
    right: int
    cases: int
    target: float

    @property
    def share(self) -> float:
        return self.right / self.cases if self.cases else 0.0

    @property
    def reached(self) -> bool:
        return self.share >= self.target


def shares(verdicts: Sequence[Verdict]) -> tuple[Share, ...]:
    """The three measures of the issue, with the first organisation also apart with and without a municipality."""
    first = [v for v in verdicts if isinstance(v.case, FirstCase)]
    with_place = [v for v in first if isinstance(v.case, FirstCase) and v.case.municipality]
    return (
        _share("place resolved", [v for v in verdicts if isinstance(v.case, PlaceCase)], 0.99),
        _share("right first organisation", first, 0.95),
        _share("  with a municipality", with_place, 0.95),
        _share("  without", [v for v in first if v not in with_place], 0.95),
        _share("order of organisations", [v for v in verdicts if isinstance(v.case, OrderCase)], 0.90),
    )


def _share(name: str, verdicts: Sequence[Verdict], target: float) -> Share:
    return Share(name, sum(v.right for v in verdicts), len(verdicts), target)
