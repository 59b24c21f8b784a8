"""The one place that reads Rasa's tracker."""

import re
from dataclasses import dataclass, field

from rasa_sdk import Tracker

from actions.memory import SLOT, Memory
from actions.transcript import transcript_of
from bot.reply import Channel
from knowledge.transcript import Transcript


@dataclass(frozen=True)
class Turn:
    """What an action may know of this turn and of the conversation so far."""

    text: str
    intent: str
    topic: str | None
    # gm code or name: what the citizen said, else what the site that embeds the widget says
    municipality: str | None
    shown_topics: frozenset[str]
    # of the button that was pressed: a gm code, or `placing.OTHER_PLACE`
    place: str | None
    # Wegwijs asked for a place; the gm codes to choose from, and the one that waits for a yes
    place_asked: bool
    place_options: tuple[str, ...]
    place_option: str | None
    # how the citizen wants to be helped (`bot.reply.Channel`)
    channel: Channel | None
    # organisations of the last answer, those that could come next, and those where the citizen has been
    shown_organisations: tuple[str, ...]
    candidates: tuple[str, ...]
    tried: tuple[str, ...]
    # what the conversation is about, and which turn of the citizen this is
    memory: Memory
    number: int
    # everything that was said, this message last
    transcript: Transcript = field(default_factory=lambda: Transcript(()), repr=False)
    # a plan's questions are being asked, and this message does not end them
    is_in_form: bool = False


# What the gateway hid, with the words that announce it: "mijn bsn is [bsn]" says nothing of the question.
HIDDEN = re.compile(
    r"(?:\b(?:mijn|m'n|is|en|nummer|bsn|burgerservicenummer|iban|rekeningnummer|telefoonnummer|e-?mailadres|e-?mail|mail|"
    r"adres|geboortedatum|wachtwoord|paspoortnummer|documentnummer)\b[ :]*){0,5}\[[a-z-]+\]",
    re.IGNORECASE,
)


def _without_hidden(text: str) -> str:
    """The words that are left; all of them when nothing is."""
    return " ".join(HIDDEN.sub("", text).split()) or text


def _memory(tracker: Tracker, topic: str | None) -> Memory:
    """What the dialogue remembers; when it is new, the topic that a human talked about before giving it back."""
    stored = tracker.get_slot(SLOT)
    return Memory.read(stored) if stored or not topic else Memory(topics=(topic,))


def read_turn(tracker: Tracker) -> Turn:
    """This turn as plain data. A payload (`/choose_topic{…}`) has no text of the citizen."""
    text = tracker.latest_message.get("text") or ""
    metadata = tracker.latest_message.get("metadata") or {}
    intent = (tracker.latest_message.get("intent") or {}).get("name") or ""
    return Turn(
        text="" if text.startswith("/") else _without_hidden(text),
        intent=intent,
        topic=next(tracker.get_latest_entity_values("topic"), None),
        municipality=tracker.get_slot("municipality") or metadata.get("municipality"),
        shown_topics=frozenset(tracker.get_slot("shown_topics") or ()),
        place=next(tracker.get_latest_entity_values("place"), None),
        place_asked=bool(tracker.get_slot("place_asked")),
        place_options=tuple(tracker.get_slot("place_options") or ()),
        place_option=tracker.get_slot("place_option"),
        channel=tracker.get_slot("channel"),
        shown_organisations=tuple(tracker.get_slot("shown_organisations") or ()),
        candidates=tuple(tracker.get_slot("candidates") or ()),
        tried=tuple(tracker.get_slot("tried") or ()),
        memory=_memory(tracker, metadata.get("topic")),
        number=sum(event.get("event") == "user" for event in tracker.events),
        transcript=transcript_of(tracker),
        is_in_form=bool((tracker.active_loop or {}).get("name")),
    )
