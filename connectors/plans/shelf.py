"""Plans and register for the gateway, read when the first plan is asked for, and again when another build serves.

The files are those that the index in use carries, so that chat, print and calendar say the same.
"""

import asyncio
from dataclasses import dataclass

from bot.days import today
from bot.reply import Plan
from bot.settings import Settings
from knowledge.contents import read_register
from knowledge.index import CONTENTS, current_build
from knowledge.library import Library
from knowledge.planning.load import load_plans
from knowledge.planning.make import remake_plan
from knowledge.planning.schema import LifePlan
from knowledge.planning.state import PlanState
from knowledge.register import Register


@dataclass(frozen=True)
class _Read:
    build: str | None
    plans: dict[str, LifePlan]
    register: Register


class Shelf:
    """Makes the plan of a state again. Reading takes some seconds, in a thread, once a build."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = asyncio.Lock()
        self._read: _Read | None = None

    async def plan(self, state: PlanState) -> Plan | None:
        """The plan as the files are now; None when its file is gone."""
        async with self._lock:
            read = await asyncio.to_thread(self._current)
        found = read.plans.get(state.plan)
        return remake_plan(found, state, read.register, today()) if found else None

    def _current(self) -> _Read:
        build = current_build(self._settings.index_dir)
        if self._read is None or self._read.build != build:
            library = self._library(build)
            register = read_register(library)
            self._read = _Read(build, load_plans(register, library.plans, library.texts), register)
        return self._read

    def _library(self, build: str | None) -> Library:
        """What the build carries; the files of the editors when there is none."""
        copied = self._settings.index_dir / "builds" / (build or "") / CONTENTS
        return Library.copied_into(copied) if build and copied.is_dir() else Library.of(self._settings)
