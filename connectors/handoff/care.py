"""Looks every few seconds whether an agent is gone whose citizens wait; one process of all does it at a time."""

import asyncio
import logging

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from connectors.conversations.notify import Wakeups
from connectors.database.engine import transaction
from connectors.handoff import presence

LOOK_SECONDS = 15.0
LOCK = 0x57454757_43415245  # "WEGWCARE"

log = logging.getLogger(__name__)


async def watch(engine: AsyncEngine, wakeups: Wakeups) -> None:
    """Until cancelled or closed."""
    while not wakeups.closed:
        try:
            await look(engine)
        except Exception as error:  # the database is away; the next look may go well
            log.error("looking after conversations failed: %s", type(error).__name__)
        await asyncio.sleep(LOOK_SECONDS)


async def look(engine: AsyncEngine) -> int:
    """One look; how many conversations went back to the queue."""
    async with transaction(engine) as session:
        if not await session.scalar(select(func.pg_try_advisory_xact_lock(LOCK))):
            return 0
        return await presence.release_those_who_left(session)
