"""Wake-ups, also after the connection was lost."""

import asyncio
from collections.abc import AsyncIterator
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from connectors.conversations import notify
from connectors.conversations.notify import Wakeups
from connectors.database.engine import transaction


@pytest.fixture
async def wakeups(database_url: str) -> AsyncIterator[Wakeups]:
    """Listening until the test ends."""
    made = Wakeups(database_url)
    connected = asyncio.Event()
    with made.calling(connected.set, "any"):
        listening = asyncio.create_task(made.listen())
        await connected.wait()
    yield made
    listening.cancel()


async def test_only_those_who_wait_for_this_conversation_are_woken(wakeups: Wakeups, engine: AsyncEngine) -> None:
    mine, theirs = asyncio.Event(), asyncio.Event()
    my_id, their_id = uuid4(), uuid4()
    with wakeups.calling(mine.set, str(my_id)), wakeups.calling(theirs.set, str(their_id)):
        async with transaction(engine) as session:
            await notify.changed(session, my_id)
        await asyncio.wait_for(mine.wait(), 30)
        assert not theirs.is_set()


async def test_a_rolled_back_change_wakes_nobody(wakeups: Wakeups, engine: AsyncEngine) -> None:
    woken, after = asyncio.Event(), asyncio.Event()
    first, second = uuid4(), uuid4()
    with wakeups.calling(woken.set, str(first)), wakeups.calling(after.set, str(second)):
        async with transaction(engine) as session:
            await notify.changed(session, first)
            await session.rollback()
        async with transaction(engine) as session:
            await notify.changed(session, second)
        await asyncio.wait_for(after.wait(), 30)
        assert not woken.is_set()


async def test_everyone_looks_again_after_the_connection_was_lost(wakeups: Wakeups, engine: AsyncEngine) -> None:
    woken = asyncio.Event()
    with wakeups.calling(woken.set, "whatever"):
        async with transaction(engine) as session:
            await session.execute(
                text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'")
            )
        await asyncio.wait_for(woken.wait(), 30)
