"""The inbox: what came in, heard in the order in which each person said it.

A claim is a row lock, so a process that dies gives its messages back. Hearing a message twice stores it once: its key
is its idempotency key. Once heard, its words are wiped from here.
"""

import logging
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import exists, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from connectors.database.engine import transaction
from connectors.database.tables import CLOCK
from connectors.whatsapp.channel import Channel
from connectors.whatsapp.hearing import hear
from connectors.whatsapp.payloads import Inbound
from connectors.whatsapp.rules import pause
from connectors.whatsapp.tables import InboxRow

BATCH = 16  # of different people; one commit for all of them
ATTEMPTS_MAX = 8

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Heard:
    """What is done with a row: handled, or tried again after a time."""

    again_after: timedelta | None = None


async def hear_next(channel: Channel) -> bool:
    """Hears a few messages; False when none is due."""
    async with transaction(channel.engine) as session:
        rows = await _claim(session)
        for row in rows:
            _settle(row, await _hear(channel, row))
    return bool(rows)


async def _claim(session: AsyncSession) -> list[InboxRow]:
    """The first message of each of a few people. What they said before must have been heard."""
    before = aliased(InboxRow)
    mine, theirs = (tuple_(one.sent_at, one.received_at, one.id) for one in (InboxRow, before))
    waits = exists().where(before.status == "pending", before.contact_key == InboxRow.contact_key, theirs < mine)
    due = (
        select(InboxRow)
        .where(InboxRow.status == "pending", InboxRow.try_at <= func.clock_timestamp(), ~waits)
        .order_by(InboxRow.try_at)
        .limit(BATCH)
        .with_for_update(of=InboxRow, skip_locked=True)
    )
    return list(await session.scalars(due))


async def _hear(channel: Channel, row: InboxRow) -> _Heard | None:
    """None when it failed for good. A mistake in one message must not stop the others."""
    try:
        wait_seconds = await hear(channel, Inbound.from_json(channel.vault.open(row.sealed or b"")))
    except Exception as error:
        log.error("message %s was not heard (try %d): %s", row.id, row.attempts + 1, type(error).__name__)
        return _Heard(pause(row.attempts)) if row.attempts + 1 < ATTEMPTS_MAX else None
    return _Heard(timedelta(seconds=wait_seconds)) if wait_seconds else _Heard()


def _settle(row: InboxRow, heard: _Heard | None) -> None:
    if heard is None:
        row.status = "failed"  # its words stay, encrypted, for an operator
    elif heard.again_after is not None:
        row.attempts += 1
        row.try_at = CLOCK + heard.again_after
    else:
        row.status, row.sealed = "done", None
