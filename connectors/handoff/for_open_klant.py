"""A case as Open Klant is told of it, at the moment of delivery: only what is true then."""

from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from bot.sentences import sentence
from connectors.database.engine import transaction
from connectors.database.tables import MessageRow
from connectors.handoff import contact, desk
from connectors.handoff.model import Handoff
from connectors.openklant.handoff import CallBack, Load
from connectors.openklant.handoff import Handoff as Told
from connectors.sealing import Seal


def loader(engine: AsyncEngine, seal: Seal) -> Load:
    """Gives a handoff by its id; None when its conversation was erased."""

    async def load(handoff_id: UUID) -> Told | None:
        async with transaction(engine) as session:
            handoff = await desk.get(session, handoff_id)
            return await _told(session, handoff, seal) if handoff else None

    return load


async def _told(session: AsyncSession, handoff: Handoff, seal: Seal) -> Told:
    found = await contact.read(session, handoff.id, seal)
    return Told(
        id=handoff.id,
        case=handoff.case,
        channel=handoff.channel,
        opened_at=handoff.created_at,
        team=handoff.team,
        contact=CallBack(found.kind, found.value) if found else None,
        agent=handoff.agent_name,
        reached=await _reached(session, handoff),
        closed_at=handoff.closed_at,
        outcome=sentence(f"handoff.outcome.{handoff.outcome}") if handoff.outcome else None,
    )


async def _reached(session: AsyncSession, handoff: Handoff) -> bool | None:
    """Did they speak? Both wrote after an agent came, or the agent says to have called; None while it is open."""
    if handoff.closed_at is None:
        return None
    if handoff.outcome == "called_back":
        return True
    first = select(func.min(MessageRow.sequence)).where(
        MessageRow.conversation_id == handoff.conversation_id,
        MessageRow.episode == handoff.episode,
        MessageRow.role == "agent",
    )
    answered = exists().where(
        MessageRow.conversation_id == handoff.conversation_id,
        MessageRow.episode == handoff.episode,
        MessageRow.role == "citizen",
        MessageRow.sequence > first.scalar_subquery(),
    )
    return bool(await session.scalar(select(answered)))
