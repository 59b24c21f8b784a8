"""WhatsApp put together: one number, its keys, its doors. Nothing runs here; `running` does the work."""

import asyncio
import logging
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.settings import Settings
from connectors.database.engine import transaction
from connectors.incoming import Limits
from connectors.whatsapp import bodies
from connectors.whatsapp.account import Account, account, missing
from connectors.whatsapp.graph import Graph
from connectors.whatsapp.intake import Intake
from connectors.whatsapp.tables import InboxRow, NumberRow, OutboxRow
from connectors.whatsapp.vault import Vault, vault

# A read receipt is a kindness: when so many are under way, Meta is slow, and answers go first.
RECEIPTS_MAX = 16

log = logging.getLogger(__name__)


class Channel:
    """What every part of the channel needs. Belongs to one event loop."""

    def __init__(self, account: Account, vault: Vault, engine: AsyncEngine, limits: Limits) -> None:
        self.account, self.vault, self.engine, self.limits = account, vault, engine, limits
        self.intake = Intake(engine)
        self.graph = Graph(account)
        self._receipts: set[asyncio.Task[Any]] = set()
        self._storing: asyncio.Task[None] | None = None

    def open(self) -> None:
        """Begins to store what comes in; until `close`, also while the rest of the work has stopped."""
        self._storing = asyncio.create_task(self.intake.run())

    def seen(self, message_id: str, typing: bool) -> None:
        """Blue ticks, and dots while an answer is made. Nobody waits for it, and a failure is not mended."""
        if len(self._receipts) < RECEIPTS_MAX:
            task = asyncio.create_task(self.graph.post(bodies.read(message_id, typing)))
            self._receipts.add(task)
            task.add_done_callback(self._receipts.discard)

    async def health(self) -> dict[str, Any]:
        """`down` with Meta's error code when an operator has to mend something; the counts say what waits."""
        number = self.account.phone_number_id
        async with transaction(self.engine) as session:
            trouble = await session.scalar(select(NumberRow.trouble).where(NumberRow.phone_number_id == number))
            inbox = await session.execute(select(InboxRow.status, func.count()).group_by(InboxRow.status))
            outbox = await session.execute(select(OutboxRow.status, func.count()).group_by(OutboxRow.status))
        counts = {"inbox": dict(inbox.all()), "outbox": dict(outbox.all())}
        return {"status": "ok" if trouble is None else "down", "trouble": trouble, **counts}

    async def close(self) -> None:
        for task in (*self._receipts, *filter(None, [self._storing])):
            task.cancel()
        await self.graph.close()


def channel(settings: Settings, engine: AsyncEngine, limits: Limits) -> Channel | None:
    """None when WhatsApp is off; an account that is half set is off too, and the log says what is missing."""
    found = account(settings)
    if found is None:
        lacking = missing(settings)
        if len(lacking) < 4:
            log.error("WhatsApp is off: %s must be set too", ", ".join(lacking))
        return None
    return Channel(found, vault(settings), engine, limits)
