"""What the actions of a plan may know: the form under way, the plan that was made, and the button that was pressed.

The slots live only while questions are asked. The plan itself is kept by the gateway, which sends it along with
every message.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from knowledge.planning.state import PlanState

FORM = "plan_form"


@dataclass(frozen=True)
class PlanTurn:
    """`form` is the plan whose questions are asked; `missed` counts answers in a row that were not understood."""

    form: str | None
    answers: Mapping[str, str]
    missed: int
    shown_step: str | None
    # the text that was shown last
    shown_topic: str | None
    kept: PlanState | None
    # did an action of this turn say something already?
    has_spoken: bool
    # was this message said while the form waited for an answer, and not yet handed to another action?
    is_answering: bool
    # what a button carries
    pressed: Mapping[str, str] = field(default_factory=dict)


def read_plan_turn(tracker: Tracker) -> PlanTurn:
    """The tracker and the message's metadata as plain data."""
    metadata = tracker.latest_message.get("metadata") or {}
    since = _since_the_message(tracker)
    handed_on = any(event["event"] in ("active_loop", "action_execution_rejected") for event in since)
    entities = ((name, next(tracker.get_latest_entity_values(name), None)) for name in _ENTITIES)
    return PlanTurn(
        form=tracker.get_slot("plan_id"),
        answers=tracker.get_slot("plan_answers") or {},
        missed=int(tracker.get_slot("plan_missed") or 0),
        shown_step=tracker.get_slot("plan_step"),
        shown_topic=next(iter(tracker.get_slot("shown_topics") or ()), None),
        kept=PlanState.from_json(metadata["plan"]) if metadata.get("plan") else None,
        has_spoken=any(event["event"] == "bot" for event in since),
        is_answering=(tracker.active_loop or {}).get("name") == FORM and not handed_on,
        pressed={name: str(value) for name, value in entities if value is not None},
    )


_ENTITIES = ("plan", "question", "choice", "step")


def begin(plan_id: str | None) -> list[dict[str, Any]]:
    """The slots of a form that starts (or, with None, is left): nothing answered yet."""
    return [SlotSet("plan_id", plan_id), SlotSet("plan_answers", {}), SlotSet("plan_missed", 0)]


def _since_the_message(tracker: Tracker) -> list[dict[str, Any]]:
    """The events after what the citizen said last."""
    after: list[dict[str, Any]] = []
    for event in reversed(tracker.events):
        if event["event"] == "user":
            break
        after.append(event)
    return after
