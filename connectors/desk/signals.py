"""What agents told policy, counted: by kind, organisation and topic. There is no person in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from connectors.database.tables import CLOCK
from connectors.handoff.tables import SignalRow


@dataclass(frozen=True)
class Count:
    """So many signals of one kind; `organisation` and `topic` are ids, or empty."""

    kind: str
    organisation: str
    topic: str
    count: int


async def counts(session: AsyncSession, days: int) -> tuple[Count, ...]:
    """The most frequent first."""
    organisation, topic = func.coalesce(SignalRow.organisation, ""), func.coalesce(SignalRow.topic, "")
    number = func.count().label("number")
    query = (
        select(SignalRow.kind, organisation, topic, number)
        .where(SignalRow.created_at > CLOCK - timedelta(days=days))
        .group_by(SignalRow.kind, organisation, topic)
        .order_by(number.desc(), SignalRow.kind, organisation, topic)
    )
    return tuple(Count(*row) for row in await session.execute(query))


def by_kind(counted: Iterable[Count]) -> dict[str, int]:
    """Kind → how many, the most frequent first."""
    totals: dict[str, int] = {}
    for one in counted:
        totals[one.kind] = totals.get(one.kind, 0) + one.count
    return dict(sorted(totals.items(), key=lambda item: -item[1]))
