"""A choice from the buttons of a question back."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.deliver import deliver
from actions.kit import knowledge_base
from actions.turn import read_turn
from knowledge.answer import topic_reply


class ActionChooseTopic(Action):
    """The text of the chosen topic, without searching again."""

    def name(self) -> str:
        return "action_choose_topic"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        turn = read_turn(tracker)
        reply = topic_reply(turn.topic, knowledge_base(), turn.municipality)
        return [*deliver(dispatcher, reply, turn), SlotSet("shown_topics", [turn.topic] if turn.topic else [])]
