"""What the rest of the code sees of a conversation: frozen values, never rows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, cast
from uuid import UUID

from bot.languages import known
from connectors.conversations.states import State
from connectors.database.tables import ConversationRow, MessageRow
from nlu.language.hear import Spoken

Channel = Literal["web", "whatsapp"]
Role = Literal["citizen", "assistant", "agent", "system"]
Actor = Literal["citizen", "assistant", "agent", "system"]


@dataclass(frozen=True)
class Conversation:
    id: UUID
    channel: Channel
    state: State
    episode: int
    last_sequence: int
    spoken: Spoken
    municipality: str | None
    topic: str | None
    created_at: datetime


@dataclass(frozen=True)
class Message:
    """One message as stored: masked. `reply` is the JSON of a `bot.reply.Reply`, as it was when said.

    `author`: the first name of the agent who said it.
    """

    id: UUID
    conversation_id: UUID
    sequence: int
    episode: int
    role: Role
    text: str
    payload: str | None
    reply: dict[str, Any] | None
    author: str | None
    created_at: datetime


def conversation(row: ConversationRow) -> Conversation:
    return Conversation(
        id=row.id,
        channel=cast(Channel, row.channel),
        state=State(row.state),
        episode=row.episode,
        last_sequence=row.last_sequence,
        spoken=Spoken(known(row.language), row.language_asked),
        municipality=row.municipality,
        topic=row.topic,
        created_at=row.created_at,
    )


def message(row: MessageRow) -> Message:
    return Message(
        id=row.id,
        conversation_id=row.conversation_id,
        sequence=row.sequence,
        episode=row.episode,
        role=cast(Role, row.role),
        text=row.text,
        payload=row.payload,
        reply=row.reply,
        author=row.author,
        created_at=row.created_at,
    )
