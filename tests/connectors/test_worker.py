"""Workers of several processes on one database; one of them is killed."""

import asyncio
from collections.abc import Awaitable, Callable

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from connectors.assistant import OfflineAssistant
from connectors.conversations import store
from connectors.conversations.notify import Wakeups
from connectors.database.engine import transaction
from connectors.worker import work
from tests.connectors.answers import respond
from tests.connectors.citizen import Citizen
from tests.connectors.running import gateway_process

pytestmark = pytest.mark.slow

PATIENCE_SECONDS = 60


async def test_two_gateways_on_one_database_answer_everything_once_and_in_order(
    database_url: str, engine: AsyncEngine
) -> None:
    with gateway_process(database_url) as (first, _), gateway_process(database_url) as (second, _):
        async with _http(first) as http, _http(second) as other:
            citizens = [await Citizen.begin(http) for _ in range(5)]
            twins = [Citizen(other, citizen.id, citizen.token) for citizen in citizens]
            await asyncio.gather(*(_talk(*pair) for pair in zip(citizens, twins, strict=True)))
            for citizen in twins:
                messages = await citizen.until_answered(count=10, after=1)
                asked = [m["text"] for m in messages if m["role"] == "citizen"]
                answered = [m["text"] for m in messages if m["role"] == "assistant"]
                assert answered == [f"Antwoord op: {question}" for question in asked]
    assert await _count(engine, "role = 'assistant'") == 5 * 11
    assert await _count(engine, "status <> 'done'") == 0


async def test_a_message_whose_notification_was_lost_is_answered_all_the_same(
    database_url: str, engine: AsyncEngine
) -> None:
    deaf = Wakeups(database_url, poll_seconds=0.05)  # nobody listens for it
    working = asyncio.create_task(work(engine, OfflineAssistant(respond), deaf))
    async with transaction(engine) as session:
        conversation, _ = await store.create(session, "web")
        await store.append(session, conversation, "citizen", "hoort u mij?")
    await _until(lambda: _is_answered(engine))
    deaf.close()
    await working


async def test_a_message_outlives_the_process_that_was_answering_it(database_url: str, engine: AsyncEngine) -> None:
    with gateway_process(database_url, thinking_seconds=3600) as (url, process):
        async with _http(url) as http:
            citizen = await Citizen.begin(http)
            await citizen.say("blijf ik bewaard?")
            await _until(lambda: _is_being_answered(engine))
            process.kill()
    with gateway_process(database_url) as (url, _):
        async with _http(url) as http:
            messages = await Citizen(http, citizen.id, citizen.token).until_answered(after=1)
    assert [message["text"] for message in messages] == [
        "blijf ik bewaard?",
        "Antwoord op: blijf ik bewaard?",
    ]
    assert await _count(engine, "role = 'assistant'") == 2


def _http(url: str) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=url, trust_env=False, timeout=PATIENCE_SECONDS)


async def _talk(citizen: Citizen, twin: Citizen) -> None:
    posts = ((twin if number % 2 else citizen).say(f"vraag {number}") for number in range(10))
    assert {response.status_code for response in await asyncio.gather(*posts)} == {202}


async def _count(engine: AsyncEngine, condition: str) -> int:
    async with transaction(engine) as session:
        return int(await session.scalar(text(f"SELECT count(*) FROM messages WHERE {condition}")) or 0)


async def _is_being_answered(engine: AsyncEngine) -> bool:
    async with transaction(engine) as session:
        free = await session.execute(text("SELECT 1 FROM turns FOR UPDATE SKIP LOCKED"))
        return free.first() is None


async def _is_answered(engine: AsyncEngine) -> bool:
    return await _count(engine, "text = 'Antwoord op: hoort u mij?'") == 1


async def _until(happened: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not await happened():  # noqa: ASYNC110 - it happens in another process
            await asyncio.sleep(0.05)
