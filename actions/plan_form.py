"""The answers to the questions of a plan, from buttons and from typed words.

A text that is no answer is handed on (Rasa then rejects the form and the intent's own rule answers), and the question
is asked again in the same reply. What is neither an answer nor a question is asked once more, more plainly.
"""

import asyncio
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.forms import FormValidationAction

from actions.handoff import answers_offer
from actions.kit import knowledge_base
from actions.plan_leaving import leaves
from actions.plan_turn import PlanTurn, read_plan_turn
from actions.turn import Turn, read_turn
from bot.days import today
from knowledge.ask import ask
from knowledge.base import KnowledgeBase
from knowledge.outcomes import Answered, Several
from knowledge.planning.conditions import UNKNOWN, next_question
from knowledge.planning.matching import chosen, is_attempt, is_question, understand, wants_to_stop
from knowledge.planning.revise import revised
from knowledge.planning.schema import LifePlan

# Intents that are about the answer itself; every other one has an action of its own.
ABOUT_THE_ANSWER = frozenset({"ask_question", "nlu_fallback", "affirm", "deny", "not_understood", "out_of_scope"})
ABOUT_THE_ANSWER |= {"plan_answer", "plan_step", "plan_done"}
Slots = dict[str, Any]


class ValidatePlanForm(FormValidationAction):
    """Keeps asking `plan_answer` until every question of the plan is answered or skipped."""

    def name(self) -> str:
        return "validate_plan_form"

    async def required_slots(
        self, domain_slots: list[str], dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any
    ) -> list[str]:
        turn = read_plan_turn(tracker)
        plan = knowledge_base().plans.get(turn.form or "")
        if plan is None or next_question(plan, turn.answers) is None:
            return []
        # first it is heard whether it is an answer after all ("nee" looks like a goodbye)
        return domain_slots if turn.is_answering or not leaves(read_turn(tracker)) else []

    async def extract_plan_answer(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Slots:
        turn = read_plan_turn(tracker)
        plan = knowledge_base().plans.get(turn.form or "")
        if plan is None or not turn.is_answering:
            return {}
        heard = await asyncio.to_thread(_hear, knowledge_base(), plan, turn, read_turn(tracker))
        return {} if heard is None else {"plan_answer": heard}

    def validate_plan_answer(
        self, heard: Slots, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any
    ) -> Slots:
        return {"plan_answer": None, **heard}


def _hear(base: KnowledgeBase, plan: LifePlan, turn: PlanTurn, said: Turn) -> Slots | None:
    """The slots that change; None when another action should answer."""
    question = next_question(plan, turn.answers)
    if turn.pressed.get("question"):
        return _pressed(plan, turn)
    if question is None or not said.text:
        return _rest(plan, turn) if said.intent == "show_plan" else None
    if answers_offer(said) is not None:
        return None
    if wants_to_stop(said.text):
        return {"plan_id": None}
    understood = understand(question, said.text, today())
    if understood is not None:
        return _answered(plan, turn, question.id, understood.answer)
    if not leaves(said) and is_attempt(question, said.text):
        return {"plan_missed": turn.missed + 1}
    if said.intent == "show_plan":
        return _rest(plan, turn)
    if said.intent not in ABOUT_THE_ANSWER or _asks_something(base, said):
        return None
    return {"plan_missed": turn.missed + 1}


def _pressed(plan: LifePlan, turn: PlanTurn) -> Slots:
    """A button, also one of an earlier question: its answer changes."""
    question = plan.question(turn.pressed["question"])
    understood = chosen(question, turn.pressed.get("choice", "")) if question else None
    if question is None or understood is None or turn.pressed.get("plan") != plan.id:
        return {"plan_missed": turn.missed + 1}
    return _answered(plan, turn, question.id, understood.answer)


def _answered(plan: LifePlan, turn: PlanTurn, question: str, answer: str) -> Slots:
    return {"plan_answers": revised(plan, turn.answers, question, answer), "plan_missed": 0}


def _rest(plan: LifePlan, turn: PlanTurn) -> Slots:
    """The citizen wants the plan now: what was not asked stays unknown."""
    answers = dict(turn.answers)
    while (question := next_question(plan, answers)) is not None:
        answers[question.id] = UNKNOWN
    return {"plan_answers": answers, "plan_missed": 0}


def _asks_something(base: KnowledgeBase, said: Turn) -> bool:
    """A question by its form, or a subject that a text surely answers."""
    if said.intent == "not_understood":
        return False
    return is_question(said.text) or isinstance(ask(base, said.text, said.municipality), Answered | Several)
