"""Delivers what waits, woken by a notification or by the clock. Any number of processes may do so on one database."""

import asyncio
import logging
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncEngine

from connectors.conversations import notify
from connectors.conversations.notify import Wakeups
from connectors.database.engine import transaction
from connectors.outbox import overview, store
from connectors.outbox.ledger import DatabaseLedger
from connectors.outbox.model import ClaimLost, Delivery, Destination, Outcome, Retry
from connectors.outbox.schedule import Schedule

ATTEMPT_SECONDS = 60.0  # every step of one attempt together; half a lease (`store.LEASE_SECONDS`)
CONCURRENCY = 2  # deliveries at once; a slow destination may hold back another for one attempt
BREATH_SECONDS = 1.0  # after a failure of our own, so that a database that is away is not hammered

log = logging.getLogger(__name__)


async def work(
    engine: AsyncEngine, destinations: Mapping[str, Destination], schedule: Schedule, wakeups: Wakeups
) -> None:
    """Delivers until `wakeups` is closed; then finishes what is under way. Without destinations it does nothing."""
    if not destinations:
        return
    wake_one: asyncio.Queue[None] = asyncio.Queue(maxsize=CONCURRENCY)

    def wake() -> None:
        with suppress(asyncio.QueueFull):  # everyone is awake already
            wake_one.put_nowait(None)

    async def worker() -> None:
        while not wakeups.closed:
            pause = await _drain(engine, destinations, schedule, wakeups)
            with suppress(TimeoutError):
                await asyncio.wait_for(wake_one.get(), pause)
        wake()  # pass the closing on to the next

    with wakeups.calling(wake, notify.OUTBOX):
        async with asyncio.TaskGroup() as group:
            for _ in range(CONCURRENCY):
                group.create_task(worker())


async def deliver_next(
    engine: AsyncEngine, destinations: Mapping[str, Destination], schedule: Schedule, now: datetime | None = None
) -> bool:
    """One attempt at what has been due longest; False when nothing is due. `now` stands in for the clock."""
    async with transaction(engine) as session:
        delivery = await store.claim(session, destinations.keys(), DatabaseLedger(engine), now)
    if delivery is None:
        return False
    try:
        outcome = await _attempt(destinations[delivery.destination], delivery)
        async with transaction(engine) as session:
            await store.finish(session, delivery, outcome, schedule, now)
    except ClaimLost:
        log.warning("delivery %s to %s went on elsewhere", delivery.id, delivery.destination)
    return True


async def _attempt(destination: Destination, delivery: Delivery) -> Outcome:
    try:
        async with asyncio.timeout(ATTEMPT_SECONDS):
            outcome = await destination(delivery)
    except ClaimLost:
        raise
    except TimeoutError:
        outcome = Retry("no answer in time")
    except Exception as error:  # a mistake of ours must not end the worker; the type is all that is safe to keep
        outcome = Retry(f"unexpected: {type(error).__name__}", alarm=True)
    if isinstance(outcome, Retry):
        level = logging.ERROR if outcome.alarm else logging.WARNING
        log.log(level, "delivery %s to %s: %s", delivery.id, delivery.destination, outcome.reason)
    return outcome


async def _drain(
    engine: AsyncEngine, destinations: Mapping[str, Destination], schedule: Schedule, wakeups: Wakeups
) -> float:
    """Delivers until nothing is due; gives the seconds until something is, at most the poll of `wakeups`."""
    try:
        while not wakeups.closed and await deliver_next(engine, destinations, schedule):
            pass
        async with transaction(engine) as session:
            soon = await overview.seconds_until_due(session, destinations.keys())
        return wakeups.poll_seconds if soon is None else min(max(soon, BREATH_SECONDS), wakeups.poll_seconds)
    except Exception as error:  # the database is away: the rows are safe there
        log.error("deliveries wait: %s", type(error).__name__)
        return BREATH_SECONDS
