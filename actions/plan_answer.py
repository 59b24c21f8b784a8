"""A button of a question after the questions have ended: the answer changes, and the plan is made again."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.kit import knowledge_base, send
from actions.plan_turn import PlanTurn, read_plan_turn
from actions.turn import read_turn
from bot.days import today
from bot.reply import Plan
from bot.sentences import sentence
from knowledge.base import KnowledgeBase
from knowledge.planning.make import answers_in, event_day, make_plan
from knowledge.planning.matching import chosen
from knowledge.planning.replies import plan_reply, which_event_reply
from knowledge.planning.revise import revised


class ActionPlanAnswer(Action):
    """Ticks stay. A button of a plan that was not made leads back to the choice of plans."""

    def name(self) -> str:
        return "action_plan_answer"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        base = knowledge_base()
        turn = read_turn(tracker)
        plan = _changed(base, read_plan_turn(tracker), turn.municipality)
        if plan is None:
            send(dispatcher, which_event_reply(base.plans, sentence("plan.none_yet")), turn)
        else:
            send(dispatcher, plan_reply(plan, is_new=True), turn)
        return []


def _changed(base: KnowledgeBase, turn: PlanTurn, municipality: str | None) -> Plan | None:
    kept, life_plan = turn.kept, base.plans.get(turn.pressed.get("plan", ""))
    question = life_plan.question(turn.pressed.get("question", "")) if life_plan else None
    if kept is None or life_plan is None or question is None or kept.plan != life_plan.id:
        return None
    understood = chosen(question, turn.pressed.get("choice", ""))
    if understood is None:
        return None
    answers = revised(life_plan, answers_in(kept, life_plan), question.id, understood.answer)
    day = event_day(life_plan, answers)
    return make_plan(life_plan, answers, day, base.register, today(), municipality or kept.municipality, kept.done)
