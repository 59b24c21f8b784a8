"""What other systems are to hear of a case: written down with the change itself, handed to the outbox after it.

Codes of closed lists only; no word of a citizen and no name. `announce` runs in every gateway; a row is taken by one.
"""

import asyncio
import logging
from contextlib import suppress

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from connectors.conversations import notify
from connectors.conversations.notify import Wakeups
from connectors.database.engine import transaction
from connectors.deliveries import Deliveries
from connectors.handoff.model import Handoff
from connectors.handoff.tables import HappenedRow
from connectors.webhook.events import Kind

BATCH = 50
BREATH_SECONDS = 1.0  # after a failure, so that a database that is away is not hammered

log = logging.getLogger(__name__)


async def write_down(session: AsyncSession, handoff: Handoff, kind: Kind, **data: str | None) -> None:
    """In the transaction of the change."""
    known = {"kanaal": handoff.channel, "team": handoff.team, "urgentie": handoff.urgency, **data}
    row = HappenedRow(handoff_id=handoff.id, kind=kind, data={name: value for name, value in known.items() if value})
    session.add(row)
    await session.flush()


async def announce(engine: AsyncEngine, deliveries: Deliveries, wakeups: Wakeups) -> None:
    """Hands what happened to the outbox until `wakeups` is closed; woken by every change at the desk."""
    woken = asyncio.Event()
    with wakeups.calling(woken.set, notify.DESK):
        while not wakeups.closed:
            woken.clear()
            try:
                while await hand_on(engine, deliveries):
                    pass
            except Exception as error:  # the database is away: what is written down stays
                log.error("announcing was rolled back: %s", type(error).__name__)
                await asyncio.sleep(BREATH_SECONDS)
            with suppress(TimeoutError):
                await asyncio.wait_for(woken.wait(), wakeups.poll_seconds)


async def hand_on(engine: AsyncEngine, deliveries: Deliveries) -> int:
    """One batch, in the order in which it happened; how many there were."""
    async with transaction(engine) as session:
        found = select(HappenedRow).order_by(HappenedRow.id).limit(BATCH).with_for_update(skip_locked=True)
        rows = (await session.scalars(found)).all()
        for row in rows:
            kind: Kind = row.kind  # type: ignore[assignment] # written by `write_down` only
            await deliveries.tell(session, kind, row.handoff_id, row.data, occasion=str(row.id))
            await session.delete(row)
    return len(rows)
