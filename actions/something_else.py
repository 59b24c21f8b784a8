"""None of the choices that were offered."""

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.deliver import deliver
from actions.kit import knowledge_base
from actions.turn import Turn, read_turn
from bot.reply import Reply
from bot.sentences import sentence
from knowledge.answer import last_doors
from knowledge.following.candidates import ASK_BACKS_MAX, human_reply


class ActionSomethingElse(Action):
    """Ask for other words, and name where a human can be found."""

    def name(self) -> str:
        return "action_something_else"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        return none_of_these(dispatcher, read_turn(tracker))


def none_of_these(dispatcher: CollectingDispatcher, turn: Turn) -> list[dict[str, Any]]:
    """What was offered is not it: once more in other words; asked often enough, a human."""
    base = knowledge_base()
    memory = turn.memory.rejecting(*(one.topic for one in turn.memory.offered))
    if memory.ask_backs >= ASK_BACKS_MAX:
        return deliver(dispatcher, human_reply(base, turn.municipality), turn, memory=memory)
    cards = last_doors(base, turn.municipality)
    ids = tuple(card.id for card in cards)
    reply = Reply(kind="clarify", text=sentence("ask_back.rephrase"), organisations=ids, cards=cards)
    asked = replace(memory, ask_backs=memory.ask_backs + 1, offered=(), yes=None)
    return deliver(dispatcher, reply, turn, memory=asked)
