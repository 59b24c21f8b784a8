"""More about the same: the whole text, and after that its source and the topics beside it."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.ask import answer_question
from actions.deliver import deliver
from actions.hear import hear
from actions.kit import knowledge_base
from actions.turn import read_turn
from knowledge.following.parts import more_reply


class ActionMoreDetail(Action):
    """Without an answer before it, it is a question like any other."""

    def name(self) -> str:
        return "action_more_detail"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        turn, base = read_turn(tracker), knowledge_base()
        heard = hear(dispatcher, turn)
        if heard is not None:
            return heard
        focus = turn.memory.focus
        if focus not in base.titles:
            return await answer_question(dispatcher, turn)
        return deliver(dispatcher, more_reply(focus, base, turn.municipality, turn.memory.is_whole), turn)
