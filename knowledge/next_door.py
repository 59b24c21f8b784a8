"""The citizen has been somewhere already: the next door, and a human when the doors have run out."""

import re

from bot.reply import OrganisationCard, Reply
from bot.sentences import sentence
from knowledge.base import KnowledgeBase
from knowledge.refer import named_organisations
from knowledge.register import LAST_DOOR

OMBUDSMAN = "nationale-ombudsman"
# "ze stuurden me door naar de SVB", "ik moest bij de gemeente zijn": where somebody was sent, not where they were.
SENT_TO = re.compile(
    r"\b(?:door(?:gestuurd|verwezen)?|verwezen|verwijst mij|stuurt? me|stuurden (?:me|mij)(?: door)?|moet|moest)\s+"
    r"(?:me |mij |nu |dan |ik )*(?:naar|bij)\s+(.+)$",
    re.IGNORECASE,
)


def been_and_sent(text: str, base: KnowledgeBase) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Organisations that the citizen says to have tried, and those where they were sent on to."""
    sent = SENT_TO.search(text)
    to = named_organisations(sent[1], base.register) if sent else ()
    rest = text[: sent.start(1)] if sent else text
    return tuple(o for o in named_organisations(rest, base.register) if o not in to), to


def next_door(
    base: KnowledgeBase,
    tried: tuple[str, ...],
    candidates: tuple[str, ...],
    sent_to: tuple[str, ...] = (),
    municipality: str | None = None,
) -> Reply:
    """Where to go now. `candidates`: who could help with the last question, most likely first."""
    if not candidates and not sent_to:
        return _reply(base, (LAST_DOOR,), sentence("next_door.nothing_yet"), municipality, kind_is_clarify=True)
    left = [id_ for id_ in dict.fromkeys((*sent_to, *candidates)) if id_ not in tried and id_ != LAST_DOOR]
    if not left:
        return _reply(base, (LAST_DOOR, OMBUDSMAN), sentence("next_door.human"), municipality)
    first = base.register.card(left[0], municipality=municipality)
    said = sentence("next_door.sent_on" if left[0] in sent_to else "next_door.next", name=first.name)
    text = f"{said} {sentence('next_door.take_along')}"
    return _reply(base, (left[0], LAST_DOOR), text, municipality)


def _reply(
    base: KnowledgeBase, ids: tuple[str, ...], text: str, municipality: str | None, kind_is_clarify: bool = False
) -> Reply:
    cards = tuple(_card(base, id_, municipality) for id_ in ids)
    return Reply(kind="clarify" if kind_is_clarify else "refer", text=text, organisations=ids, cards=cards)


def _card(base: KnowledgeBase, id_: str, municipality: str | None) -> OrganisationCard:
    roles = {LAST_DOOR: sentence("roles.informatie_rijksoverheid"), OMBUDSMAN: sentence("next_door.ombudsman_role")}
    return base.register.card(id_, roles.get(id_, ""), municipality)
