"""The pool of connections of one process, and one transaction of it.

Refuses to put a citizen's words in an error message: `hide_parameters` is on.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine

from connectors.database.address import for_sqlalchemy

# Eight turns hold one connection each while the assistant thinks (`worker.CONCURRENCY`), requests and
# waking streams share the rest. PostgreSQL allows 100 in all by default, Rasa and replicas included.
POOL_SIZE = 16
POOL_OVERFLOW = 8


def create(url: str) -> AsyncEngine:
    """An engine for `url`; connects only when used and belongs to the event loop that first uses it."""
    return create_async_engine(
        for_sqlalchemy(url),
        pool_size=POOL_SIZE,
        max_overflow=POOL_OVERFLOW,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={"application_name": "wegwijs", "connect_timeout": 5},
    )


@asynccontextmanager
async def transaction(engine: AsyncEngine) -> AsyncIterator[AsyncSession]:
    """Commits when the block ends, rolls back when it raises. Rows stay readable afterwards."""
    async with AsyncSession(engine, expire_on_commit=False) as session, session.begin():
        yield session
