"""A no: to a guess, to the choices that were offered, or to nothing in particular."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.hear import hear
from actions.kit import send
from actions.something_else import none_of_these
from actions.turn import read_turn
from bot.reply import Reply
from bot.sentences import sentence


class ActionDeny(Action):
    """A no to a question back is *something else*."""

    def name(self) -> str:
        return "action_deny"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        turn = read_turn(tracker)
        heard = hear(dispatcher, turn)
        if heard is not None:
            return heard
        if turn.memory.ask_backs:
            return none_of_these(dispatcher, turn)
        send(dispatcher, Reply(kind="smalltalk", text=sentence("smalltalk.deny")), turn)
        return []
