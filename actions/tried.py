"""The citizen has been there already, or was sent on: the next door, and a human when there is none left.

With a plan, "de uitvaartondernemer heb ik gebeld" is no complaint: that step is done.
"""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.deliver import deliver
from actions.kit import knowledge_base
from actions.plan_tick import tick_what_is_told
from actions.turn import Turn, read_turn
from knowledge.next_door import been_and_sent, next_door


class ActionAlreadyTried(Action):
    """Names the next organisation of the answer, else of those that the search believed in."""

    def name(self) -> str:
        return "action_already_tried"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        turn, ticked = read_turn(tracker), tick_what_is_told(dispatcher, tracker)
        if ticked is not None:
            return ticked
        base = knowledge_base()
        been, sent_to = been_and_sent(turn.text, base)
        tried = tuple(dict.fromkeys((*turn.tried, *(been or _last_named(turn)))))
        reply = next_door(base, tried, turn.candidates, sent_to, turn.municipality)
        events = deliver(dispatcher, reply, turn, turn.candidates)
        return [*events, SlotSet("tried", list(tried)), SlotSet("candidates", list(turn.candidates))]


def _last_named(turn: Turn) -> tuple[str, ...]:
    """Without a name, "they" are the first organisation of the last reply that was not tried before."""
    left = [id_ for id_ in turn.shown_organisations if id_ not in turn.tried]
    return tuple(left[:1])
