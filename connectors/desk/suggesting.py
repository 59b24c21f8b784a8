"""Suggestions for the newest question of one open page, asked for beside everything else that the page does."""

import asyncio
from collections.abc import Callable

from connectors.desk.suggestions import About, Suggest, Suggestion


class Suggesting:
    """`wake` is called when there is something to take."""

    def __init__(self, suggest: Suggest, wake: Callable[[], None]) -> None:
        self._suggest, self._wake = suggest, wake
        self._asked: About | None = None
        self._task: asyncio.Task[tuple[Suggestion, ...] | None] | None = None

    @property
    def question(self) -> str:
        return self._asked.question if self._asked else ""

    def about(self, about: About) -> bool:
        """Begins to look, unless this was asked already; an older search is given up."""
        if about == self._asked:
            return False
        self.stop()
        self._asked = about
        self._task = asyncio.create_task(self._find(about))
        self._task.add_done_callback(lambda _: self._wake())
        return True

    def taken(self) -> tuple[tuple[Suggestion, ...] | None] | None:
        """What was found, once; None while there is nothing new."""
        if self._task is None or not self._task.done() or self._task.cancelled():
            return None
        found = self._task.result()
        self._task = None
        return (found,)

    def stop(self) -> None:
        if self._task:
            self._task.cancel()

    async def _find(self, about: About) -> tuple[Suggestion, ...] | None:
        return await self._suggest(about)
