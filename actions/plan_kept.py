"""The citizen's plan as the gateway keeps it, made again from today's files."""

from rasa_sdk import Tracker

from actions.kit import knowledge_base
from actions.plan_turn import read_plan_turn
from actions.turn import read_turn
from bot.days import today
from bot.reply import Plan
from knowledge.planning.make import remake_plan
from knowledge.planning.state import PlanState


def kept_plan(tracker: Tracker) -> Plan | None:
    """The plan with its ticks; None when there is none, or when its file is gone."""
    state = read_plan_turn(tracker).kept
    return made_again(state, read_turn(tracker).municipality) if state else None


def made_again(state: PlanState, municipality: str | None) -> Plan | None:
    """The plan of a state, for the municipality that is known now."""
    base = knowledge_base()
    plan = base.plans.get(state.plan)
    return remake_plan(plan, state.living_in(municipality), base.register, today()) if plan else None
