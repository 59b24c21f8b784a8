"""The stream: nothing missed, nothing repeated, whatever happens to the connection."""

import asyncio
from contextlib import aclosing
from typing import Any

import httpx
from fastapi import FastAPI

from bot.settings import Settings
from connectors.assistant import OfflineAssistant
from connectors.database import engine as database_engine
from connectors.gateway.app import create_app
from tests.connectors.answers import respond
from tests.connectors.citizen import Citizen, Event
from tests.connectors.running import serving


async def test_a_stream_begins_with_the_history_and_the_state(citizen: Citizen) -> None:
    async with aclosing(citizen.events()) as events:
        opening, state = await anext(events), await anext(events)
    assert (opening.name, opening.id, opening.data["sequence"]) == ("message", 1, 1)
    assert state == Event("state", {"state": "bot", "position": None, "wait_minutes": None, "agent": None}, None)


async def test_typing_lasts_from_the_question_to_the_answer(citizen: Citizen) -> None:
    seen: list[str] = []
    async with aclosing(citizen.events(1)) as events:
        async for event in events:
            seen.append(event.data.get("role", event.name) + str(event.data.get("active", "")))
            if seen == ["state"]:
                await citizen.say("langzaam graag")
            if event.data.get("active") is False:
                break
    assert seen == ["state", "citizen", "typingTrue", "assistant", "typingFalse"]


async def test_an_offer_of_a_human_is_a_change_of_state(citizen: Citizen) -> None:
    await citizen.say("mens")
    async with aclosing(citizen.events(1)) as events:
        states = [event.data["state"] async for event in _until(events, "state", "offered")]
    assert states[-1] == "offered"


async def test_a_reader_who_keeps_losing_the_line_gets_every_message_once(citizen: Citizen) -> None:
    received: list[int] = []

    async def read() -> None:
        while len(received) < 21:
            async with aclosing(citizen.events(received[-1] if received else None)) as events:
                async for event in events:
                    if event.name == "message":
                        received.append(event.data["sequence"])
                        assert event.id == event.data["sequence"]
                        if len(received) % 3 == 0:
                            break  # the line drops

    async def write() -> None:
        for number in range(10):
            assert (await citizen.say(f"vraag {number}")).status_code == 202

    async with asyncio.timeout(60), asyncio.TaskGroup() as group:
        group.create_task(read())
        group.create_task(write())
    assert received == list(range(1, 22))


async def test_a_hundred_streams_leave_the_gateway_free_to_work(citizen: Citizen) -> None:
    """More streams than the pool has connections: a waiting stream holds none."""
    limits = httpx.Limits(max_connections=200)
    async with httpx.AsyncClient(base_url=citizen.http.base_url, limits=limits, trust_env=False, timeout=60) as http:
        watcher = Citizen(http, citizen.id, citizen.token)
        watching = [asyncio.create_task(watcher.until_answered(after=1)) for _ in range(100)]
        await citizen.say("hallo")
        answers = await asyncio.gather(*watching)
    assert {len(answer) for answer in answers} == {2}


async def test_stopping_the_gateway_ends_its_streams(settings_for_test: Settings, database_url: str) -> None:
    async with httpx.AsyncClient(trust_env=False, timeout=60) as http:
        with serving(_app(settings_for_test, database_url)) as url:
            http.base_url = url
            citizen = await Citizen.begin(http)
            following = asyncio.create_task(_all_of(citizen))
            await citizen.say("hallo")
            await citizen.until_answered(after=1)
        # `serving` has stopped the server: the stream has come to its end without an error
        assert [event.id for event in await following if event.id] == [1, 2, 3]


def _app(settings: Settings, database_url: str) -> FastAPI:
    return create_app(settings, database_engine.create(database_url), OfflineAssistant(respond))


async def _all_of(citizen: Citizen) -> list[Event]:
    return [event async for event in citizen.events()]


async def _until(events: Any, name: str, state: str) -> Any:
    async for event in events:
        if event.name == name:
            yield event
            if event.data["state"] == state:
                return
