"""How a citizen wants to be helped: by phone, at a desk, without a computer, or without hearing.

The wish is remembered in the conversation and puts that way first on every card. Patterns, not a model: a wish
is said in few ways, and "belasting" must never become "bellen".
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import yaml

from bot.reply import Channel, OrganisationCard, Reply
from bot.sentences import sentence
from knowledge.base import KnowledgeBase
from knowledge.lexical import words
from knowledge.register import LAST_DOOR

LIBRARY = "bibliotheek-informatiepunt-digitale-overheid"
# What is left must be a question of its own.
SUBJECT_FROM_WORDS = 2
# What Wegwijs says when it has understood the wish.
UNDERSTOOD: dict[Channel, str] = {
    "phone": "channel.phone",
    "desk": "channel.desk",
    "no_computer": "channel.no_computer",
    "deaf": "channel.deaf",
    "online": "channel.online",
}

WISHES = Path(__file__).parent / "wishes.yaml"
# Saying what one does not want names no way ("ik wil niet bellen").
NEGATED = re.compile(
    r"\b(?:wil|kan|durf|hoef) (?:ik )?niet (?:meer )?(?:bellen|langs\w*)\b|\bniet bellen\b", re.IGNORECASE
)


@cache
def _patterns() -> tuple[tuple[Channel, "re.Pattern[str]"], ...]:
    """How each wish is said, the surest first: who is deaf and wants to call is deaf."""
    said = yaml.safe_load(WISHES.read_text(encoding="utf-8"))
    return tuple((channel, re.compile("|".join(ways), re.IGNORECASE)) for channel, ways in said.items())


def channel_of(text: str) -> Channel | None:
    """The way that the citizen asks for, or None. Saying what one does *not* want names no way."""
    wish = next((channel for channel, pattern in _patterns() if pattern.search(text)), None)
    return None if wish != "deaf" and NEGATED.search(text) else wish


def without_wish(text: str) -> str:
    """The question without the wish in it ("ik heb geen computer, hoe doe ik aangifte"), if anything is left."""
    for _, pattern in _patterns():
        found = pattern.search(text)
        if found:
            left = " ".join(f"{text[: found.start()]} {text[found.end() :]}".split()).strip(" ,.;")
            return left if len(words(left)) >= SUBJECT_FROM_WORDS else text
    return text


def preferred(reply: Reply, channel: Channel | None, base: KnowledgeBase) -> Reply:
    """The reply with that way first on every card; help with a computer is added for who cannot use one."""
    if channel is None or not reply.cards or reply.kind == "crisis":
        return reply
    cards = [_turned(card, channel) for card in reply.cards]
    if channel == "no_computer" and LIBRARY not in reply.organisations:
        cards.append(_turned(base.register.card(LIBRARY, sentence("channel.library")), channel))
    return reply.model_copy(update={"cards": tuple(cards), "organisations": tuple(card.id for card in cards)})


def _turned(card: OrganisationCard, channel: Channel) -> OrganisationCard:
    helps = (*card.help, *(line for line in _general_help(channel) if line not in card.help))
    return card.model_copy(update={"first": channel, "help": helps if channel == "deaf" else card.help})


def _general_help(channel: Channel) -> Iterator[str]:
    if channel == "deaf":
        yield sentence("channel.relay")


def channel_reply(
    channel: Channel, base: KnowledgeBase, organisations: tuple[str, ...], municipality: str | None
) -> Reply:
    """The wish is understood; what was shown last comes again, that way first. Without any: the last door."""
    ids = organisations or (LAST_DOOR,)
    cards = tuple(base.register.card(id_, municipality=municipality) for id_ in dict.fromkeys(ids))
    text = sentence(UNDERSTOOD[channel])
    if not organisations:
        text = f"{text} {sentence('channel.ask')}"
    reply = Reply(kind="refer", text=text, organisations=tuple(card.id for card in cards), cards=cards)
    return preferred(reply, channel, base)
