"""What runs as long as the gateway runs: hearing, sending, tidying. Each goes on after a failure."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress

from connectors.conversations import notify
from connectors.conversations.notify import Wakeups
from connectors.whatsapp import sending
from connectors.whatsapp.channel import Channel
from connectors.whatsapp.farewell import close_silent
from connectors.whatsapp.inbox import hear_next
from connectors.whatsapp.intake import SETTLE
from connectors.whatsapp.pace import Pace
from connectors.whatsapp.rules import NUMBER_PER_SECOND
from connectors.whatsapp.statuses import deal_with_failures, settle_doubts
from connectors.whatsapp.tidy import tidy

HEARERS = 2  # each holds a connection while it hears a batch
SENDERS = 8  # messages under way at once; each waits for Meta most of the time
LOOK_SECONDS = 1.0  # a message that has to wait (settling, pair rate, back-off) tells nobody when its time has come
DOUBTS_SECONDS = 5.0
TIDY_SECONDS = 60.0
BREATH_SECONDS = 1.0  # after a failure

log = logging.getLogger(__name__)


async def work(channel: Channel, wakeups: Wakeups) -> None:
    """Works until `wakeups` is closed; then finishes what is under way."""
    pace, places, sent = Pace(NUMBER_PER_SECOND), asyncio.Semaphore(SENDERS), asyncio.Event()

    async def hear() -> bool:
        return await hear_next(channel)

    async def dispatch() -> bool:
        """One claims for all: when every sender looked for itself, most of them would find nothing each time."""
        await places.acquire()
        await pace.turn()
        try:
            task = await sending.claim(channel)
        except BaseException:
            places.release()
            raise
        if task is None:
            places.release()
            return False
        group.create_task(_tried(lambda: sending.send(channel, task))).add_done_callback(lambda _: again())
        return True

    def again() -> None:
        """A person's next message may go now."""
        places.release()
        sent.set()

    async with asyncio.TaskGroup() as group:
        for _ in range(HEARERS):
            group.create_task(_drain(hear, wakeups, notify.WHATSAPP_INBOX, asyncio.Event(), SETTLE.total_seconds()))
        group.create_task(_drain(dispatch, wakeups, notify.WHATSAPP_OUTBOX, sent))
        group.create_task(_every(LOOK_SECONDS, lambda: deal_with_failures(channel), wakeups))
        group.create_task(_every(DOUBTS_SECONDS, lambda: settle_doubts(channel), wakeups))
        group.create_task(_every(TIDY_SECONDS, lambda: _tidy(channel), wakeups))


async def _tidy(channel: Channel) -> None:
    await close_silent(channel)
    await tidy(channel)


async def _drain(
    step: Callable[[], Awaitable[bool]], wakeups: Wakeups, topic: str, woken: asyncio.Event, settle_seconds: float = 0
) -> None:
    """Takes steps while there is something to do; then waits until `woken`, or a second."""
    with wakeups.calling(woken.set, topic):
        while not wakeups.closed:
            woken.clear()
            while not wakeups.closed and await _tried(step):
                pass
            if await _happened(woken, LOOK_SECONDS) and settle_seconds and not wakeups.closed:
                await asyncio.sleep(settle_seconds)


async def _every(seconds: float, step: Callable[[], Awaitable[object]], wakeups: Wakeups) -> None:
    closing = asyncio.Event()
    with wakeups.calling(closing.set, f"whatsapp-every-{id(closing)}"):
        while not wakeups.closed:
            closing.clear()  # it is also set when the listener connects again
            await _tried(step)
            await _happened(closing, seconds)


async def _tried(step: Callable[[], Awaitable[object]]) -> bool:
    """False when there was nothing to do, and after a failure, which waits a moment."""
    try:
        return bool(await step())
    except Exception as error:  # the database is away, or a row is not what it should be
        log.error("WhatsApp: a step was rolled back: %s", type(error).__name__)
        await asyncio.sleep(BREATH_SECONDS)
        return False


async def _happened(woken: asyncio.Event, seconds: float) -> bool:
    with suppress(TimeoutError):
        return await asyncio.wait_for(woken.wait(), seconds)
    return False
