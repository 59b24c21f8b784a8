"""The people of `plan_people.yaml`, and a walk of one of them through the questions of a plan."""

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict

from bot.reply import Plan, Reply
from knowledge.planning.conditions import next_question
from knowledge.planning.make import event_day, make_plan
from knowledge.planning.matching import chosen, understand
from knowledge.planning.replies import question_reply
from knowledge.planning.revise import revised
from knowledge.planning.schema import LifePlan
from tests.knowledge.planning import TODAY, register

FILE = Path(__file__).parent / "plan_people.yaml"
PRESSED = "▸ "


class Person(BaseModel):
    """Somebody with a plan, what they answer, and what has to be in their plan and what not."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    plan: str
    who: str
    says: tuple[str, ...]
    missed: int = 0
    first: str | None = None
    steps: tuple[str, ...]
    unsure: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    dates: Mapping[str, date] = {}
    undated: tuple[str, ...] = ()
    through: str | None = None

    @property
    def names(self) -> frozenset[str]:
        """Every step that is spoken of."""
        return frozenset((*self.steps, *self.unsure, *self.never, *self.dates, *self.undated))


@cache
def people() -> tuple[Person, ...]:
    """Everybody, in the order of the file."""
    found: dict[str, list[dict[str, Any]]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return tuple(Person.model_validate({"plan": plan, **person}) for plan, each in found.items() for person in each)


def walked(plan: LifePlan, person: Person) -> tuple[tuple[Reply, ...], Plan]:
    """The questions as they were asked, and the plan at the end. Raises AssertionError when an answer is misread."""
    asked: list[Reply] = []
    answers: dict[str, str] = {}
    missed = 0
    for said in person.says:
        question = next_question(plan, answers)
        assert question is not None, f"nothing is asked any more, and {said!r} is left"
        asked.append(question_reply(plan, answers, ""))
        understood = chosen(question, pressed(asked[-1], said)) if said.startswith(PRESSED) else None
        understood = understood or understand(question, said, TODAY)
        missed += understood is None
        answers = revised(plan, answers, question.id, understood.answer) if understood else answers
    assert next_question(plan, answers) is None, f"a question is left: {next_question(plan, answers)}"
    assert missed == person.missed, f"{missed} answers were no answer"
    return tuple(asked), make_plan(plan, answers, event_day(plan, answers), register(), TODAY, "Utrecht")


def pressed(asked: Reply, said: str) -> str:
    """The choice in the payload of the button with this title."""
    title = said.removeprefix(PRESSED)
    payload = next((button.payload for button in asked.buttons if button.title == title), None)
    assert payload is not None, f"no button {title!r}"
    return str(json.loads(payload[payload.index("{") :])["choice"])


def judge(person: Person, steps: list[tuple[str, bool]]) -> list[str]:
    """What is wrong with a plan of `(step, is unsure)`; an empty list when all is as expected."""
    ids = [step for step, _ in steps]
    unsure = {step for step, is_unsure in steps if is_unsure}
    wrong = [f"{step} is missing" for step in (*person.steps, *person.unsure) if step not in ids]
    wrong += [f"{step} should not be there" for step in person.never if step in ids]
    wrong += [f"{step} does not say when it applies" for step in person.unsure if step not in unsure]
    wrong += [f"{step} should be certain" for step in person.steps if step in unsure]
    places = [ids.index(step) for step in person.steps if step in ids]
    wrong += [] if places == sorted(places) else [f"order: {[ids[place] for place in sorted(places)]}"]
    wrong += [f"begins with {ids[0]}"] if person.first and ids[0] != person.first else []
    return wrong
