"""A conversation as the assistant has it: what was said, what was replied, and what is known. Words are masked."""

from dataclasses import dataclass

from bot.reply import Channel, Reply
from knowledge.planning.state import PlanState


@dataclass(frozen=True)
class Said:
    """A message of the citizen. `text` is empty when a button was pressed; then `title` is what stood on it.

    `sequence` is the one of the stored message; `intent` is what Rasa made of it.
    """

    sequence: int
    text: str
    intent: str
    language: str = "nl"
    payload: str | None = None
    title: str = ""


@dataclass(frozen=True)
class Turn:
    """A message and its reply; None when the reply is still being made, or had an unknown shape."""

    said: Said
    reply: Reply | None = None


@dataclass(frozen=True)
class Transcript:
    """The turns of one episode, the oldest first, and what the conversation knows.

    `municipality`: a gm code or a name. `tried`: ids of organisations where the citizen has been.
    """

    turns: tuple[Turn, ...]
    channel: str = "web"
    municipality: str | None = None
    preferred: Channel | None = None
    tried: tuple[str, ...] = ()
    plan: PlanState | None = None

    @property
    def said(self) -> tuple[Said, ...]:
        return tuple(turn.said for turn in self.turns)
