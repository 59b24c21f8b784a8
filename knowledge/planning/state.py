"""A citizen's plan in so few facts that it can be kept, handed on and made again: no word of the citizen.

`PlanState` goes from the gateway to the assistant with every message and comes back in the `Plan` of a reply.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.reply import Plan, PlanAnswer


@dataclass(frozen=True)
class PlanState:
    """`answers` are pairs of words as `PlanAnswer` has them; `done` are ids of steps."""

    plan: str
    answers: tuple[PlanAnswer, ...] = ()
    event_date: date | None = None
    done: frozenset[str] = frozenset()
    # name or gm code of the municipality whose desk the plan names
    municipality: str | None = None

    @classmethod
    def of(cls, plan: Plan, municipality: str | None = None) -> "PlanState":
        done = frozenset(step.id for step in plan.steps if step.done)
        return cls(plan.id, plan.answers, plan.event_date, done, municipality)

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> "PlanState":
        """The state that `as_json` wrote; raises KeyError or ValueError for anything else."""
        event_date = found["event_date"]
        return cls(
            plan=str(found["plan"]),
            answers=tuple(PlanAnswer.model_validate(answer) for answer in found["answers"]),
            event_date=date.fromisoformat(event_date) if event_date else None,
            done=frozenset(found["done"]),
            municipality=found.get("municipality"),
        )

    def as_json(self) -> dict[str, Any]:
        return {
            "plan": self.plan,
            "answers": [answer.model_dump() for answer in self.answers],
            "event_date": self.event_date.isoformat() if self.event_date else None,
            "done": sorted(self.done),
            "municipality": self.municipality,
        }

    def ticked(self, steps: Collection[str], done: bool = True) -> "PlanState":
        """The same plan with these steps done, or not done after all."""
        changed = self.done | frozenset(steps) if done else self.done - frozenset(steps)
        return replace(self, done=changed)

    def living_in(self, municipality: str | None) -> "PlanState":
        """The same plan for another municipality; None changes nothing."""
        return replace(self, municipality=municipality or self.municipality)
