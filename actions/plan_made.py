"""The questions have ended: the plan is there, or the citizen has left them."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.kit import knowledge_base, send
from actions.plan_leaving import leaves
from actions.plan_turn import begin, read_plan_turn
from actions.turn import read_turn
from bot.days import today
from bot.reply import Reply
from bot.sentences import sentence
from knowledge.answer import last_doors
from knowledge.planning.make import event_day, make_plan
from knowledge.planning.replies import plan_reply
from knowledge.planning.steps import first_open


class ActionPlanMade(Action):
    """Shows the plan; after "stop" says so, and after danger or a human says nothing more."""

    def name(self) -> str:
        return "action_plan_made"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        turn, said, base = read_plan_turn(tracker), read_turn(tracker), knowledge_base()
        plan = base.plans.get(turn.form or "")
        if plan is None or leaves(said):
            if not turn.has_spoken:
                cards = last_doors(base, said.municipality)
                ids = tuple(card.id for card in cards)
                stopped = Reply(kind="smalltalk", text=sentence("plan.stopped"), organisations=ids, cards=cards)
                send(dispatcher, stopped, said)
            return begin(None)
        made = make_plan(plan, turn.answers, event_day(plan, turn.answers), base.register, today(), said.municipality)
        send(dispatcher, plan_reply(made, is_new=True), said)
        step = first_open(made)
        return [*begin(None), SlotSet("plan_step", step.id if step else None)]
