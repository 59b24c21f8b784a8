"""A yes: to what was asked, also a turn ago; else to nothing in particular."""

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.deliver import deliver
from actions.hear import hear, press
from actions.kit import knowledge_base, send
from actions.turn import Turn, read_turn
from bot.reply import Reply
from bot.sentences import sentence
from knowledge.following.candidates import ASK_BACKS_MAX, choose_reply, human_reply


class ActionAffirm(Action):
    """A yes to several choices at once is asked back: which one?"""

    def name(self) -> str:
        return "action_affirm"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        turn = read_turn(tracker)
        heard = hear(dispatcher, turn)
        if heard is not None:
            return heard
        meant = turn.memory.open_yes(turn.number)
        if meant:
            return press(dispatcher, turn, meant)
        if turn.memory.ask_backs and turn.memory.open_offers(turn.number):
            return _which_one(dispatcher, turn)
        send(dispatcher, Reply(kind="smalltalk", text=sentence("smalltalk.affirm")), turn)
        return []


def _which_one(dispatcher: CollectingDispatcher, turn: Turn) -> list[dict[str, Any]]:
    if turn.memory.ask_backs >= ASK_BACKS_MAX:
        return deliver(dispatcher, human_reply(knowledge_base(), turn.municipality), turn)
    reply = choose_reply(turn.memory.offered)
    return deliver(dispatcher, reply, turn, memory=replace(turn.memory, yes=None))
