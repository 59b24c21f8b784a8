"""Titles for little room that can still be told apart."""

from collections import Counter
from collections.abc import Sequence

from connectors.render.cutting import DOTS, shortened


def apart(titles: Sequence[str], limit: int) -> list[str]:
    """Each title within `limit` characters, and no two alike.

    Titles that begin alike differ at the end, so those show their last words; when that does not help, a number.
    """
    short = [shortened(title, limit) for title in titles]
    ends = [ending(title, limit) for title in titles]
    short = [end if count > 1 else begin for begin, end, count in zip(short, ends, _counts(short), strict=True)]
    seen: set[str] = set()
    return [_unseen(title, limit, seen) for title in short]


def ending(title: str, limit: int) -> str:
    """The whole title, or an ellipsis and as many of its last words as fit."""
    if len(title) <= limit:
        return title
    room = limit - len(DOTS)
    kept = title[-room:]
    cut_a_word = not title[-room - 1].isspace() and " " in kept
    return DOTS + (kept.split(" ", 1)[1] if cut_a_word else kept).lstrip()


def _counts(titles: Sequence[str]) -> list[int]:
    found = Counter(titles)
    return [found[title] for title in titles]


def _unseen(title: str, limit: int, seen: set[str]) -> str:
    number, found = 1, title
    while found in seen:
        number += 1
        mark = f" ({number})"
        found = shortened(title, limit - len(mark)) + mark
    seen.add(found)
    return found
