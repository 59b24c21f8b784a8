"""Wake-ups over LISTEN/NOTIFY: one listening connection a process, fanned out to all who wait in it.

A notification says *look again*, never what happened: the row is the truth. It may be lost, doubled or late,
so everyone who waits also looks by themselves every POLL_SECONDS, and after every reconnection.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID

import psycopg
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from connectors.database.address import for_libpq

CHANNEL = "wegwijs"
# The payloads that wake workers; every other payload is the id of a conversation.
PENDING = "pending"
DESK = "desk"  # wakes the desk
OUTBOX = "outbox"  # wakes who delivers to other systems
WHATSAPP_INBOX = "whatsapp-inbox"
WHATSAPP_OUTBOX = "whatsapp-outbox"  # a trigger of the database sends it
POLL_SECONDS = 15.0
RECONNECT_SECONDS = 1.0
PROBE_SECONDS = 30.0  # a connection that a firewall dropped silently is noticed within this time

log = logging.getLogger(__name__)


async def changed(session: AsyncSession, conversation_id: UUID) -> None:
    """Wakes the streams of this conversation, in every process, when the transaction commits."""
    await _notify(session, str(conversation_id))


async def pending(session: AsyncSession) -> None:
    """Wakes one worker in every process when the transaction commits."""
    await _notify(session, PENDING)


async def desk(session: AsyncSession) -> None:
    """Wakes the pages of the desk, in every process, when the transaction commits."""
    await _notify(session, DESK)


async def outbox(session: AsyncSession) -> None:
    """Wakes who delivers to other systems, in every process, when the transaction commits."""
    await _notify(session, OUTBOX)


async def whatsapp_came_in(session: AsyncSession) -> None:
    """Wakes who reads the inbox of WhatsApp, in every process, when the transaction commits."""
    await _notify(session, WHATSAPP_INBOX)


async def whatsapp_goes_out(session: AsyncSession) -> None:
    """Wakes who empties the outbox of WhatsApp, in every process, when the transaction commits."""
    await _notify(session, WHATSAPP_OUTBOX)


async def _notify(session: AsyncSession, payload: str) -> None:
    await session.execute(text("SELECT pg_notify(:channel, :payload)"), {"channel": CHANNEL, "payload": payload})


class Wakeups:
    """Who waits for what in this process. Used from one event loop only."""

    def __init__(self, url: str, poll_seconds: float = POLL_SECONDS) -> None:
        self.poll_seconds = poll_seconds
        self._url = for_libpq(url)
        self._waiting: dict[str, set[Callable[[], None]]] = defaultdict(set)
        self.closed = False

    @contextmanager
    def calling(self, wake: Callable[[], None], topic: str) -> Iterator[None]:
        """Calls `wake` (which must not block) whenever something happened about `topic`."""
        self._waiting[topic].add(wake)
        try:
            yield
        finally:
            self._waiting[topic].discard(wake)
            if not self._waiting[topic]:
                del self._waiting[topic]

    def close(self) -> None:
        """Tells all who wait that this process stops; they see `closed` and leave."""
        self.closed = True
        self._wake_all()

    async def listen(self) -> None:
        """Runs until cancelled; connects again whenever the database comes back."""
        while True:
            try:
                await self._listen_once()
            except (psycopg.Error, OSError) as error:
                log.warning("notifications stopped (%s), connecting again", type(error).__name__)
            await asyncio.sleep(RECONNECT_SECONDS)

    async def _listen_once(self) -> None:
        async with await psycopg.AsyncConnection.connect(self._url, autocommit=True) as connection:
            await connection.execute(f"LISTEN {CHANNEL}")
            self._wake_all()  # something may have happened while nobody listened
            while True:
                async for notification in connection.notifies(timeout=PROBE_SECONDS):
                    self._wake(notification.payload)
                await connection.execute("SELECT 1")

    def _wake(self, topic: str) -> None:
        for wake in tuple(self._waiting.get(topic, ())):
            wake()

    def _wake_all(self) -> None:
        for topic in tuple(self._waiting):
            self._wake(topic)
