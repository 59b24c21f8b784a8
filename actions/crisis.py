"""Somebody is in danger or despair: the number first, calm and short, nothing over it.

`weighing` says last that a human can take over.
"""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.kit import knowledge_base, send
from actions.turn import read_turn
from bot.reply import Reply
from bot.sentences import sentence

# Intent → (sentence, organisation whose number it is)
DOORS = {
    "crisis_danger": ("crisis.danger", "alarmnummer-112"),
    "crisis_suicide": ("crisis.suicide", "hulplijn-113"),
    "crisis_violence": ("crisis.violence", "veilig-thuis"),
    "crisis_child": ("crisis.child", "kindertelefoon"),
    "crisis_sexual": ("crisis.sexual", "centrum-seksueel-geweld"),
}


class ActionCrisis(Action):
    """The right number for this danger; without a known kind it is 112."""

    def name(self) -> str:
        return "action_crisis"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        turn = read_turn(tracker)
        key, organisation = DOORS.get(turn.intent, DOORS["crisis_danger"])
        card = knowledge_base().register.card(organisation)
        send(dispatcher, Reply(kind="crisis", text=sentence(key), organisations=(card.id,), cards=(card,)), turn)
        return []
