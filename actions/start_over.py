"""Start over: what the conversation was about is forgotten."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import AllSlotsReset
from rasa_sdk.executor import CollectingDispatcher

from actions.kit import send
from actions.turn import read_turn
from bot.reply import Reply
from bot.sentences import sentence


class ActionStartOver(Action):
    """Place, subjects, and where the citizen has been: all gone. What was said stays until it is deleted."""

    def name(self) -> str:
        return "action_start_over"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        send(dispatcher, Reply(kind="smalltalk", text=sentence("start_over")), read_turn(tracker))
        return [AllSlotsReset()]
