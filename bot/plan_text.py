"""A plan in plain text: what the batch contract gives, a page without JavaScript shows, and WhatsApp sends."""

from collections.abc import Iterator

from bot.days import long_date
from bot.reply import OrganisationCard, Plan, PlanStep, Source, ways_of
from bot.sentences import sentence


def plan_text(plan: Plan) -> str:
    """The whole plan, step by step, with who helps with all of it and where an exception may be asked."""
    blocks = [step_text(plan, step) for step in plan.steps]
    blocks += ["\n".join([sentence("plan.help"), *card_lines(card)]) for card in plan.help]
    if plan.exception:
        blocks.append(f"{sentence('plan.exception')}\n{plan.exception}")
    return "\n\n".join(blocks)


def step_text(plan: Plan, step: PlanStep) -> str:
    """One step with its number, title and everything about it, a line each."""
    return "\n".join([step_heading(plan, step), *step_lines(step)])


def step_heading(plan: Plan, step: PlanStep) -> str:
    heading = sentence("plan.step", number=number_of(plan, step), count=len(plan.steps), title=step.title)
    return f"{heading} ({sentence('plan.is_done')})" if step.done else heading


def number_of(plan: Plan, step: PlanStep) -> int:
    """The place of a step, from 1."""
    return 1 + [other.id for other in plan.steps].index(step.id)


def step_lines(step: PlanStep) -> Iterator[str]:
    """All of a step: what `body_lines` gives, whom to reach, and where it comes from."""
    yield from body_lines(step)
    if step.organisation:
        yield from card_lines(step.organisation)
    source = source_of(step)
    if source:
        yield f"{sentence('plan.source', title=source.title)} {source.url}"


def body_lines(step: PlanStep) -> Iterator[str]:
    """The text of a step, when it applies, its dates, what to bring and what to keep."""
    if step.only_if:
        yield sentence("plan.only_if", text=step.only_if)
    yield step.text
    yield from deadline_lines(step)
    if step.needs:
        yield sentence("plan.needs", things=joined(step.needs))
    if step.take_along:
        yield sentence("plan.take_along", things=step.take_along)


def deadline_lines(step: PlanStep) -> Iterator[str]:
    if step.deadline_text:
        yield sentence("plan.by_text", text=step.deadline_text)
    if step.deadline:
        yield sentence("plan.by", day=long_date(step.deadline))
    if step.late:
        # "Te laat? Doet u niets? Dan …" would ask twice
        yield sentence("plan.careful" if "?" in step.late else "plan.late", text=step.late)


def source_of(step: PlanStep) -> Source | None:
    """Where to read more; None when that is the site of the organisation itself, which stands there already."""
    card = step.organisation
    return None if step.source and card and step.source.url in ways_of(card) else step.source


def card_lines(card: OrganisationCard) -> Iterator[str]:
    """Who, and how to reach them."""
    yield sentence("plan.who", name=card.name)
    if card.role:
        yield card.role
    yield from ways_of(card)
    if card.find:
        yield card.find


def joined(things: tuple[str, ...]) -> str:
    """Things in one sentence; with semicolons when one of them holds a comma."""
    return ("; " if any("," in thing for thing in things) else ", ").join(things)
