"""Make a plan: for the life event of the button, or for the one that the citizen tells about."""

import asyncio
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions.kit import knowledge_base, send
from actions.plan_turn import FORM, PlanTurn, begin, read_plan_turn
from actions.turn import Turn, read_turn
from bot.reply import Reply
from bot.sentences import sentence
from knowledge.answer import reply_to
from knowledge.ask import ask
from knowledge.base import KnowledgeBase
from knowledge.outcomes import Answered
from knowledge.planning.likely import likely_plan
from knowledge.planning.replies import which_event_reply
from knowledge.planning.words import listed, plain


class ActionPlanStart(Action):
    """Starts the questions; when it is not clear what the plan is for, asks that, or answers as any question."""

    def name(self) -> str:
        return "action_plan_start"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        base = knowledge_base()
        found = await asyncio.to_thread(_find, base, read_turn(tracker), read_plan_turn(tracker))
        if isinstance(found, Reply):
            send(dispatcher, found)
            return begin(None)
        return [*begin(found), FollowupAction(FORM)]


def _find(base: KnowledgeBase, turn: Turn, plan_turn: PlanTurn) -> str | Reply:
    """The id of the plan that is meant, or what to say instead."""
    pressed = plan_turn.pressed.get("plan")
    if pressed in base.plans:
        return pressed
    if turn.text and not _asks_for_plan(turn.text):
        return reply_to(ask(base, turn.text, turn.municipality), base)
    if turn.text and not _names_nothing(turn.text):
        return _by_search(base, turn)
    offered = base.plans_of(plan_turn.shown_topic) if plan_turn.shown_topic else ()
    kept = plan_turn.kept.plan if plan_turn.kept and plan_turn.kept.plan in base.plans else None
    if len(offered) == 1 and not (kept and _says_again(turn.text)):
        return offered[0].id
    return kept or which_event_reply({p.id: p for p in offered} or base.plans, sentence("plan.which_event"))


def _by_search(base: KnowledgeBase, turn: Turn) -> str | Reply:
    """Search for what the plan should be for; "stappenplan" itself says nothing about that."""
    subject = " ".join(word for word in plain(turn.text).split() if word not in listed("planning"))
    outcome = ask(base, subject, turn.municipality)
    first = outcome.topic if isinstance(outcome, Answered) else None
    plans = base.plans_of(first) or likely_plan(base.plans.values(), outcome.search.candidates)
    if len(plans) == 1:
        return plans[0].id
    return (
        which_event_reply({p.id: p for p in plans}, sentence("plan.which_event")) if plans else reply_to(outcome, base)
    )


def _asks_for_plan(text: str) -> bool:
    """A wish that only sounds like it ("ik wil een zaak beginnen") is a question; its answer offers the plan."""
    return bool(set(plain(text).split()) & listed("asks_for_plan"))


def _names_nothing(text: str) -> bool:
    """ "Maak een stappenplan", "begin opnieuw met mijn plan": no life event in it."""
    return all(word in listed("planning") for word in plain(text).split())


def _says_again(text: str) -> bool:
    return bool(set(plain(text).split()) & listed("again"))
