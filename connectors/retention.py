"""Forgetting: what a citizen wrote goes a set number of days after the conversation, and nothing is left behind.

Promises to delete a conversation as `store.erase` does, each in a transaction of its own, so that a turn under way is
waited for. Of a conversation that goes on, the episodes that were closed long ago go. Running it twice does no harm.
"""

import asyncio
import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, delete, exists, func, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from connectors.conversations import notify, store
from connectors.conversations.notify import Wakeups
from connectors.database import tracker
from connectors.database.engine import transaction
from connectors.database.tables import AuditRow, ConversationRow, MessageRow
from connectors.handoff import cases
from connectors.handoff.tables import HandoffRow
from connectors.outbox.tables import NOTHING, OutboxRow

# Long enough to look into a complaint about a delivery, short enough that the outbox is no second archive.
PAYLOAD_DAYS = 7
DAY_SECONDS = 86_400.0
LOCK = 0x464F52474554  # "FORGET": one process at a time
TOPIC = "retention"  # nobody is woken by it; it lets the job hear that the process stops

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Forgotten:
    """How much went, or would go: conversations, messages of episodes that were closed in conversations that go on,
    dialogues of Rasa without messages, contents of deliveries, and deliveries themselves."""

    conversations: int = 0
    messages: int = 0
    dialogues: int = 0
    payloads: int = 0
    deliveries: int = 0


async def forget(engine: AsyncEngine, days: int, *, now: datetime | None = None, dry_run: bool = False) -> Forgotten:
    """Forgets all that is older than `days`. `now` stands in for the clock; with `dry_run` it only counts."""
    now = now or datetime.now(UTC)
    before = now - timedelta(days=days)
    async with transaction(engine) as session:
        due = list(await session.scalars(_due(before)))
    erased = len(due) if dry_run else await _erase_all(engine, due, before)
    async with transaction(engine) as session:
        messages = await _forget_closed_episodes(session, before, dry_run=dry_run)
        await _forget_cases(session, before, dry_run=dry_run)
        dialogues = await (tracker.count_orphans(session) if dry_run else tracker.forget_orphans(session))
        deliveries = await _forget_delivered(session, before, dry_run=dry_run)
        payloads = await _empty_payloads(session, now - timedelta(days=PAYLOAD_DAYS), dry_run=dry_run)
    return Forgotten(erased, messages, dialogues, payloads, deliveries)


async def forget_one(engine: AsyncEngine, conversation_id: UUID, *, dry_run: bool = False) -> Forgotten:
    """Forgets one conversation now, whatever its age. All zeros when there is none of this id."""
    async with transaction(engine) as session:
        exists = await session.get(ConversationRow, conversation_id) is not None
        if exists and not dry_run:
            await cases.erase(session, conversation_id, actor="system")
            await notify.changed(session, conversation_id)
    return Forgotten(conversations=int(exists))


async def daily(engine: AsyncEngine, days: int, wakeups: Wakeups) -> None:
    """Forgets at the start of the process and then every day, until `wakeups` is closed."""
    closing = asyncio.Event()
    with wakeups.calling(closing.set, TOPIC):
        while not wakeups.closed:
            await _alone(engine, days)
            await _pause(closing, wakeups)


async def _pause(closing: asyncio.Event, wakeups: Wakeups) -> None:
    """A day, whatever wakes everybody in between; not a moment when the process stops."""
    clock = asyncio.get_running_loop().time
    end = clock() + DAY_SECONDS
    while not wakeups.closed and (left := end - clock()) > 0:
        with suppress(TimeoutError):
            await asyncio.wait_for(closing.wait(), left)
        closing.clear()


async def _alone(engine: AsyncEngine, days: int) -> None:
    """One process does it; the others find the lock taken and leave it to that one."""
    try:
        async with transaction(engine) as session:
            if await session.scalar(select(func.pg_try_advisory_xact_lock(LOCK))):
                log.info("retention: %s", await forget(engine, days))
    except Exception as error:  # the database is away; tomorrow is early enough
        log.error("retention did not run: %s", type(error).__name__)


def _due(before: datetime) -> Select[UUID]:
    return select(ConversationRow.id).where(_is_due(before)).order_by(ConversationRow.created_at)


def _is_due(before: datetime) -> ColumnElement[bool]:
    """Closed long ago; or never closed, and nobody said anything since."""
    last_said = select(func.max(MessageRow.created_at)).where(MessageRow.conversation_id == ConversationRow.id)
    last = func.coalesce(last_said.scalar_subquery(), ConversationRow.created_at)
    closed = ConversationRow.state == "closed"
    return or_(and_(closed, ConversationRow.closed_at < before), and_(~closed, last < before))


async def _erase_all(engine: AsyncEngine, due: Sequence[UUID], before: datetime) -> int:
    return sum([await _erase_if_still_due(engine, conversation_id, before) for conversation_id in due])


async def _erase_if_still_due(engine: AsyncEngine, conversation_id: UUID, before: datetime) -> bool:
    """A citizen may have come back between the looking and the locking."""
    async with transaction(engine) as session:
        await store.lock_turn(session, conversation_id)
        await store.lock(session, conversation_id)
        still = await session.scalar(_due(before).where(ConversationRow.id == conversation_id))
        if still is not None:
            await cases.erase(session, conversation_id, actor="system")
            await notify.changed(session, conversation_id)
    return still is not None


async def _forget_cases(session: AsyncSession, before: datetime, *, dry_run: bool) -> None:
    """Summaries and notes of handoffs that ended long ago, in conversations that went on."""
    if not dry_run:
        await session.execute(delete(HandoffRow).where(HandoffRow.closed_at < before))


async def _forget_closed_episodes(session: AsyncSession, before: datetime, *, dry_run: bool) -> int:
    """The audit knows when an episode was closed; the messages after it keep their sequence."""
    closed = exists().where(
        AuditRow.conversation_id == MessageRow.conversation_id,
        or_(
            and_(AuditRow.episode == MessageRow.episode, AuditRow.after == "closed"),
            # given back by an agent: that change is written under the episode which it begins
            and_(AuditRow.episode == MessageRow.episode + 1, AuditRow.before == "agent", AuditRow.after == "bot"),
        ),
        AuditRow.at < before,
    )
    earlier = exists().where(
        ConversationRow.id == MessageRow.conversation_id, ConversationRow.episode > MessageRow.episode
    )
    if dry_run:
        return await session.scalar(select(func.count()).select_from(MessageRow).where(closed, earlier)) or 0
    gone = delete(MessageRow).where(closed, earlier).returning(MessageRow.id)
    return len((await session.scalars(gone.execution_options(synchronize_session=False))).all())


async def _forget_delivered(session: AsyncSession, before: datetime, *, dry_run: bool) -> int:
    """What failed stays until somebody looks."""
    old = and_(OutboxRow.status == "delivered", OutboxRow.updated_at < before)
    if dry_run:
        return await session.scalar(select(func.count()).select_from(OutboxRow).where(old)) or 0
    gone = delete(OutboxRow).where(old).returning(OutboxRow.id)
    return len((await session.scalars(gone.execution_options(synchronize_session=False))).all())


async def _empty_payloads(session: AsyncSession, before: datetime, *, dry_run: bool) -> int:
    """The row stays, so that the desk can show that it was delivered; what was in it goes."""
    old = and_(OutboxRow.status == "delivered", OutboxRow.updated_at < before, OutboxRow.payload != text("'{}'::jsonb"))
    if dry_run:
        return await session.scalar(select(func.count()).select_from(OutboxRow).where(old)) or 0
    emptied = update(OutboxRow).where(old).values(payload=NOTHING).returning(OutboxRow.id)
    return len((await session.scalars(emptied.execution_options(synchronize_session=False))).all())
