"""What the watch over crises makes of a classifier's ranking: pure, for both environments (Python 3.10)."""

from typing import Any

CRISIS = "crisis_"

Ranked = dict[str, Any]


def watched(ranking: list[Ranked], alarm: bool, signalled: frozenset[str]) -> list[Ranked]:
    """The ranking with a crisis first and certain, or without any crisis.

    The classifier says which kind it is, among those that the words named (`signalled`) or among all. It does not
    decide whether there is one: it weighs a crisis against twenty other kinds of sentence, the watch against all else.
    """
    rest = [one for one in ranking if not one["name"].startswith(CRISIS)]
    if not alarm and not signalled:
        return rest
    kinds = [one for one in ranking if one["name"].startswith(CRISIS)]
    named = [one for one in kinds if one["name"] in signalled]
    first = {**(named or kinds)[0], "confidence": 1.0}
    return [first, *({**one, "confidence": 0.0} for one in ranking if one["name"] != first["name"])]
