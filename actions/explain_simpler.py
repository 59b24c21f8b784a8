"""The same in fewer and simpler words."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.deliver import deliver
from actions.kit import knowledge_base
from actions.not_understood import ActionNotUnderstood
from actions.turn import read_turn
from knowledge.following.parts import simple_reply


class ActionExplainSimpler(Action):
    """Without an answer before it, Wegwijs asks what it is about."""

    def name(self) -> str:
        return "action_explain_simpler"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        turn, base = read_turn(tracker), knowledge_base()
        focus = turn.memory.focus
        if focus not in base.titles:
            asked: list[dict[str, Any]] = await ActionNotUnderstood().run(dispatcher, tracker, domain)
            return asked
        return deliver(dispatcher, simple_reply(focus, base, turn.municipality), turn)
