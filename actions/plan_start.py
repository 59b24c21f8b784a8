"""Make a plan: for the life event of the button, or for the one that the citizen tells about."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions.ask import answer_question
from actions.kit import knowledge_base, send
from actions.plan_turn import FORM, PlanTurn, begin, read_plan_turn
from actions.plan_wish import wish_heard
from actions.turn import Turn, read_turn
from bot.reply import Reply
from bot.sentences import sentence
from knowledge.base import KnowledgeBase
from knowledge.planning.replies import which_event_reply
from knowledge.planning.wish import asks_for_plan, names_nothing
from knowledge.planning.words import listed, plain


class ActionPlanStart(Action):
    """Starts the questions; when it is not clear what the plan is for, asks that, or answers as any question."""

    def name(self) -> str:
        return "action_plan_start"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        turn, plan_turn = read_turn(tracker), read_plan_turn(tracker)
        if _tells_something(turn, plan_turn):
            heard = await wish_heard(dispatcher, turn) if asks_for_plan(turn.text) else None
            return heard or [*begin(None), *await answer_question(dispatcher, turn)]
        found = _known(knowledge_base(), turn, plan_turn)
        if isinstance(found, Reply):
            send(dispatcher, found, turn)
            return begin(None)
        return [*begin(found), FollowupAction(FORM)]


def _tells_something(turn: Turn, plan_turn: PlanTurn) -> bool:
    """More than "maak een stappenplan"."""
    is_pressed = plan_turn.pressed.get("plan") in knowledge_base().plans
    return bool(turn.text) and not is_pressed and not (asks_for_plan(turn.text) and names_nothing(turn.text))


def _known(base: KnowledgeBase, turn: Turn, plan_turn: PlanTurn) -> str | Reply:
    """The plan of the button, of the text that was shown last, or the one that there is; else the question which."""
    pressed = plan_turn.pressed.get("plan")
    if pressed in base.plans:
        return pressed
    offered = base.plans_of(plan_turn.shown_topic) if plan_turn.shown_topic else ()
    kept = plan_turn.kept.plan if plan_turn.kept and plan_turn.kept.plan in base.plans else None
    if len(offered) == 1 and not (kept and _says_again(turn.text)):
        return offered[0].id
    return kept or which_event_reply({p.id: p for p in offered} or base.plans, sentence("plan.which_event"))


def _says_again(text: str) -> bool:
    return bool(set(plain(text).split()) & listed("again"))
