"""What stands above a Dutch reply for somebody who writes in another language.

Who helps, how to reach them, where the official page is, that the text below is simple Dutch, that this is a computer
and where a human is. Sentences come from `bot/languages.yml`, every fact from the reply itself. In a crisis the number
is the first line, and nothing else is said.
"""

import re
from collections.abc import Iterator

from bot.languages import languages, said
from bot.reply import OrganisationCard, Reply
from bot.sentences import sentence
from knowledge.register import LAST_DOOR

# Kinds whose one sentence says it all.
ONE_SENTENCE = {"smalltalk": "greeting", "handoff_offer": "offer", "handoff": "handoff"}
# Kinds that are followed by Dutch worth reading, once it is translated.
WITH_TEXT_BELOW = frozenset({"answer", "clarify", "plan"})
EMERGENCY = "112"
# What the register says of a desk begins with its address, if it has one; the rest is Dutch.
ADDRESS = re.compile(r"[^.]*\b\d{4} ?[A-Z]{2}\b[^.]*")


def introduced(reply: Reply, language: str, hidden: bool = False) -> Reply:
    """The reply for somebody who speaks `language`; unchanged when that is Dutch, or none of ours.

    `hidden`: something private was in the message, and the note says so.
    """
    if language not in languages():
        return reply
    lines = [*_lines(reply, language), *([said(language, "privacy")] if hidden and reply.kind != "crisis" else [])]
    return reply.model_copy(update={"intro": "\n".join(lines), "language": language})


def _lines(reply: Reply, language: str) -> Iterator[str]:
    if reply.kind == "crisis":
        yield from _crisis(reply, language)
        return
    if reply.kind == "handoff_offer" and _has_answer(reply):
        yield from _about(reply.model_copy(update={"kind": "answer" if reply.sources else "refer"}), language)
        yield said(language, "offer")
    elif reply.kind in ONE_SENTENCE:
        yield said(language, ONE_SENTENCE[reply.kind])
    else:
        yield from _about(reply, language)
    if reply.asks == "plan" and reply.kind != "clarify":
        yield said(language, "plan_question")


def _has_answer(reply: Reply) -> bool:
    """An offer stands under an answer of its own; one that was asked for has the last doors only."""
    return bool(reply.sources) or (bool(reply.cards) and reply.cards[0].id != LAST_DOOR)


def _about(reply: Reply, language: str) -> Iterator[str]:
    yield from _opening(reply, language)
    first = reply.cards[0] if reply.cards and reply.cards[0].id != LAST_DOOR else None
    if first and reply.kind in ("answer", "clarify", "refer"):
        yield said(language, "organisation" if reply.kind == "answer" else "perhaps", name=first.name)
        yield from _ways(first, language)
    if reply.kind == "answer" and reply.sources:
        yield said(language, "source", value=reply.sources[0].url)
    if reply.asks == "place" and reply.kind in ("answer", "refer"):
        yield said(language, "place")
    if reply.kind in WITH_TEXT_BELOW:
        yield said(language, "below")
    human = {"name": sentence("gateway.apology_organisation"), "phone": sentence("gateway.apology_phone")}
    yield said(language, "human", **human)


def _opening(reply: Reply, language: str) -> Iterator[str]:
    """What kind of reply this is; an answer needs no announcement."""
    match reply.kind:
        case "clarify" if reply.asks:
            yield said(language, "place" if reply.asks == "place" else "plan_question")
        case "clarify":
            yield said(language, "choose" if reply.buttons else "rephrase")
        case "refer" if reply.organisations[:1] == (LAST_DOOR,) and reply.confidence is not None:  # searched for
            yield said(language, "not_found")
        case "plan":
            yield said(language, "plan")
        case "out_of_scope":
            yield said(language, "outside")
        case "apology":
            yield said(language, "apology")


def _ways(card: OrganisationCard, language: str) -> Iterator[str]:
    if card.phones:
        yield said(language, "phone", value=card.phones[0].number)
    website = card.appointment_url or card.website
    if website:
        yield said(language, "website", value=website)
    if address := ADDRESS.match(card.desk or ""):
        yield said(language, "desk", value=address[0])


def _crisis(reply: Reply, language: str) -> Iterator[str]:
    """The numbers to call now, and 112 when that is not among them."""
    called = [(phone.number, card.name) for card in reply.cards for phone in card.phones]
    yield from (said(language, "crisis", phone=number, name=name) for number, name in called)
    if EMERGENCY not in dict(called):
        yield said(language, "danger")
