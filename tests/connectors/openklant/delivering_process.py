"""A process that delivers the same handoff as the test, to be killed: `DATABASE_URL FAKE_URL HANDOFF_ID`."""

import asyncio
import sys
from dataclasses import replace
from uuid import UUID

from connectors.database import engine
from connectors.openklant.client import Client
from connectors.openklant.contract import PREFIX
from connectors.openklant.destination import NAME, OpenKlant
from connectors.openklant.fake import DEMO_TOKEN
from connectors.openklant.handoff import CallBack
from connectors.outbox import http
from connectors.outbox.schedule import Schedule
from connectors.outbox.worker import deliver_next
from tests.connectors.openklant.handoffs import Desk, handoff


async def main(database_url: str, fake_url: str, handoff_id: str) -> None:
    desk = Desk()
    desk.add(replace(handoff(CallBack("phone", "06 12345678")), id=UUID(handoff_id)))
    async with http.client() as transport:
        destination = OpenKlant(Client(fake_url + PREFIX, DEMO_TOKEN, transport), desk)
        await deliver_next(engine.create(database_url), {NAME: destination}, Schedule())


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
