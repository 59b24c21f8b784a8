"""Plans and register for the gateway, read when the first plan is asked for: a gateway without plans reads nothing."""

import asyncio
from dataclasses import dataclass
from functools import cached_property

from bot.days import today
from bot.reply import Plan
from knowledge.planning.load import load_plans
from knowledge.planning.make import remake_plan
from knowledge.planning.schema import LifePlan
from knowledge.planning.state import PlanState
from knowledge.register import Register, load_register


@dataclass(frozen=True)
class _Read:
    plans: dict[str, LifePlan]
    register: Register


class Shelf:
    """Makes the plan of a state again. Reading takes some seconds the first time, in a thread of its own."""

    def __init__(self) -> None:
        self._lock = asyncio.Lock()

    async def plan(self, state: PlanState) -> Plan | None:
        """The plan as the files are now; None when its file is gone."""
        async with self._lock:
            read = await asyncio.to_thread(lambda: self._read)
        found = read.plans.get(state.plan)
        return remake_plan(found, state, read.register, today()) if found else None

    @cached_property
    def _read(self) -> _Read:
        register = load_register()
        return _Read(load_plans(register), register)
