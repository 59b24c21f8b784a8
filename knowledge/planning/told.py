"""How people tell that something happened to them leads to the text that offers the plan."""

from collections.abc import Iterable, Mapping

from knowledge.planning.schema import LifePlan


def with_plans(phrasings: Mapping[str, tuple[str, ...]], plans: Iterable[LifePlan]) -> dict[str, tuple[str, ...]]:
    """Topic → ways to ask, with those of each plan added to the first text that offers it."""
    found = dict(phrasings)
    for plan in plans:
        first = plan.offered_by[0]
        found[first] = tuple(dict.fromkeys((*found.get(first, ()), *plan.phrasings)))
    return found
