"""What came in, stored: one short transaction for everything that came at the same moment.

Promises that who waits for `store` gets an answer only after the commit, so that Meta sends again what was lost. Under
load several requests share a transaction: the disk is waited for once.
"""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from connectors.conversations import notify
from connectors.database.engine import transaction
from connectors.whatsapp.payloads import Event, Inbound, Sender, Status
from connectors.whatsapp.tables import InboxRow, StatusRow
from connectors.whatsapp.vault import Vault

# Long enough for two messages that were sent in a row to have both arrived, too short to be noticed.
SETTLE = timedelta(milliseconds=500)
# Meta tries again for seven days. What is older is a replay of somebody else: our memory of it may be gone.
OLDEST = timedelta(days=8)
TOGETHER_MAX = 200
MESSAGES = insert(InboxRow).on_conflict_do_nothing()
STATUSES = insert(StatusRow).on_conflict_do_nothing()


@dataclass(frozen=True)
class Rows:
    """Rows to insert; what is there already stays as it is."""

    messages: tuple[dict[str, Any], ...] = ()
    statuses: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True)
class _Waiting:
    rows: Rows
    stored: "asyncio.Future[None]" = field(repr=False)


class Intake:
    """The one writer of a process. `run` does the work; `store` waits for it."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._queue: asyncio.Queue[_Waiting] = asyncio.Queue()

    async def store(self, rows: Rows) -> None:
        """Returns when the rows are safe; raises what the database raised."""
        stored: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._queue.put_nowait(_Waiting(rows, stored))
        await stored

    async def run(self) -> None:
        """Stores until cancelled."""
        while True:
            together = [await self._queue.get()]
            while not self._queue.empty() and len(together) < TOGETHER_MAX:
                together.append(self._queue.get_nowait())
            await self._store(together)

    async def _store(self, together: Sequence[_Waiting]) -> None:
        try:
            async with transaction(self._engine) as session:
                await _insert(session, [waiting.rows for waiting in together])
        except Exception as error:  # every request of this transaction answers for itself
            for waiting in together:
                if not waiting.stored.done():
                    waiting.stored.set_exception(error)
            return
        for waiting in together:
            if not waiting.stored.done():  # who asked may have gone
                waiting.stored.set_result(None)


def rows(vault: Vault, events: Iterable[Event]) -> Rows:
    """The rows of a notification: hashed, encrypted, nothing readable of a person."""
    oldest = datetime.now(UTC) - OLDEST
    found = list(events)
    messages = [event for event in found if isinstance(event, Inbound) and event.sent_at > oldest]
    statuses = [event for event in found if isinstance(event, Status)]
    return Rows(tuple(_message(vault, one) for one in messages), tuple(_status(vault, one) for one in statuses))


def contact_key(vault: Vault, sender: Sender) -> str:
    """Whose messages have to stay in order; the same person may have another key on another day."""
    return user_key(vault, sender) or phone_key(vault, sender) or ""


def user_key(vault: Vault, sender: Sender) -> str | None:
    return vault.key("user", sender.phone_number_id, sender.user_id) if sender.user_id else None


def phone_key(vault: Vault, sender: Sender) -> str | None:
    return vault.key("phone", sender.phone_number_id, sender.wa_id) if sender.wa_id else None


def message_key(vault: Vault, message_id: str) -> str:
    """Meta's ids hold the phone number, so we keep this instead; it is also the idempotency key."""
    return vault.key("message", message_id)


async def _insert(session: AsyncSession, together: Sequence[Rows]) -> None:
    messages = {row["message_key"]: row for rows in together for row in rows.messages}
    statuses = {(row["message_key"], row["status"]): row for rows in together for row in rows.statuses}
    connection = await session.connection()
    # In one order, so that two processes with the same messages cannot wait for each other. Many rows by one statement
    # that is compiled once: compiling a new one for every notification costs more than all the rest.
    if messages:
        await connection.execute(MESSAGES, [messages[key] for key in sorted(messages)])
        await notify.whatsapp_came_in(session)
    if statuses:
        await connection.execute(STATUSES, [statuses[key] for key in sorted(statuses)])


def _message(vault: Vault, inbound: Inbound) -> dict[str, Any]:
    now = datetime.now(UTC)
    return {
        "message_key": message_key(vault, inbound.id),
        "contact_key": contact_key(vault, inbound.sender),
        "kind": inbound.kind,
        "sealed": vault.seal(inbound.as_json()),
        "sent_at": inbound.sent_at,
        # Meta counts whole seconds; within one, the order of arrival is the best that there is.
        "received_at": now,
        "try_at": now + SETTLE,
    }


def _status(vault: Vault, status: Status) -> dict[str, Any]:
    # Only a failure needs somebody to do something; the others are there to be looked up.
    return {
        "message_key": message_key(vault, status.message_id),
        "status": status.status,
        "error": status.error,
        "reference": status.reference,
        "handled": status.status != "failed",
    }
