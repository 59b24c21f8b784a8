"""The `handoff` of `wegwijs talk --batch`: was a human offered and wanted, and what would the agent get."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.case import Case
from bot.reply import Reply, plain_text
from connectors.client import TurnResult
from knowledge.stuck.consent import HANDOFF

CITIZEN, ASSISTANT = "burger", "wegwijs"


@dataclass(frozen=True)
class Exchange:
    """One turn: the citizen's words as they are stored (masked), and the replies."""

    said: str
    replies: tuple[Reply, ...]

    @classmethod
    def of(cls, text: str, result: TurnResult) -> "Exchange":
        known = (message["reply"] for message in result.replies)
        return cls(result.said or text, tuple(Reply.model_validate(reply) for reply in known if reply is not None))

    @property
    def offer(self) -> Reply | None:
        return next((reply for reply in self.replies if HANDOFF.is_asked_in(reply)), None)

    @property
    def handoff(self) -> Reply | None:
        return next((reply for reply in self.replies if reply.kind == "handoff"), None)


def handoff_line(exchanges: Sequence[Exchange]) -> dict[str, Any] | None:
    """The object of the contract; None when nothing was offered, or the last offer was refused."""
    given = next((number for number, turn in enumerate(exchanges, start=1) if turn.handoff), None)
    offered = [number for number, turn in enumerate(exchanges[:given], start=1) if turn.offer]
    if given is None and (not offered or _was_refused(exchanges[offered[-1] :])):
        return None
    case = case_of_line(exchanges[(given or offered[-1]) - 1])
    if case is None:
        return None
    return {
        "offered_turn": offered[-1] if offered else given,
        "turn": given,
        "urgency": case.urgency,
        "reasons": [reason.code for reason in case.reasons],
        "organisations": list(case.organisations),
        "life_event": case.life_event,
        "summary": case.summary.model_dump(mode="json"),
        "summary_text": case.explanation,
        "transcript": list(_lines(exchanges[: given or offered[-1]])),
    }


def case_of_line(turn: Exchange) -> Case | None:
    """What the agent gets; it stands in the reply that was stored."""
    reply = turn.handoff or turn.offer
    return reply.case if reply else None


def _was_refused(after: Sequence[Exchange]) -> bool:
    """A no leaves the way to a human open: its reply has that button and no other."""
    replies = after[0].replies if after else ()
    return any([button.payload for button in reply.buttons] == ["/ask_human"] for reply in replies)


def _lines(exchanges: Sequence[Exchange]) -> list[str]:
    said = [(f"{CITIZEN}: {turn.said}", *(f"{ASSISTANT}: {plain_text(r)}" for r in turn.replies)) for turn in exchanges]
    return [line for turn in said for line in turn]
