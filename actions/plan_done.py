"""A step is done: by its button, by its number, or told in words ("aangifte heb ik gedaan")."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.ask import ActionAsk
from actions.hear import hear_choice
from actions.kit import knowledge_base, send
from actions.plan_kept import kept_plan, made_again
from actions.plan_turn import PlanTurn, read_plan_turn
from actions.turn import read_turn
from bot.reply import Plan, PlanStep, Reply
from bot.sentences import sentence
from knowledge.planning.replies import step_reply, ticked_reply, which_event_reply, which_step_reply
from knowledge.planning.state import PlanState
from knowledge.planning.steps import (
    first_open,
    names_a_step,
    names_only_done,
    next_open,
    numbered_step,
    says_not,
    step_with,
    steps_about,
)


class ActionPlanDone(Action):
    """Ticks the step and shows the next; asks which one when several may be meant. Without a plan: a question."""

    def name(self) -> str:
        return "action_plan_done"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        heard = hear_choice(dispatcher, read_turn(tracker))  # "2" may be the second choice of a question back
        if heard is not None:
            return heard
        turn, plan, said = read_plan_turn(tracker), kept_plan(tracker), read_turn(tracker)
        if plan is None and names_only_done(said.text):
            send(dispatcher, Reply(kind="smalltalk", text=sentence("smalltalk.affirm")))
            return []
        if plan is None and names_a_step(said.text):
            send(dispatcher, which_event_reply(knowledge_base().plans, sentence("plan.none_yet")))
            return []
        steps = _meant(plan, turn, said.text) if plan else ()
        if plan is None or turn.kept is None or not steps:
            found: list[dict[str, Any]] = await ActionAsk().run(dispatcher, tracker, domain)
            return found
        if len(steps) > 1:
            send(dispatcher, which_step_reply(steps))
            return []
        if says_not(said.text):
            send(dispatcher, step_reply(plan, steps[0], sentence("plan.not_ticked")))
            return [SlotSet("plan_step", steps[0].id)]
        return _tick(dispatcher, turn.kept, steps[0], said.municipality)


def _tick(
    dispatcher: CollectingDispatcher, kept: PlanState, step: PlanStep, municipality: str | None
) -> list[dict[str, Any]]:
    plan = made_again(kept.ticked({step.id}), municipality)
    if plan is None:
        return []
    send(dispatcher, ticked_reply(plan, step))
    following = next_open(plan, step.id)
    return [SlotSet("plan_step", following.id if following else None)]


def _meant(plan: Plan, turn: PlanTurn, text: str) -> tuple[PlanStep, ...]:
    """The step or steps that may be meant; none when the text is about something else."""
    if not text:
        pressed = step_with(plan, turn.pressed.get("step"))
        return (pressed,) if pressed else ()
    step = numbered_step(plan, text)
    if step is None and names_only_done(text):
        step = step_with(plan, turn.shown_step) or first_open(plan)
    return (step,) if step else _shown_first(steps_about(plan, text), turn.shown_step)


def _shown_first(steps: tuple[PlanStep, ...], shown: str | None) -> tuple[PlanStep, ...]:
    """The step that is on the table is meant, when it may be meant at all."""
    return tuple(step for step in steps if step.id == shown) or steps
