"""The button "Ja, wissen"."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.erase import answered
from actions.turn import read_turn


class ActionEraseYes(Action):
    """The gateway deletes; this says so."""

    def name(self) -> str:
        return "action_erase_yes"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        return answered(dispatcher, read_turn(tracker), is_yes=True)
