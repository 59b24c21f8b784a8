"""None of the choices that were offered."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.kit import knowledge_base, send
from actions.turn import read_turn
from bot.reply import Reply
from bot.sentences import sentence
from knowledge.answer import last_doors


class ActionSomethingElse(Action):
    """Ask for other words, and name where a human can be found."""

    def name(self) -> str:
        return "action_something_else"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        cards = last_doors(knowledge_base(), read_turn(tracker).municipality)
        ids = tuple(card.id for card in cards)
        send(
            dispatcher,
            Reply(kind="clarify", text=sentence("ask_back.rephrase"), organisations=ids, cards=cards),
        )
        return []
