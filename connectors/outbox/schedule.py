"""When to try again, and when to stop trying."""

import random
from dataclasses import dataclass

FIRST_PAUSE_SECONDS = 5.0  # longer than a hiccup of a network
LONGEST_PAUSE_SECONDS = 3600.0  # what was down for a day has everything within an hour of coming back
LONGEST_ASKED_SECONDS = 86_400.0  # a Retry-After of a year is a mistake of theirs, not a reason to wait


@dataclass(frozen=True)
class Schedule:
    """Pauses that double up to an hour; half of each is chance, so that all that failed together does not return so."""

    give_up_days: float = 7.0

    def pause_seconds(self, attempts: int, asked_seconds: float | None = None) -> float:
        """After this many attempts. Never shorter than the other side asked for."""
        doubled: float = min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2.0 ** min(attempts - 1, 30))
        chosen = doubled * random.uniform(0.5, 1.0)  # noqa: S311 - no secret
        return max(chosen, min(asked_seconds or 0.0, LONGEST_ASKED_SECONDS))
