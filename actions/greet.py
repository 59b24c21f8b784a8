"""The citizen greets: say who this is, and that it is a computer."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.ask import answer_question
from actions.say import Sentence
from actions.turn import read_turn

# Who says more than this asks something too, also in a language in which it sounds like a greeting to us.
GREETING_WORDS_MAX = 4


class ActionGreet(Sentence):
    sentence_key = "smalltalk.greet"

    def name(self) -> str:
        return "action_greet"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        turn = read_turn(tracker)
        if len(turn.text.split()) > GREETING_WORDS_MAX:
            return await answer_question(dispatcher, turn)
        return await super().run(dispatcher, tracker, domain)
