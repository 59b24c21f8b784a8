"""When the questions of a plan give way for good: danger, a human, or goodbye. Asking on would be deaf."""

LEAVING = frozenset({"ask_human", "bye"})
CRISIS = "crisis_"


def leaves(intent: str) -> bool:
    """Whether a message with this intent ends the questions."""
    return intent in LEAVING or intent.startswith(CRISIS)
