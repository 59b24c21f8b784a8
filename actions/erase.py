"""Deleting the conversation from within it: asked once, and carried out by the gateway on a typed reply."""

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.kit import send
from actions.turn import Turn
from bot.reply import Reply
from bot.sentences import sentence
from knowledge.stuck.consent import ERASE, consent


def hear_erase(dispatcher: CollectingDispatcher, turn: Turn) -> list[dict[str, Any]] | None:
    """The slots of a turn that answered the question; None when it was not asked, or not answered."""
    before = turn.transcript.turns[-2] if len(turn.transcript.turns) > 1 else None
    if before is None or not ERASE.is_asked_in(before.reply):
        return None
    answer = consent(turn.transcript.turns[-1].said, ERASE)
    return answered(dispatcher, turn, answer == "yes") if answer else None


def ask(dispatcher: CollectingDispatcher, turn: Turn) -> list[dict[str, Any]]:
    """What will be gone, and whether that is meant."""
    send(dispatcher, Reply(kind="clarify", text=sentence("erase.ask"), buttons=(ERASE.yes, ERASE.no)), turn)
    return []


def answered(dispatcher: CollectingDispatcher, turn: Turn, is_yes: bool) -> list[dict[str, Any]]:
    text = sentence("erase.done" if is_yes else "erase.kept")
    send(dispatcher, Reply(kind="smalltalk", text=text, erase=is_yes), turn)
    return []
