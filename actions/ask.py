"""A question: the way through `knowledge.ask`."""

import asyncio
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.kit import knowledge_base, send
from actions.turn import read_turn
from knowledge.answer import reply_to
from knowledge.ask import ask


class ActionAsk(Action):
    """Answer, ask back, refer, or say that we do not know."""

    def name(self) -> str:
        return "action_ask"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        turn = read_turn(tracker)
        base = knowledge_base()
        outcome = await asyncio.to_thread(ask, base, turn.text, turn.municipality)
        reply = reply_to(outcome, base)
        send(dispatcher, reply)
        return [
            SlotSet("municipality", outcome.municipality),
            SlotSet("shown_topics", [hit.topic for hit in outcome.search.hits[:4]]),
        ]
