"""A shift at the desk: what tests do over and over."""

import re
from contextlib import aclosing
from uuid import UUID

import httpx
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from connectors.database.engine import transaction
from connectors.handoff.tables import HandoffRow
from connectors.people.tables import DeskAuditRow
from tests.connectors.citizen import Citizen
from tests.connectors.people.worker import Worker

QUEUE = "/medewerker/wachtrij"


async def wait_for_human(citizen: Citizen, engine: AsyncEngine, words: str = "") -> UUID:
    """The citizen says it, asks for a human, and waits; the id of the case."""
    if words:
        await citizen.say(words)
        await citizen.until_answered(2)
    await citizen.say("doorverbinden")
    async with aclosing(citizen.events()) as events:
        async for event in events:
            if event.name == "state" and event.data["state"] == "waiting":
                break
    return (await row_of(citizen, engine)).id


async def row_of(citizen: Citizen, engine: AsyncEngine) -> HandoffRow:
    """The newest case of this citizen."""
    async with transaction(engine) as session:
        found = select(HandoffRow).where(HandoffRow.conversation_id == UUID(citizen.id))
        row = await session.scalar(found.order_by(HandoffRow.created_at.desc()).limit(1))
    assert row is not None
    return row


async def claim(worker: Worker, case: UUID) -> httpx.Response:
    return await worker.post(f"/medewerker/gesprekken/{case}/oppakken")


async def look(worker: Worker, case: UUID) -> httpx.Response:
    return await worker.http.get(f"/medewerker/gesprekken/{case}")


async def audited(engine: AsyncEngine, case: UUID) -> list[tuple[str, str]]:
    """Who did what with this case, in order."""
    async with transaction(engine) as session:
        found = select(DeskAuditRow).where(DeskAuditRow.object_id == str(case)).order_by(DeskAuditRow.id)
        return [(row.name.lower(), row.action) for row in await session.scalars(found)]


def key_in(page: str) -> str:
    found = re.search(r'name="sleutel" value="([^"]+)"', page)
    assert found, page
    return found.group(1)
