"""The plan over HTTP: the citizen's own, ticked, printed, taken along; and gone with the conversation."""

from contextlib import aclosing
from typing import Any

import httpx
import pytest
from icalendar import Calendar
from sqlalchemy import create_engine, text

from tests.connectors.citizen import Citizen

FILES = {
    "plan.ics": ("text/calendar; charset=utf-8", b"BEGIN:VCALENDAR"),
    "plan.pdf": ("application/pdf", b"%PDF-"),
    "plan.html": ("text/html; charset=utf-8", b"<!doctype html>"),
}


@pytest.fixture
async def planner(citizen: Citizen) -> Citizen:
    """A citizen whose conversation has a plan."""
    await citizen.say("stappenplan")
    await citizen.until_answered(after=1)
    return citizen


async def read(citizen: Citizen, path: str = "plan") -> httpx.Response:
    return await citizen.http.get(f"{citizen.path}/{path}", headers=citizen.key)


async def tick(citizen: Citizen, step: str, body: Any) -> httpx.Response:
    return await citizen.http.put(f"{citizen.path}/plan/steps/{step}", json=body, headers=citizen.key)


async def test_the_plan_that_was_said_can_be_read(planner: Citizen) -> None:
    plan = (await read(planner)).json()
    said = (await planner.messages())[-1]["reply"]["plan"]
    assert plan == said
    assert plan["id"] == "overlijden"
    assert plan["event_date"] == "2026-11-22"


async def test_a_tick_is_kept_and_can_be_taken_back(planner: Citizen) -> None:
    first, second = [step["id"] for step in (await read(planner)).json()["steps"]][:2]
    assert (await tick(planner, first, {"done": True})).json()["steps"][0]["done"] is True
    assert (await tick(planner, first, {"done": True})).status_code == 200
    assert (await tick(planner, second, {"done": True})).status_code == 200
    assert (await tick(planner, first, {"done": False})).status_code == 200
    assert [step["done"] for step in (await read(planner)).json()["steps"][:3]] == [False, True, False]


@pytest.mark.parametrize("body", [{}, {"done": "ja"}, {"done": 1}, {"done": None}, {"done": True, "meer": 1}, [], "x"])
async def test_a_tick_that_is_no_tick_is_refused(planner: Citizen, body: Any) -> None:
    response = await tick(planner, "huisarts", body)
    assert (response.status_code, response.headers["content-type"]) == (422, "application/problem+json")


@pytest.mark.parametrize("step", ["bestaat-niet", "..%2F..", "😀", "x" * 80])
async def test_a_step_that_is_not_in_the_plan_cannot_be_ticked(planner: Citizen, step: str) -> None:
    response = await tick(planner, step, {"done": True})
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("name", FILES)
async def test_the_plan_can_be_taken_along(planner: Citizen, name: str) -> None:
    response = await read(planner, name)
    kind, begin = FILES[name]
    assert response.status_code == 200
    assert response.headers["content-type"] == kind
    assert response.content.strip().startswith(begin)
    assert response.headers["cache-control"] == "no-store"
    assert "API-Version" in response.headers


async def test_the_page_may_load_and_run_nothing(planner: Citizen) -> None:
    policy = (await read(planner, "plan.html")).headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


async def test_a_done_step_leaves_the_calendar(planner: Citizen) -> None:
    before = Calendar.from_ical((await read(planner, "plan.ics")).content).walk("VEVENT")
    dated = next(step["id"] for step in (await read(planner)).json()["steps"] if step["deadline"])
    await tick(planner, dated, {"done": True})
    after = Calendar.from_ical((await read(planner, "plan.ics")).content).walk("VEVENT")
    assert len(after) == len(before) - 1


@pytest.mark.parametrize("path", ["plan", *FILES])
async def test_without_a_plan_it_says_how_to_get_one(citizen: Citizen, path: str) -> None:
    response = await read(citizen, path)
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"
    assert "stappenplan" in response.json()["detail"]
    assert (await tick(citizen, "huisarts", {"done": True})).status_code == 404


@pytest.mark.parametrize("path", ["plan", *FILES])
async def test_a_plan_is_only_for_its_citizen(planner: Citizen, path: str) -> None:
    other = await Citizen.begin(planner.http)
    for headers in (other.key, {}):
        response = await planner.http.get(f"{planner.path}/{path}", headers=headers)
        assert response.status_code == 401


async def test_the_assistant_hears_of_the_plan_with_the_next_message(planner: Citizen) -> None:
    await planner.say("welk plan")
    await planner.until_answered(after=3)
    assert (await planner.messages())[-1]["reply"]["text"] == "overlijden"


async def test_erasing_a_conversation_erases_its_plan(planner: Citizen, gateway_database_url: str) -> None:
    database = create_engine(gateway_database_url)
    query = text("SELECT state FROM plans WHERE conversation_id = :id")
    with database.connect() as connection:
        state = connection.scalar(query, {"id": planner.id})
    assert set(state) == {"plan", "answers", "event_date", "done", "municipality"}
    await planner.http.delete(planner.path, headers=planner.key)
    with database.connect() as connection:
        assert connection.scalar(query, {"id": planner.id}) is None
    database.dispose()


async def test_another_browser_is_told_that_a_step_was_ticked(planner: Citizen) -> None:
    names: list[str] = []
    async with aclosing(planner.events(99)) as events:
        async for event in events:
            names.append(event.name)
            if event.name == "state":
                await tick(planner, "arts", {"done": True})
            if event.name == "plan":
                break
    assert names == ["state", "plan"]
