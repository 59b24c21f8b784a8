"""The stream of an open page: what it tells, and when it stops."""

from collections.abc import AsyncIterator
from contextlib import aclosing
from uuid import UUID

import httpx
from sqlalchemy.ext.asyncio import AsyncEngine

from connectors.conversations import notify, store, tokens
from connectors.database.engine import transaction
from connectors.handoff import cases
from connectors.handoff.model import Agent
from connectors.people import sessions
from tests.connectors.citizen import Citizen
from tests.connectors.desk.conftest import Hire
from tests.connectors.desk.shift import claim, told_by_whatsapp, wait_for_human
from tests.connectors.people.worker import Worker

STREAM = "/medewerker/stroom"


async def events(worker: Worker, **asked: str) -> AsyncIterator[tuple[str, str]]:
    """The pieces by the name of their place, until the stream ends."""
    headers = {"Accept": "text/event-stream"}
    async with worker.http.stream("GET", STREAM, params=asked, headers=headers) as response:
        assert response.status_code == 200
        name, lines = "", []
        async for line in response.aiter_lines():
            kind, _, value = line.partition(": ")
            if kind == "event":
                name = value
            elif kind == "data":
                lines.append(value)
            elif not line and name:
                yield name, "\n".join(lines)
                name, lines = "", []


async def test_a_new_case_comes_by_itself(hire: Hire, desk_engine: AsyncEngine) -> None:
    worker = await hire()
    case: UUID | None = None
    async with aclosing(events(worker, pagina="wachtrij")) as pieces:
        async for name, html in pieces:
            if name == "wachtrij" and case is None:
                case = await told_by_whatsapp(desk_engine)
            elif name == "wachtrij" and str(case) in html:
                return
    raise AssertionError("the stream ended")


async def test_it_ends_with_the_session(hire: Hire, desk_engine: AsyncEngine) -> None:
    worker = await hire()
    seen = []
    async with aclosing(events(worker, pagina="wachtrij")) as pieces:
        async for name, html in pieces:
            seen.append(name)
            if name == "wachtrij":
                async with transaction(desk_engine) as session:
                    await sessions.end(session, tokens.hashed(worker.cookie))
                    await notify.desk(session)
            if name == "uitgelogd":
                assert "niet (meer) ingelogd" in html
    assert seen[-2:] == ["uitgelogd", "einde"]


async def test_what_was_erased_leaves_the_page(asker: Citizen, hire: Hire, desk_engine: AsyncEngine) -> None:
    case = await wait_for_human(asker, desk_engine)
    worker = await hire()
    await claim(worker, case)
    seen = []
    async with aclosing(events(worker, pagina="gesprek", gesprek=str(case))) as pieces:
        async for name, html in pieces:
            seen.append(name)
            if name == "balk":
                async with transaction(desk_engine) as session:
                    await store.erase(session, UUID(asker.id))
                    await notify.changed(session, UUID(asker.id))
            if name == "weg":
                assert "gewist" in html
    assert seen[-2:] == ["weg", "einde"]


async def test_who_looks_at_a_waiting_case_sees_nothing_more_when_a_colleague_has_it(
    asker: Citizen, hire: Hire, desk_engine: AsyncEngine
) -> None:
    case = await wait_for_human(asker, desk_engine)
    worker = await hire()
    async with aclosing(events(worker, pagina="gesprek", gesprek=str(case))) as pieces:
        async for name, html in pieces:
            if name == "balk":
                async with transaction(desk_engine) as session:
                    await cases.claim(session, case, Agent(UUID(int=9), "Iris"), 9)
            if name == "weg":
                assert "bij een collega" in html
                return
            assert "antwoord-formulier" not in html
    raise AssertionError("the stream ended")


async def test_a_stream_begins_after_what_the_page_has(asker: Citizen, hire: Hire, desk_engine: AsyncEngine) -> None:
    case = await wait_for_human(asker, desk_engine)
    worker = await hire()
    await claim(worker, case)
    last = (await asker.messages())[-1]["sequence"]
    told: list[str] = []
    async with aclosing(events(worker, pagina="gesprek", gesprek=str(case), na=str(last - 1))) as pieces:
        async for name, html in pieces:
            told += [html] if name == "bericht" else []
            if name == "balk":
                break
    assert [f'id="m-{last}"' in html for html in told] == [True]


async def test_a_stranger_gets_no_stream(web: httpx.AsyncClient) -> None:
    answer = await web.get(STREAM, headers={"Accept": "text/event-stream"})
    assert answer.status_code == 401
