"""A choice from the buttons of a question back."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.deliver import deliver
from actions.kit import knowledge_base
from actions.turn import Turn, read_turn
from knowledge.answer import topic_reply


class ActionChooseTopic(Action):
    """The text of the chosen topic, without searching again."""

    def name(self) -> str:
        return "action_choose_topic"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        turn = read_turn(tracker)
        return show_topic(dispatcher, turn, turn.topic)


def show_topic(dispatcher: CollectingDispatcher, turn: Turn, topic: str | None) -> list[dict[str, Any]]:
    """The whole text of `topic`, which is then what the conversation is about."""
    reply = topic_reply(topic, knowledge_base(), turn.municipality)
    return [*deliver(dispatcher, reply, turn), SlotSet("shown_topics", [topic] if topic else [])]
