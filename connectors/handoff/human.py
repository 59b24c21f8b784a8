"""What the citizen may know of the human side: the place in the queue, the expected wait, who helps, who types."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from connectors.database.tables import CLOCK
from connectors.handoff import cases, waiting
from connectors.handoff.tables import HandoffRow

# Who typed less than this ago is typing. A page says so at most every three seconds.
TYPING = timedelta(seconds=6)


@dataclass(frozen=True)
class Human:
    """Empty while the assistant has the conversation. `agent` is a first name."""

    position: int | None = None
    wait_minutes: int | None = None
    agent: str | None = None
    typing: bool = False


async def human_side(session: AsyncSession, conversation_id: UUID) -> Human:
    """How things stand now."""
    handoff = await cases.open_of(session, conversation_id)
    if handoff is None:
        return Human()
    if handoff.status == "waiting":
        place = await waiting.place(session, handoff)
        return Human(place.position, place.wait_minutes)
    typing = select(func.coalesce(HandoffRow.agent_typed_at > CLOCK - TYPING, False)).where(HandoffRow.id == handoff.id)
    return Human(agent=handoff.agent_name, typing=bool(await session.scalar(typing)))
