"""Forgetting what Rasa remembers."""

from uuid import uuid4

from sqlalchemy import create_engine, text
from sqlalchemy.ext.asyncio import AsyncEngine

from connectors.database import tracker
from connectors.database.address import for_rasa, for_sqlalchemy
from connectors.database.engine import transaction


async def test_only_the_tracker_of_this_conversation_is_forgotten(engine: AsyncEngine, database_url: str) -> None:
    ours, other = uuid4(), uuid4()
    rasa = create_engine(for_sqlalchemy(for_rasa(database_url)))
    with rasa.begin() as connection:  # as Rasa does: it names no schema, its address does
        connection.execute(text("CREATE TABLE events (sender_id varchar, data text)"))
        connection.execute(
            text("INSERT INTO events (sender_id) VALUES (:a), (:b), (:c)"),
            {"a": f"{ours}:1", "b": f"{ours}:2", "c": f"{other}:1"},
        )
    async with transaction(engine) as session:
        await tracker.forget(session, ours)
    with rasa.connect() as connection:
        assert connection.scalars(text("SELECT sender_id FROM events")).all() == [f"{other}:1"]
    rasa.dispose()


async def test_before_rasa_has_ever_started_there_is_nothing_to_forget(engine: AsyncEngine) -> None:
    async with transaction(engine) as session:
        await tracker.forget(session, uuid4())
