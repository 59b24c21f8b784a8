"""Is this message a place and nothing else? Then it is dealt with here, whatever the intent was taken for."""

import re
from typing import Any

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.deliver import deliver
from actions.kit import knowledge_base
from actions.turn import Turn
from knowledge.places import Found, Place, PlaceOutcome, said_place
from knowledge.places.gazetteer import Gazetteer
from knowledge.places.resolve import told_apart_by
from knowledge.placing import other_place_reply, place_reply

# "die bij Den Haag", "in Gelderland": said of the name that Wegwijs asked about.
WHICH_ONE = re.compile(
    r"^(?:nee,? |ja,? )?(?:de |die |dat |het )?(?:plaats |ene |dorp )?(?:bij|in|van|uit|nabij)?\s*", re.IGNORECASE
)
HINT_WORDS_MAX = 4
# "ik ben verhuisd naar Gouda" out of the blue is a question about moving; later on it changes the place.
MOVED = re.compile(r"\bverhuis", re.IGNORECASE)


def hear_place(dispatcher: CollectingDispatcher, turn: Turn) -> list[dict[str, Any]] | None:
    """The slots of a turn that was about a place, after answering it; None when it is about something else."""
    base = knowledge_base()
    if turn.place_option and turn.intent == "deny" and len(turn.text.split()) <= 2:
        return [*deliver(dispatcher, other_place_reply(), turn), SlotSet("place_asked", True)]
    outcome = _outcome(turn, base.register.gazetteer)
    if outcome is None:
        return None
    reply = place_reply(outcome, base, turn.shown_organisations)
    events = deliver(dispatcher, reply, turn, turn.candidates, outcome)
    if isinstance(outcome, Found):
        return [*events, SlotSet("municipality", outcome.place.gm_code)]
    return [*events, SlotSet("place_asked", True), SlotSet("shown_organisations", list(turn.shown_organisations))]


def _outcome(turn: Turn, gazetteer: Gazetteer) -> PlaceOutcome | None:
    if turn.place_option and turn.intent == "affirm" and len(turn.text.split()) <= 3:
        return Found(Place("", turn.place_option, "gemeente"))
    if turn.place_options and len(turn.text.split()) <= HINT_WORDS_MAX:
        options = tuple(Place("", code, "gemeente") for code in turn.place_options)
        told_apart = told_apart_by(turn.text, options, gazetteer)
        if told_apart:
            return Found(told_apart)
    if MOVED.search(turn.text) and not (turn.municipality or turn.place_asked):
        return None
    return said_place(turn.text, gazetteer, turn.place_asked)
