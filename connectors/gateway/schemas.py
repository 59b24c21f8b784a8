"""The JSON of the API, in snake_case. Requests are strict: an unknown field is an error, not a silence."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from bot.reply import Reply
from connectors.conversations.model import Channel, Conversation, Message, Role
from connectors.conversations.states import State

LanguageTag = Annotated[str, Field(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", max_length=35)]
ONE_LINE = r"^[^\x00-\x1f\x7f]+$"  # also refuses what is not Unicode, such as half of a surrogate pair
Municipality = Annotated[str, Field(pattern=ONE_LINE, max_length=80)]
Payload = Annotated[str, Field(pattern=ONE_LINE, max_length=256)]


class _Request(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class NewConversation(_Request):
    channel: Channel = "web"
    language: LanguageTag | None = Field(None, description="BCP 47 tag of the page, such as `nl`.")
    municipality: Municipality | None = Field(None, description="Code or name of the citizen's municipality.")


class NewMessage(_Request):
    text: str = Field(description="What the citizen typed, or the title of the button they pressed.")
    payload: Payload | None = Field(None, description="The payload of that button, as it was offered.")


class CreatedConversation(BaseModel):
    id: UUID
    token: str = Field(description="Shown once. Send it as `Authorization: Bearer …`.")
    state: State
    created_at: datetime


class ShownConversation(BaseModel):
    id: UUID
    state: State
    channel: Channel
    created_at: datetime
    last_sequence: int = Field(description="Sequence of the newest message.")

    @classmethod
    def of(cls, conversation: Conversation) -> "ShownConversation":
        return cls.model_validate(conversation, from_attributes=True)


class ShownMessage(BaseModel):
    """A stored message. `reply` is what the assistant said, for cards and buttons; else null."""

    id: UUID
    sequence: int = Field(description="Counts from 1 without gaps; also the id of the event.")
    role: Role
    text: str
    reply: Reply | None
    author: str | None = Field(description="First name of the agent who said it.")
    created_at: datetime


class History(BaseModel):
    messages: list[ShownMessage] = Field(description="At most 200, in order.")
    last_sequence: int = Field(description="Ask again with `after` until you have this one.")


class ShownProblem(BaseModel):
    """RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    instance: str


def shown(message: Message) -> dict[str, object]:
    """The JSON of a ShownMessage, without a check: an old reply stays readable when its shape has changed."""
    return {
        "id": str(message.id),
        "sequence": message.sequence,
        "role": message.role,
        "text": message.text,
        "reply": _without_case(message.reply),
        "author": message.author,
        "created_at": message.created_at.isoformat(),
    }


def _without_case(reply: dict[str, Any] | None) -> dict[str, Any] | None:
    """What the agent gets has an address of its own."""
    return {**reply, "case": None} if reply and reply.get("case") else reply
