"""What an agent gets of a conversation that is handed over, and why it was.

Every line points to the messages it comes from. A `turns` number is the sequence of a stored message.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Urgency = Literal["laag", "normaal", "hoog", "crisis"]

# In the order in which an agent wants to read them; bot/sentences_stuck.yml has the Dutch of each.
ReasonCode = Literal[
    "crisis",
    "asks_human",
    "eviction",
    "no_money",
    "deadline",
    "distress",
    "sent_around",
    "already_tried",
    "rejected_answer",
    "no_answer",
    "same_question",
    "many_organisations",
    "plan_abandoned",
    "cannot_read",
    "cannot_hear",
    "cannot_see",
    "cannot_speak_language",
    "no_computer",
]

# Open Klant's `onderwerp` and `toelichting` hold no more.
SUBJECT_MAX_CHARS = 200
EXPLANATION_MAX_CHARS = 1000


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Reason(_Frozen):
    """One named reason with the turns in which it showed."""

    code: ReasonCode
    turns: tuple[int, ...] = ()


class Stuck(_Frozen):
    """How stuck someone is, 0 to 1; at `line` a human is offered."""

    score: float = Field(ge=0, le=1)
    line: float
    reasons: tuple[Reason, ...] = ()


class Line(_Frozen):
    """A sentence of the summary; `said` when it is what the citizen says, not what is so."""

    text: str
    turns: tuple[int, ...] = ()
    said: bool = False


class Summary(_Frozen):
    """What the agent reads first: who is there, what they want, what was tried, and why it failed."""

    question: Line
    situation: tuple[Line, ...] = ()
    answered: tuple[Line, ...] = ()
    tried: tuple[Line, ...] = ()
    open: tuple[Line, ...] = ()
    why: tuple[Line, ...] = ()
    needs: tuple[Line, ...] = ()
    tone: str = ""


class Case(_Frozen):
    """One handoff as the assistant makes it; personal data is masked. `subject` and `explanation` fit Open Klant."""

    urgency: Urgency
    reasons: tuple[Reason, ...]
    summary: Summary
    subject: str = Field(max_length=SUBJECT_MAX_CHARS)
    explanation: str = Field(max_length=EXPLANATION_MAX_CHARS)
    topic: str | None = None
    organisations: tuple[str, ...] = ()
    life_event: str | None = None
    municipality: str | None = None
    language: str = "nl"
