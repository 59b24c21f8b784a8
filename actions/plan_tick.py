"""Ticking the step that a message is about, whichever action heard it."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.kit import send
from actions.plan_kept import kept_plan, made_again
from actions.plan_turn import PlanTurn, read_plan_turn
from actions.turn import Turn, read_turn
from bot.reply import Plan, PlanStep
from bot.sentences import sentence
from knowledge.planning.replies import step_reply, ticked_reply, which_step_reply
from knowledge.planning.state import PlanState
from knowledge.planning.steps import (
    first_open,
    names_only_done,
    next_open,
    numbered_step,
    says_not,
    step_with,
    steps_about,
    tells_a_step_is_done,
)

Events = list[dict[str, Any]]


def tick_what_is_told(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events | None:
    """For a message that was not taken for a tick: only when it plainly tells that a step is done."""
    plan = kept_plan(tracker)
    return tick(dispatcher, tracker) if plan and tells_a_step_is_done(plan, read_turn(tracker).text) else None


def tick(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events | None:
    """Ticks the step and shows the next, or asks which is meant; None without a plan, or when none is meant."""
    turn, plan, said = read_plan_turn(tracker), kept_plan(tracker), read_turn(tracker)
    steps = _meant(plan, turn, said.text) if plan else ()
    if plan is None or turn.kept is None or not steps:
        return None
    if len(steps) > 1:
        send(dispatcher, which_step_reply(steps), said)
        return []
    if says_not(said.text):
        send(dispatcher, step_reply(plan, steps[0], sentence("plan.not_ticked")), said)
        return [SlotSet("plan_step", steps[0].id)]
    return _ticked(dispatcher, turn.kept, steps[0], said)


def _ticked(dispatcher: CollectingDispatcher, kept: PlanState, step: PlanStep, said: Turn) -> Events:
    plan = made_again(kept.ticked({step.id}), said.municipality)
    if plan is None:
        return []
    send(dispatcher, ticked_reply(plan, step), said)
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
