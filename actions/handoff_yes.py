"""The button "Ja, graag": a human takes over."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.handoff import hand_over
from actions.turn import read_turn


class ActionHandoffYes(Action):
    """Also when it is pressed later: a wish for a human is honoured at once."""

    def name(self) -> str:
        return "action_handoff_yes"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        return hand_over(dispatcher, read_turn(tracker))
