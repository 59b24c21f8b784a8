"""The button "Nee, nu niet": the conversation stays here."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.handoff import stay
from actions.turn import read_turn


class ActionHandoffNo(Action):
    """One friendly sentence, and no new offer for the same reasons (`knowledge.stuck.offers`)."""

    def name(self) -> str:
        return "action_handoff_no"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        return stay(dispatcher, read_turn(tracker))
