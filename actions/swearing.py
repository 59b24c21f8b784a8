"""Somebody swears: calm help. With a question in it, the question is answered."""

import asyncio
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.ask import answer_question
from actions.deliver import deliver
from actions.kit import knowledge_base
from actions.turn import read_turn
from bot.reply import Reply
from bot.sentences import sentence
from knowledge.answer import last_doors
from knowledge.ask import ask
from knowledge.outcomes import Answered


class ActionSwearing(Action):
    """Never swears back, never punishes; a human is named."""

    def name(self) -> str:
        return "action_swearing"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        turn, base = read_turn(tracker), knowledge_base()
        if isinstance(await asyncio.to_thread(ask, base, turn.text, turn.municipality), Answered):
            return await answer_question(dispatcher, turn)
        cards = last_doors(base, turn.municipality)
        ids = tuple(card.id for card in cards)
        return deliver(
            dispatcher, Reply(kind="smalltalk", text=sentence("swearing"), organisations=ids, cards=cards), turn
        )
