"""The next question of a plan, with its choices as buttons."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.kit import knowledge_base, send
from actions.plan_turn import PlanTurn, read_plan_turn
from actions.turn import read_turn
from bot.sentences import sentence
from knowledge.planning.conditions import NO_ANSWER, next_question, questions_in_all
from knowledge.planning.make import answer_words
from knowledge.planning.replies import question_reply
from knowledge.planning.schema import LifePlan

# After so many misses in a row the way out is named as well.
MISSES_WITHOUT_HELP = 1


class ActionAskPlanAnswer(Action):
    """Rasa's form calls this whenever a question is open; the name is Rasa's convention (`action_ask_<slot>`)."""

    def name(self) -> str:
        return "action_ask_plan_answer"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        turn = read_plan_turn(tracker)
        plan = knowledge_base().plans.get(turn.form or "")
        if plan is not None and next_question(plan, turn.answers) is not None:
            send(dispatcher, question_reply(plan, turn.answers, _before(plan, turn)), read_turn(tracker))
        return []


def _before(plan: LifePlan, turn: PlanTurn) -> str:
    """What is said before the question: why it is asked (again), or what was noted."""
    if turn.has_spoken:
        return sentence("plan.resume")
    if turn.missed:
        return _missed(plan, turn)
    if not turn.answers:
        count = questions_in_all(plan, turn.answers)
        return sentence("plan.first_question_only") if count == 1 else sentence("plan.first_question", count=count)
    question_id, answer = list(turn.answers.items())[-1]
    question = plan.question(question_id)
    if question is None or answer in NO_ANSWER:
        return sentence("plan.noted_unknown")
    return sentence("plan.noted", answer=answer_words(question, answer))


def _missed(plan: LifePlan, turn: PlanTurn) -> str:
    question = next_question(plan, turn.answers)
    is_date = question is not None and question.kind == "date"
    text = sentence("plan.missed_date" if is_date else "plan.missed")
    return f"{text} {sentence('plan.missed_again')}" if turn.missed > MISSES_WITHOUT_HELP else text
