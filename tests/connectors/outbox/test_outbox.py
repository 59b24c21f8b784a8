"""The outbox on a real PostgreSQL: nothing lost, nothing twice, in order, and visible when it fails."""

import asyncio
from collections import Counter
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from connectors.conversations.notify import Wakeups
from connectors.database.engine import transaction
from connectors.outbox import overview, store
from connectors.outbox.ledger import DatabaseLedger
from connectors.outbox.model import ClaimLost, Delivered, Delivery, Outcome, Refused, Retry
from connectors.outbox.schedule import LONGEST_PAUSE_SECONDS, Schedule
from connectors.outbox.store import LEASE_SECONDS
from connectors.outbox.tables import OutboxRow
from connectors.outbox.worker import deliver_next, work

SCHEDULE = Schedule(give_up_days=7)


class Crash(BaseException):
    """The process dies: nothing of ours may catch it."""


class Elsewhere:
    """Another system: it counts what was made there and does what it is told next."""

    def __init__(self, *outcomes: Outcome) -> None:
        self.made: Counter[str] = Counter()
        self.kinds: list[str] = []
        self.outcomes = list(outcomes)
        self.crash_after: str | None = None

    async def __call__(self, delivery: Delivery) -> Outcome:
        self.kinds.append(delivery.kind)
        for step in ("contact", "task"):
            await delivery.once(step, lambda step=step: self.make(step))
            if self.crash_after == step:
                raise Crash
        return self.outcomes.pop(0) if self.outcomes else Delivered()

    async def make(self, step: str) -> str:
        self.made[step] += 1
        return f"{step}-{self.made[step]}"


async def put(engine: AsyncEngine, kind: str = "opened", subject: UUID | None = None, key: str = "") -> UUID | None:
    async with transaction(engine) as session:
        return await store.put(session, "there", kind, subject or uuid4(), idempotency_key=key or str(uuid4()))


async def rows(engine: AsyncEngine) -> list[OutboxRow]:
    async with transaction(engine) as session:
        return list(await session.scalars(select(OutboxRow).order_by(OutboxRow.sequence)))


def later(**spans: float) -> datetime:
    return datetime.now(UTC) + timedelta(**spans)


async def test_a_delivery_is_made_once_and_keeps_what_it_made(engine: AsyncEngine) -> None:
    there = Elsewhere()
    await put(engine)
    assert await deliver_next(engine, {"there": there}, SCHEDULE)
    assert not await deliver_next(engine, {"there": there}, SCHEDULE, later(days=30))
    (row,) = await rows(engine)
    assert (row.status, row.attempts, row.last_error) == ("delivered", 1, None)
    assert row.external_ids == {"contact": "contact-1", "task": "task-1"}


async def test_the_same_key_is_put_once(engine: AsyncEngine) -> None:
    assert await put(engine, key="handoff 1 opened") is not None
    assert await put(engine, key="handoff 1 opened") is None
    assert len(await rows(engine)) == 1


async def test_what_is_rolled_back_is_not_delivered(engine: AsyncEngine) -> None:
    async with AsyncSession(engine) as session:
        await store.put(session, "there", "opened", uuid4(), idempotency_key="k")
        await session.rollback()
    assert await rows(engine) == []


async def test_a_crash_between_the_steps_makes_nothing_twice(engine: AsyncEngine) -> None:
    there = Elsewhere()
    there.crash_after = "contact"
    await put(engine)
    with pytest.raises(Crash):
        await deliver_next(engine, {"there": there}, SCHEDULE)
    there.crash_after = None
    assert not await deliver_next(engine, {"there": there}, SCHEDULE, later(seconds=LEASE_SECONDS / 2))
    assert await deliver_next(engine, {"there": there}, SCHEDULE, later(seconds=LEASE_SECONDS + 1))
    assert there.made == {"contact": 1, "task": 1}
    assert [row.status for row in await rows(engine)] == ["delivered"]


async def test_who_comes_back_after_its_claim_was_lost_writes_nothing(engine: AsyncEngine) -> None:
    await put(engine)
    ledger = DatabaseLedger(engine)
    async with transaction(engine) as session:
        slow = await store.claim(session, ["there"], ledger)
    async with transaction(engine) as session:
        fast = await store.claim(session, ["there"], ledger, later(seconds=LEASE_SECONDS + 1))
    assert slow is not None
    assert fast is not None
    with pytest.raises(ClaimLost):
        await ledger.record(slow, "contact", "late")
    with pytest.raises(ClaimLost):
        async with transaction(engine) as session:
            await store.finish(session, slow, Delivered(), SCHEDULE)
    await ledger.record(fast, "contact", "in time")
    assert (await rows(engine))[0].external_ids == {"contact": "in time"}


async def test_down_for_a_day_then_everything_arrives_in_order(engine: AsyncEngine) -> None:
    there = Elsewhere(*[Retry("no connection")] * 200)
    subject = uuid4()
    await put(engine, "opened", subject)
    await put(engine, "closed", subject)
    now, end = datetime.now(UTC), later(days=1)
    pauses = []
    while now < end:
        assert await deliver_next(engine, {"there": there}, SCHEDULE, now)
        due = (await rows(engine))[0].next_attempt_at
        pauses.append((due - now).total_seconds())
        now = due
    assert set(there.kinds) == {"opened"}, "the second waits for the first"
    assert 2.5 <= pauses[0] <= 5
    assert LONGEST_PAUSE_SECONDS / 2 <= pauses[-1] <= LONGEST_PAUSE_SECONDS
    there.outcomes.clear()
    while await deliver_next(engine, {"there": there}, SCHEDULE, now):
        pass
    assert there.kinds[-2:] == ["opened", "closed"]
    assert there.made == {"contact": 2, "task": 2}, "once for each of the two"
    assert {row.status for row in await rows(engine)} == {"delivered"}


async def test_giving_up_is_visible_and_can_be_taken_back(engine: AsyncEngine) -> None:
    there = Elsewhere(Retry("no connection"))
    subject = uuid4()
    await put(engine, subject=subject)
    await deliver_next(engine, {"there": there}, SCHEDULE, later(days=8))
    async with transaction(engine) as session:
        (shown,) = await overview.of_subject(session, subject)
        assert [one.id for one in await overview.failed(session)] == [shown.id]
        assert (shown.status, shown.error) == ("failed", "no connection")
        assert await store.try_again(session, shown.id)
        assert not await store.try_again(session, shown.id)
    assert await deliver_next(engine, {"there": there}, SCHEDULE)
    assert there.made == {"contact": 1, "task": 1}


async def test_what_is_refused_fails_at_once_and_holds_nothing_back(engine: AsyncEngine) -> None:
    there = Elsewhere(Refused("onderwerp: max_length"))
    subject = uuid4()
    await put(engine, "opened", subject)
    await put(engine, "closed", subject)
    while await deliver_next(engine, {"there": there}, SCHEDULE):
        pass
    assert [(row.status, row.last_error) for row in await rows(engine)] == [
        ("failed", "onderwerp: max_length"),
        ("delivered", None),
    ]


async def test_a_pause_that_was_asked_for_is_kept(engine: AsyncEngine) -> None:
    now = datetime.now(UTC)
    await put(engine)
    await deliver_next(
        engine, {"there": Elsewhere(Retry("busy", after_seconds=600))}, SCHEDULE, now + timedelta(hours=1)
    )
    assert (await rows(engine))[0].next_attempt_at >= now + timedelta(hours=1, seconds=600)


async def test_a_mistake_in_a_destination_is_a_retry_with_an_alarm(engine: AsyncEngine) -> None:
    async def broken(_: Delivery) -> Outcome:
        raise ValueError("Jan de Vries, 0612345678")

    await put(engine)
    assert await deliver_next(engine, {"there": broken}, SCHEDULE)
    (row,) = await rows(engine)
    assert (row.status, row.last_error, row.alarm) == ("pending", "unexpected: ValueError", True)


async def test_two_workers_at_once_deliver_everything_once(engine: AsyncEngine, database_url: str) -> None:
    there = Elsewhere()
    subjects = [uuid4() for _ in range(10)]
    for kind in ("opened", "closed"):
        for subject in subjects:
            await put(engine, kind, subject)
    wakeups = [Wakeups(database_url, poll_seconds=0.05) for _ in range(2)]
    working = [asyncio.create_task(work(engine, {"there": there}, SCHEDULE, one)) for one in wakeups]
    async with asyncio.timeout(60):
        while {row.status for row in await rows(engine)} != {"delivered"}:  # noqa: ASYNC110 - the rows are the truth
            await asyncio.sleep(0.02)
    for one in wakeups:
        one.close()
    await asyncio.gather(*working)
    assert there.made == {"contact": 20, "task": 20}
    assert all(row.attempts == 1 for row in await rows(engine))


async def test_only_one_process_at_a_time_is_alone(engine: AsyncEngine) -> None:
    ledger, inside, most = DatabaseLedger(engine), 0, 0

    async def visit() -> None:
        nonlocal inside, most
        async with ledger.alone("actor"):
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0)
            inside -= 1

    await asyncio.gather(*(visit() for _ in range(5)))
    assert most == 1


async def test_an_unknown_destination_waits_for_who_knows_it(engine: AsyncEngine) -> None:
    await put(engine)
    assert not await deliver_next(engine, {"elsewhere": Elsewhere()}, SCHEDULE)
    async with transaction(engine) as session:
        assert await overview.seconds_until_due(session, ["elsewhere"]) is None
        soon = await overview.seconds_until_due(session, ["there"])
    assert soon is not None
    assert soon <= 0


async def test_the_backlog_says_what_is_late_failed_or_needs_an_operator(engine: AsyncEngine) -> None:
    await put(engine)
    async with transaction(engine) as session:
        (fresh,) = await overview.backlogs(session)
        (old,) = await overview.backlogs(session, later(hours=1))
    assert (fresh.pending, fresh.failed, fresh.is_well) == (1, 0, True)
    assert not old.is_well
    await deliver_next(engine, {"there": Elsewhere(Retry("token refused", alarm=True))}, SCHEDULE)
    async with transaction(engine) as session:
        (alarmed,) = await overview.backlogs(session)
    assert alarmed.alarm
    assert not alarmed.is_well
    await deliver_next(engine, {"there": Elsewhere(Refused("no"))}, SCHEDULE, later(hours=1))
    async with transaction(engine) as session:
        (refused,) = await overview.backlogs(session)
    assert (refused.pending, refused.failed, refused.alarm, refused.is_well) == (0, 1, False, False)
