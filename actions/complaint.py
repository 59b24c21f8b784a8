"""The answer did not help: sorry, what else it may be, and a human."""

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.correction import reject
from actions.hear import hear
from actions.turn import read_turn
from knowledge.following.candidates import COMPLAINT


class ActionComplaint(Action):
    """The topic stays in focus: perhaps only its text fell short."""

    def name(self) -> str:
        return "action_complaint"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        turn = read_turn(tracker)
        heard = hear(dispatcher, turn)
        if heard is not None:
            return heard
        memory = turn.memory
        wrong = memory.rejecting(memory.focus)
        return reject(dispatcher, replace(turn, memory=replace(wrong, topics=memory.topics)), COMPLAINT)
