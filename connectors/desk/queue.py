"""The queue as an agent reads it: a row a case, in the order in which it is to be picked up."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bot.case import Urgency
from bot.sentences import sentence
from connectors.conversations.model import Channel
from connectors.desk.times import clock, elapsed
from connectors.handoff.desk import Own
from connectors.handoff.model import Handoff

# More reasons do not fit on a line; the case itself has them all.
REASONS_MAX = 3


@dataclass(frozen=True)
class Row:
    """`has_contact`: the citizen asked to be called or mailed."""

    id: UUID
    urgency: Urgency
    question: str
    reasons: tuple[str, ...]
    channel: Channel
    team: str
    waits: str
    since: str
    has_contact: bool


@dataclass(frozen=True)
class TeamCount:
    """`name` is empty for all teams."""

    name: str
    count: int


@dataclass(frozen=True)
class Chat:
    """One of the agent's own conversations, in the bar of every page."""

    id: UUID
    label: str
    unread: int
    urgency: Urgency


@dataclass(frozen=True)
class View:
    """The queue of one team, or of all when `team` is empty."""

    team: str
    teams: tuple[TeamCount, ...]
    rows: tuple[Row, ...]


def view(queue: tuple[Handoff, ...], team: str, teams: Iterable[str], now: datetime) -> View:
    mine = [handoff for handoff in queue if team in ("", handoff.team)]
    return View(team, counts(queue, teams), rows(mine, now))


def rows(queue: Iterable[Handoff], now: datetime) -> tuple[Row, ...]:
    return tuple(_row(handoff, now) for handoff in queue)


def counts(queue: Iterable[Handoff], teams: Iterable[str]) -> tuple[TeamCount, ...]:
    """All teams first, then each team that is set or has somebody waiting."""
    by_team = Counter(handoff.team for handoff in queue)
    names = dict.fromkeys([*teams, *sorted(by_team)])
    return (TeamCount("", by_team.total()), *(TeamCount(name, by_team[name]) for name in names))


def chats(own: Iterable[Own]) -> tuple[Chat, ...]:
    return tuple(Chat(o.handoff.id, question_of(o.handoff), o.unread, o.handoff.urgency) for o in own)


def question_of(handoff: Handoff) -> str:
    """The question in one line, whole; a style may shorten what is seen of it."""
    return " ".join(handoff.case.summary.question.text.split())


def _row(handoff: Handoff, now: datetime) -> Row:
    reasons = dict.fromkeys(reason.code for reason in handoff.case.reasons)
    return Row(
        id=handoff.id,
        urgency=handoff.urgency,
        question=question_of(handoff),
        reasons=tuple(sentence(f"desk.reasons.{code}") for code in [*reasons][:REASONS_MAX]),
        channel=handoff.channel,
        team=handoff.team,
        waits=elapsed(handoff.created_at, now),
        since=clock(handoff.created_at),
        has_contact=handoff.contact_kind is not None,
    )
