"""The citizen names a place: remembered for the conversation, changeable, confirmed or asked back when in doubt."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.ask import answer_question
from actions.deliver import deliver
from actions.hear import hear
from actions.kit import knowledge_base
from actions.turn import read_turn
from knowledge.placing import municipality_reply, other_place_reply


class ActionMyPlace(Action):
    """A message that is about where the citizen lives; what else it asks is answered as a question."""

    def name(self) -> str:
        return "action_my_place"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        turn = read_turn(tracker)
        heard = hear(dispatcher, turn)
        return heard if heard is not None else await answer_question(dispatcher, turn)


class ActionChoosePlace(Action):
    """A choice from the buttons of a question about a place."""

    def name(self) -> str:
        return "action_choose_place"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        turn = read_turn(tracker)
        base = knowledge_base()
        if turn.place is None or turn.place not in base.register.municipalities:
            events = deliver(dispatcher, other_place_reply(), turn)
            return [*events, SlotSet("place_asked", True)]
        reply = municipality_reply(turn.place, base, turn.shown_organisations)
        return [*deliver(dispatcher, reply, turn), SlotSet("municipality", turn.place)]
