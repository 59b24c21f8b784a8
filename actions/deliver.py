"""Send a reply the way the citizen wants to be helped, and remember what later turns need of it."""

from dataclasses import replace
from typing import Any

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.kit import knowledge_base, send
from actions.memory import SLOT, Memory, after
from actions.turn import Turn
from bot.reply import Reply
from knowledge.attention import SAID_WITH, due, with_attention
from knowledge.base import KnowledgeBase
from knowledge.channel import channel_of, preferred
from knowledge.places import DidYouMean, PlaceOutcome, Which
from knowledge.placing import unresolved

# Beyond the sixth, a next door is a guess.
CANDIDATES_MAX = 6


def deliver(
    dispatcher: CollectingDispatcher,
    reply: Reply,
    turn: Turn,
    candidates: tuple[str, ...] = (),
    place: PlaceOutcome | None = None,
    memory: Memory | None = None,
) -> list[dict[str, Any]]:
    """Send it and give the slots. `candidates`: who else could help; `place`: what was said of a place.

    `memory`: what is known of the conversation before this reply, when an action changed it.
    """
    channel = channel_of(turn.text) or turn.channel
    base, known = knowledge_base(), memory or turn.memory
    care = due(turn.text, _life_events(reply, base), known.attended) if reply.kind in SAID_WITH else None
    send(dispatcher, preferred(with_attention(reply, care), channel, base), turn)
    known = replace(known, attended=(*known.attended, care)) if care else known
    shown = reply.organisations or turn.shown_organisations
    nexts = tuple(dict.fromkeys((*reply.organisations, *candidates))) or turn.candidates
    asked = unresolved(reply, base) is not None or isinstance(place, Which | DidYouMean)
    return [
        SlotSet("channel", channel),
        SlotSet(SLOT, after(known, reply, turn.number).as_json()),
        SlotSet("shown_organisations", list(shown)),
        SlotSet("candidates", list(nexts[:CANDIDATES_MAX])),
        SlotSet("place_asked", asked),
        SlotSet("place_options", [option.gm_code for option in place.options] if isinstance(place, Which) else []),
        SlotSet("place_option", place.option.gm_code if isinstance(place, DidYouMean) else None),
    ]


def _life_events(reply: Reply, base: KnowledgeBase) -> tuple[str, ...]:
    text = base.texts.get(reply.topic or "")
    return text.life_events if text else ()
