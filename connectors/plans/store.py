"""The plan of a conversation in PostgreSQL. Every function works inside the caller's transaction.

A conversation has one plan: a new one takes the place of the old. Erasing the conversation erases it.
"""

from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.reply import Plan
from connectors.database.tables import CLOCK, PlanRow
from knowledge.planning.state import PlanState
from knowledge.register import MUNICIPALITY


async def keep(session: AsyncSession, conversation_id: UUID, state: PlanState) -> None:
    """Stores this state in place of what was there."""
    row = insert(PlanRow).values(conversation_id=conversation_id, state=state.as_json())
    changed = {"state": row.excluded.state, "updated_at": CLOCK}
    await session.execute(row.on_conflict_do_update(index_elements=[PlanRow.conversation_id], set_=changed))


async def kept(session: AsyncSession, conversation_id: UUID) -> PlanState | None:
    row = await session.get(PlanRow, conversation_id, populate_existing=True)
    return PlanState.from_json(row.state) if row else None


async def kept_for_change(session: AsyncSession, conversation_id: UUID) -> PlanState | None:
    """The same, and nobody else changes it until this transaction ends."""
    row = await session.get(PlanRow, conversation_id, populate_existing=True, with_for_update=True)
    return PlanState.from_json(row.state) if row else None


def state_of(plan: Plan) -> PlanState:
    """The state of a plan as it was said, with the municipality whose desk it names."""
    cards = [step.organisation for step in plan.steps if step.organisation]
    municipality = next((card.name for card in cards if card.id == MUNICIPALITY), None)
    return PlanState.of(plan, municipality)
