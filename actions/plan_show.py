"""The plan once more, as it is now."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.kit import knowledge_base, send
from actions.plan_kept import kept_plan
from actions.turn import read_turn
from bot.sentences import sentence
from knowledge.planning.replies import plan_reply, which_event_reply
from knowledge.planning.steps import first_open


class ActionPlanShow(Action):
    """All steps, with what is done; without a plan the way to get one."""

    def name(self) -> str:
        return "action_plan_show"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        plan = kept_plan(tracker)
        if plan is None:
            send(dispatcher, which_event_reply(knowledge_base().plans, sentence("plan.none_yet")), read_turn(tracker))
            return []
        send(dispatcher, plan_reply(plan, is_new=False), read_turn(tracker))
        step = first_open(plan)
        return [SlotSet("plan_step", step.id if step else None)]
