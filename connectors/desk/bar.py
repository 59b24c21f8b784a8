"""What stands on every page: the own conversations, how many wait, and whether the agent is available."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from connectors.desk import queue
from connectors.desk.queue import Chat
from connectors.desk.workplace import agent_of
from connectors.handoff import desk, presence
from connectors.handoff.model import Handoff
from connectors.people.model import Person


@dataclass(frozen=True)
class Bar:
    """`here` is the case that is open on this page."""

    chats: tuple[Chat, ...]
    waiting: int
    available: bool
    here: UUID | None

    @property
    def unread(self) -> int:
        return sum(chat.unread for chat in self.chats)


async def bar(session: AsyncSession, person: Person, waiting: tuple[Handoff, ...], here: UUID | None = None) -> Bar:
    agent = agent_of(person)
    own = await desk.own(session, agent)
    return Bar(queue.chats(own), len(waiting), await presence.is_available(session, agent), here)
