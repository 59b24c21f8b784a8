"""The citizen wants what was said gone: say what that means, and ask."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.erase import ask
from actions.hear import hear
from actions.turn import read_turn


class ActionDeleteConversation(Action):
    """Works in every channel; said once more after the question, it is a yes in other words only when it is one."""

    def name(self) -> str:
        return "action_delete_conversation"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        turn = read_turn(tracker)
        heard = hear(dispatcher, turn)
        return heard if heard is not None else ask(dispatcher, turn)
