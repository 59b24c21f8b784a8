"""What to do about an error of Meta's, by its number. Sources: the Cloud API's page of error codes.

The number decides, never the words, and not the HTTP status: Meta reports a rate limit as 400.
"""

from datetime import timedelta
from typing import Literal

Verdict = Literal[
    "again",  # a hiccup: the same message later
    "slow_pair",  # too much to this person: later, and slower
    "slow_number",  # too much from this number: everything waits
    "stop",  # the account: nothing goes out until an operator mends it
    "window",  # more than 24 hours after the citizen's last message
    "unreachable",  # this person cannot get it
    "wrong",  # the message itself: our mistake
]

AGAIN = frozenset({1, 2, 131000, 131016, 133004, 135000})
SLOW_NUMBER = frozenset({4, 80007, 130429, 131048, 131057})
SLOW_PAIR = frozenset({131056})
# Token, permission, blocked, locked, unpaid, no approved name, number gone, not registered.
STOP = frozenset({0, 3, 10, 33, 190, 368, 131005, 131031, 131037, 131042, 131045, 131064, 133010}) | set(
    range(200, 300)
)
WINDOW = frozenset({131047})
# Not on WhatsApp or blocked us, test number, other country, experiment, wrong form of the id, marketing stopped.
UNREACHABLE = frozenset({130472, 130497, 131021, 131026, 131030, 131049, 131050, 131062, 137000})

VERDICTS: tuple[tuple[frozenset[int] | set[int], Verdict], ...] = (
    (AGAIN, "again"),
    (SLOW_NUMBER, "slow_number"),
    (SLOW_PAIR, "slow_pair"),
    (STOP, "stop"),
    (WINDOW, "window"),
    (UNREACHABLE, "unreachable"),
)

# The customer service window of Meta.
WINDOW_LASTS = timedelta(hours=24)
# One message per 6 seconds to one person, and up to 45 that were saved up.
PAIR_INTERVAL = timedelta(seconds=6)
PAIR_BURST = 45
NUMBER_PER_SECOND = 80
ATTEMPTS_MAX = 8
PAUSE_FIRST = timedelta(seconds=2)
PAUSE_MAX = timedelta(minutes=5)
# How long a stopped number waits before it tries one message again: a new token needs no restart of ours to be seen.
PROBE_AFTER = timedelta(minutes=5)
# Meta tells within seconds that a message was sent. After this time nobody will.
UNSURE_AFTER = timedelta(seconds=60)


def verdict(code: int) -> Verdict:
    """An HTTP status stands in for an error without a number."""
    for codes, found in VERDICTS:
        if code in codes:
            return found
    return "again" if 500 <= code < 600 else "slow_number" if code == 429 else "wrong"


def pause(attempts: int) -> timedelta:
    """2, 4, 8 … seconds, five minutes at most."""
    doubled: int = 2 ** min(attempts, 10)
    return min(PAUSE_FIRST * doubled, PAUSE_MAX)
