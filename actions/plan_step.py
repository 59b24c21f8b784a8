"""One step of the plan: the one of the button, the one that is named, or simply the next."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.ask import ActionAsk
from actions.hear import hear_choice
from actions.kit import knowledge_base, send
from actions.plan_kept import kept_plan
from actions.plan_turn import PlanTurn, read_plan_turn
from actions.turn import read_turn
from bot.reply import Plan, PlanStep
from bot.sentences import sentence
from knowledge.planning.replies import plan_reply, step_reply, which_event_reply
from knowledge.planning.steps import (
    names_a_number,
    names_a_step,
    next_open,
    numbered_step,
    previous,
    says_back,
    step_with,
)


class ActionPlanStep(Action):
    """Without a plan it was a question like any other."""

    def name(self) -> str:
        return "action_plan_step"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        heard = hear_choice(dispatcher, read_turn(tracker))  # "2" may be the second choice of a question back
        if heard is not None:
            return heard
        turn, plan, text = read_plan_turn(tracker), kept_plan(tracker), read_turn(tracker).text
        if plan is None and names_a_step(text):
            send(dispatcher, which_event_reply(knowledge_base().plans, sentence("plan.none_yet")), read_turn(tracker))
            return []
        if plan is None:
            found: list[dict[str, Any]] = await ActionAsk().run(dispatcher, tracker, domain)
            return found
        step = _wanted(plan, turn, text)
        send(dispatcher, step_reply(plan, step) if step else plan_reply(plan, is_new=False), read_turn(tracker))
        return [SlotSet("plan_step", step.id if step else None)]


def _wanted(plan: Plan, turn: PlanTurn, text: str) -> PlanStep | None:
    """The step to show; None when all are done, or when the plan has no such number."""
    if not text:
        return step_with(plan, turn.pressed.get("step"))
    if says_back(text):
        return previous(plan, turn.shown_step)
    return numbered_step(plan, text) if names_a_number(text) else next_open(plan, turn.shown_step)
