"""The reply contract: what an action sends, the gateway stores and a channel renders.

An action sends one `custom` JSON a turn; `Reply.model_validate` is the only way in. A shape it does
not know becomes an apology with a phone number, never silence (see `connectors.assistant`).
"""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.case import Case, Stuck

Kind = Literal[
    "answer",
    "clarify",
    "refer",
    "plan",
    "handoff_offer",
    "handoff",
    "crisis",
    "out_of_scope",
    "smalltalk",
    "apology",
]


Channel = Literal["online", "phone", "desk", "no_computer", "deaf"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Button(_Frozen):
    """A choice; pressing it sends `payload` (or the title when there is none)."""

    title: str = Field(min_length=1, max_length=80)
    payload: str = Field(min_length=1, max_length=256)


class Source(_Frozen):
    """Where a text comes from; `label` says whose text it is when it is not ours."""

    title: str
    url: str
    checked_on: date | None = None
    label: str | None = None


class Section(_Frozen):
    """One part of a text, e.g. *Wat moet u doen*; paragraphs, `1.` steps and `-` items, never HTML."""

    title: str
    text: str


class Word(_Frozen):
    """An official word of the answer and what it means; channels show it folded away."""

    word: str
    meaning: str


class Phone(_Frozen):
    number: str
    text: str = ""
    hours: str | None = None


class OrganisationCard(_Frozen):
    """Who can help and how to reach them, resolved for this citizen (their own municipality).

    `first` is the way that the citizen prefers; `help` is for who is deaf, or reads or speaks little Dutch.
    """

    id: str
    name: str
    task: str = ""
    role: str = ""
    website: str | None = None
    appointment_url: str | None = None
    phones: tuple[Phone, ...] = ()
    find: str | None = None
    desk: str | None = None
    help: tuple[str, ...] = ()
    first: Channel | None = None


class PlanAnswer(_Frozen):
    """What the citizen answered to one question of a plan, in words that can be read back."""

    question: str
    answer: str


class PlanStep(_Frozen):
    """One thing to do. `deadline` is a date once the date of the event is known; `deadline_text` always reads alone.

    `only_if` is said when it is unknown whether the step applies; `take_along` is what a later step needs.
    """

    id: str
    title: str
    text: str
    organisation: OrganisationCard | None = None
    needs: tuple[str, ...] = ()
    take_along: str | None = None
    deadline: date | None = None
    deadline_text: str | None = None
    late: str | None = None
    only_if: str | None = None
    topic: str | None = None
    source: Source | None = None
    done: bool = False


class Plan(_Frozen):
    """A life event as steps in order, over several organisations."""

    id: str
    title: str
    intro: str
    event_date: date | None = None
    answers: tuple[PlanAnswer, ...] = ()
    steps: tuple[PlanStep, ...]
    help: tuple[OrganisationCard, ...] = ()
    exception: str | None = None


class Reply(_Frozen):
    """One turn of the assistant. `organisations` are the ids of `cards`, in order of who comes first.

    `ordered`: the cards are steps, so they are numbered; else they are a choice. `asks`: what the citizen is invited to
    tell. `note`: something beside the matter, said under the text. `language` is the one of the citizen; when it is not
    Dutch, `intro` is in that language and all the rest in Dutch. `case`: what the agent gets; it
    is never sent to the citizen as it is; an offer has the case as it would be. `stuck`: the measure after this turn.
    `erase`: the citizen wants the conversation deleted, and said yes to it.
    """

    kind: Kind
    text: str
    topic: str | None = None
    title: str | None = None
    sections: tuple[Section, ...] = ()
    words: tuple[Word, ...] = ()
    organisations: tuple[str, ...] = ()
    cards: tuple[OrganisationCard, ...] = ()
    sources: tuple[Source, ...] = ()
    buttons: tuple[Button, ...] = ()
    language: str = "nl"
    confidence: float | None = Field(None, ge=0, le=1)
    case: Case | None = None
    stuck: Stuck | None = None
    plan: Plan | None = None
    ordered: bool = False
    asks: Literal["place", "plan"] | None = None
    intro: str = ""
    note: str = ""
    erase: bool = False


# A list of WhatsApp has no more rows, and nobody reads more choices than that.
RESUMED_BUTTONS_MAX = 10


def resumed(reply: Reply, question: Reply) -> Reply:
    """One reply of two: what came in between, and the question of the form that goes on.

    The buttons of an answer are offers; those would lead away from the question. The question's own always stay.
    """
    is_choice = reply.kind != "answer" and len(reply.buttons) + len(question.buttons) <= RESUMED_BUTTONS_MAX
    kept = reply.buttons if is_choice else ()
    text = f"{reply.text}\n\n{question.text}"
    return reply.model_copy(update={"text": text, "buttons": kept + question.buttons, "asks": question.asks})


def plain_text(reply: Reply) -> str:
    """Everything the citizen reads in one string, buttons and words left out (batch contract, no-JavaScript page)."""
    from bot.plan_text import plan_text  # which knows the types of this module

    parts = [reply.intro, reply.text, reply.note]
    parts += [f"{section.title}\n{section.text}" for section in reply.sections]
    # another kind carries the plan only because a step was ticked
    parts += [plan_text(reply.plan)] if reply.plan and reply.kind == "plan" else []
    numbered = reply.ordered and len(reply.cards) > 1
    parts += [f"{f'{i}. ' if numbered else ''}{_card_text(card)}" for i, card in enumerate(reply.cards, start=1)]
    parts += [_source_text(source) for source in reply.sources]
    return "\n\n".join(part for part in parts if part)


def _card_text(card: OrganisationCard) -> str:
    lines = [card.name, card.role or card.task, *ways_of(card), card.find]
    return "\n".join(line for line in lines if line)


# Which ways come first for whom; what is not named comes after, in the usual order.
FIRST_WAYS: dict[Channel | None, tuple[str, ...]] = {
    None: (),
    "online": ("appointment", "website"),
    "phone": ("phones",),
    "desk": ("desk", "appointment"),
    "no_computer": ("phones", "desk"),
    "deaf": ("help", "appointment", "website", "desk"),
}


def ways_of(card: OrganisationCard) -> tuple[str, ...]:
    """The lines that say how to reach somebody, the preferred way first; a visit only when it is asked for."""
    ways: dict[str, list[str | None]] = {
        "phones": [" ".join(filter(None, [p.text, p.number, p.hours])) for p in card.phones],
        "appointment": [card.appointment_url],
        "website": [card.website],
        "desk": [card.desk] if card.first in ("desk", "phone", "no_computer", "deaf") else [],
        "help": list(card.help) if card.first == "deaf" else [],
    }
    order = dict.fromkeys((*FIRST_WAYS[card.first], *ways))
    return tuple(line for way in order for line in ways[way] if line)


def _source_text(source: Source) -> str:
    checked = f" ({source.checked_on:%d-%m-%Y})" if source.checked_on else ""
    return f"{source.label or 'Bron'}: {source.title}{checked} {source.url}"
