"""The steps of a delivery in PostgreSQL, each in its own transaction: what was made elsewhere is not forgotten."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from connectors.database.engine import transaction
from connectors.outbox import store
from connectors.outbox.model import Delivery


class DatabaseLedger:
    """Of one engine; used by every delivery of this process."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def record(self, delivery: Delivery, step: str, external_id: str) -> None:
        async with transaction(self._engine) as session:
            await store.record(session, delivery, step, external_id)

    @asynccontextmanager
    async def alone(self, name: str) -> AsyncIterator[None]:
        """An advisory lock of a transaction: gone with the process that held it."""
        async with transaction(self._engine) as session:
            await session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(f"outbox:{name}", 0))))
            yield
