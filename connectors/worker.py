"""The workers of one gateway process: they answer what waits, woken by a notification or by the clock.

Any number of processes may run them on one database; `queue.claim` sees to it that they never meet.
"""

import asyncio
import logging
from contextlib import suppress

from sqlalchemy.ext.asyncio import AsyncEngine

from connectors import turn
from connectors.assistant import Assistant
from connectors.conversations import notify
from connectors.conversations.notify import Wakeups
from connectors.handoff.hours import ALWAYS, Hours

# Turns at the same moment. A turn waits for Rasa, which works on one core: more turns only queue there, and
# each holds a database connection.
CONCURRENCY = 8
BREATH_SECONDS = 1.0  # after a failure, so that a database that is away is not hammered

log = logging.getLogger(__name__)


async def work(engine: AsyncEngine, assistant: Assistant, wakeups: Wakeups, hours: Hours = ALWAYS) -> None:
    """Answers until `wakeups` is closed; then finishes the turns under way. Cancel it to stop at once."""
    wake_one: asyncio.Queue[None] = asyncio.Queue(maxsize=CONCURRENCY)

    def wake() -> None:
        with suppress(asyncio.QueueFull):  # everyone is awake already
            wake_one.put_nowait(None)

    async def worker() -> None:
        while not wakeups.closed:
            await _drain(engine, assistant, wakeups, hours)
            with suppress(TimeoutError):
                await asyncio.wait_for(wake_one.get(), wakeups.poll_seconds)
        wake()  # pass the closing on to the next

    with wakeups.calling(wake, notify.PENDING):
        async with asyncio.TaskGroup() as group:
            for _ in range(CONCURRENCY):
                group.create_task(worker())


async def _drain(engine: AsyncEngine, assistant: Assistant, wakeups: Wakeups, hours: Hours) -> None:
    """Answers until nothing waits. A failure leaves its message in the queue for the next try."""
    try:
        while not wakeups.closed and await turn.answer_next(engine, assistant, hours):
            pass
    except Exception as error:  # the database is away, or a row is not what it should be: go on with the rest
        log.error("a turn was rolled back: %s", type(error).__name__)
        await asyncio.sleep(BREATH_SECONDS)
