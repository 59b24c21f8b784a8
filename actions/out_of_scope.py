"""It does not look like a matter of government: answer it all the same when a text surely does."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.deliver import deliver
from actions.hear import hear
from actions.kit import knowledge_base
from actions.turn import read_turn
from knowledge.answer import outside_reply, reply_to
from knowledge.ask import ask
from knowledge.outcomes import Answered, Explained, Referred, Several


class ActionOutOfScope(Action):
    """Search decides; what it does not recognise either gets a friendly limit."""

    def name(self) -> str:
        return "action_out_of_scope"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        turn = read_turn(tracker)
        heard = hear(dispatcher, turn)
        if heard is not None:
            return heard
        base = knowledge_base()
        outcome = ask(base, turn.text, turn.municipality)
        known = isinstance(outcome, Answered | Several | Referred | Explained)
        return deliver(dispatcher, reply_to(outcome, base) if known else outside_reply(base, turn.municipality), turn)
