"""Conversations in the database."""

import asyncio
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from connectors.conversations import history, store
from connectors.conversations.model import Conversation
from connectors.conversations.states import IllegalChangeError, State
from connectors.database.engine import transaction


@pytest.fixture
async def conversation(engine: AsyncEngine) -> Conversation:
    async with transaction(engine) as session:
        made, _ = await store.create(session, "web")
    return made


async def test_the_token_is_nowhere_in_the_database(engine: AsyncEngine) -> None:
    async with transaction(engine) as session:
        made, token = await store.create(session, "web")
        row = await session.scalar(text("SELECT conversations::text FROM conversations"))
        assert token not in str(row)
        assert await store.with_token(session, made.id, token) == made
        assert await store.with_token(session, made.id, token + "x") is None
        assert await store.with_token(session, uuid4(), token) is None


async def test_sequences_have_no_gaps_even_when_a_transaction_fails(
    engine: AsyncEngine, conversation: Conversation
) -> None:
    async def append(number: int) -> None:
        async with transaction(engine) as session:
            locked = await store.lock(session, conversation.id)
            assert locked is not None
            await store.append(session, locked, "citizen", str(number))
            if number % 3 == 0:
                raise RuntimeError("half-way")

    await asyncio.gather(*(append(number) for number in range(12)), return_exceptions=True)
    async with transaction(engine) as session:
        messages = await history.after(session, conversation.id, 0)
    assert [message.sequence for message in messages] == list(range(1, 9))


async def test_every_change_of_state_is_audited(engine: AsyncEngine, conversation: Conversation) -> None:
    async with transaction(engine) as session:
        moved = conversation
        for state in (State.OFFERED, State.WAITING, State.AGENT, State.CLOSED, State.BOT):
            moved = await store.change_state(session, moved, state, "agent")
        rows = await session.execute(text("SELECT before, after, episode FROM audit ORDER BY id"))
        assert [tuple(row) for row in rows] == [
            (None, "bot", 1),
            ("bot", "offered", 1),
            ("offered", "waiting", 1),
            ("waiting", "agent", 1),
            ("agent", "closed", 1),
            ("closed", "bot", 2),
        ]
    assert moved.episode == 2


async def test_an_illegal_change_writes_nothing(engine: AsyncEngine, conversation: Conversation) -> None:
    with pytest.raises(IllegalChangeError):
        async with transaction(engine) as session:
            await store.change_state(session, conversation, State.AGENT, "agent")
    async with transaction(engine) as session:
        assert await store.current(session, conversation.id) == conversation
        assert await session.scalar(text("SELECT count(*) FROM audit")) == 1


async def test_erasing_takes_the_words_and_leaves_the_audit(engine: AsyncEngine, conversation: Conversation) -> None:
    async with transaction(engine) as session:
        await store.append(session, conversation, "citizen", "geheim")
        await store.erase(session, conversation.id)
    async with transaction(engine) as session:
        await store.erase(session, conversation.id)
        for table in ("conversations", "messages", "turns"):
            assert await session.scalar(text(f"SELECT count(*) FROM {table}")) == 0
        last = await session.execute(text("SELECT before, after FROM audit ORDER BY id DESC LIMIT 1"))
        assert tuple(last.one()) == ("bot", None)
