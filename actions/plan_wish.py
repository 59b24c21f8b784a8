"""Somebody tells what happened and asks for a plan in one breath: the questions begin, or the plans to choose from."""

import asyncio
from typing import Any

from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions.kit import knowledge_base, send
from actions.plan_turn import FORM, begin
from actions.turn import Turn
from bot.sentences import sentence
from knowledge.planning.replies import which_event_reply
from knowledge.wished_plan import wished_plan


async def wish_heard(dispatcher: CollectingDispatcher, turn: Turn) -> list[dict[str, Any]] | None:
    """The events of the turn; None when no plan is for this, so that it is a question like any other."""
    base = knowledge_base()
    wish = await asyncio.to_thread(wished_plan, base, turn.text, turn.municipality)
    if wish.is_sure:
        return [*begin(wish.plans[0].id), FollowupAction(FORM)]
    if not wish.plans:
        return None
    send(dispatcher, which_event_reply({plan.id: plan for plan in wish.plans}, sentence("plan.which_event")), turn)
    return begin(None)
