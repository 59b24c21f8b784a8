"""The general rule fits badly: where an exception may be asked for, about whom the conversation is."""

import asyncio
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.deliver import deliver
from actions.kit import knowledge_base
from actions.turn import read_turn
from knowledge.exceptions import exception_reply, organisation_in_focus


class ActionRulesHurt(Action):
    """Plain words and doors in order; promises nothing."""

    def name(self) -> str:
        return "action_rules_hurt"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        turn = read_turn(tracker)
        base = knowledge_base()
        focus = await asyncio.to_thread(organisation_in_focus, turn.text, base, turn.shown_organisations)
        reply = exception_reply(base, focus, turn.municipality)
        return deliver(dispatcher, reply, turn, reply.organisations)
