"""When the questions of a plan give way for good: danger, a human, or goodbye. Asking on would be deaf."""

from actions.handoff import answers_offer
from actions.turn import Turn

LEAVING = frozenset({"ask_human", "handoff_yes", "bye"})
CRISIS = "crisis_"


def leaves(turn: Turn) -> bool:
    """Whether a message with this intent, or a yes to a human, ends the questions."""
    return turn.intent in LEAVING or turn.intent.startswith(CRISIS) or answers_offer(turn) == "yes"
