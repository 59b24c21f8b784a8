"""That was not meant: what was given is left out, and what comes next is offered."""

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.ask import answer_question
from actions.deliver import deliver
from actions.hear import hear
from actions.kit import knowledge_base
from actions.turn import Turn, read_turn
from knowledge.following.candidates import ASK_BACKS_MAX, CORRECTION, Begin, candidates_reply, human_reply
from knowledge.following.rest import without_steering


class ActionCorrection(Action):
    """With a subject in it ("nee, ik bedoel de zorgtoeslag") that is what is meant."""

    def name(self) -> str:
        return "action_correction"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        turn = read_turn(tracker)
        heard = hear(dispatcher, turn)
        if heard is not None:
            return heard
        memory = turn.memory.rejecting(turn.memory.focus, *(one.topic for one in turn.memory.open_offers(turn.number)))
        meant = without_steering(turn.text, "rejects")
        if meant:
            asking = replace(memory, ask_backs=max(1, memory.ask_backs))
            return await answer_question(dispatcher, replace(turn, text=meant, memory=asking))
        return reject(dispatcher, replace(turn, memory=memory))


def reject(dispatcher: CollectingDispatcher, turn: Turn, begin: Begin = CORRECTION) -> list[dict[str, Any]]:
    """The next candidates; a human when we have asked often enough. What is wrong stands in the memory already."""
    base, memory = knowledge_base(), turn.memory
    if memory.ask_backs >= ASK_BACKS_MAX:
        return deliver(dispatcher, human_reply(base, turn.municipality), turn, memory=memory)
    reply = candidates_reply(base, memory.question, frozenset(memory.rejected), begin, turn.municipality)
    if not reply.buttons:
        memory = replace(memory, ask_backs=memory.ask_backs + 1, offered=(), yes=None)
    return deliver(dispatcher, reply, turn, memory=memory)
