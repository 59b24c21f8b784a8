"""At whose door one comes, in order, what to bring there, and what one gets there for the doors after it."""

from dataclasses import dataclass

from bot.reply import OrganisationCard, Plan


@dataclass(frozen=True)
class Stop:
    """An organisation, the numbers of the steps there (from 1), what to bring, and what to keep for later."""

    card: OrganisationCard
    steps: tuple[int, ...]
    brings: tuple[str, ...]
    keeps: tuple[str, ...]


def route(plan: Plan) -> tuple[Stop, ...]:
    """Each organisation once, in the order of its first step."""
    cards = {step.organisation.id: step.organisation for step in plan.steps if step.organisation}
    return tuple(_stop(plan, card) for card in cards.values())


def _stop(plan: Plan, card: OrganisationCard) -> Stop:
    there = [
        (n, step) for n, step in enumerate(plan.steps, start=1) if step.organisation and step.organisation.id == card.id
    ]
    return Stop(
        card=card,
        steps=tuple(n for n, _ in there),
        brings=tuple(dict.fromkeys(need for _, step in there for need in step.needs)),
        keeps=tuple(dict.fromkeys(step.take_along for _, step in there if step.take_along)),
    )
