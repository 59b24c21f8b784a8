"""A choice that is typed instead of pressed: the title, its number, part of it; and what yes and no stand for.

Refuses a choice when the words are a question of their own.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from bot.days import today
from knowledge.planning.matching import understand
from knowledge.planning.schema import Choice, ChoiceQuestion
from knowledge.planning.words import plain

# Longer titles are cut for matching only: the schema of a plan's choice, whose reader is used, holds no more.
TITLE_MAX = 24


@dataclass(frozen=True)
class Offered:
    """A button that was shown."""

    title: str
    payload: str

    @property
    def intent(self) -> str:
        return self.payload.removeprefix("/").split("{", 1)[0]

    @property
    def topic(self) -> str | None:
        return self._entity("topic")

    @property
    def plan(self) -> str | None:
        return self._entity("plan")

    def _entity(self, name: str) -> str | None:
        start = self.payload.find("{")
        value = json.loads(self.payload[start:]).get(name) if start >= 0 else None
        return str(value) if value is not None else None


def typed_choice(text: str, offered: Sequence[Offered]) -> Offered | None:
    """The button that `text` means, or None."""
    said = plain(text)
    exact = next((one for one in offered if said == plain(one.title)), None)
    if exact or len(offered) < 2:
        return exact
    choices = tuple(_choice(number, one) for number, one in enumerate(offered))
    understood = understand(ChoiceQuestion(kind="choice", id="choice", text="?", choices=choices), text, today())
    found = understood.answer if understood else ""
    return offered[int(found.removeprefix("c"))] if found.removeprefix("c").isdecimal() else None


def _choice(number: int, offered: Offered) -> Choice:
    return Choice(id=f"c{number}", title=offered.title[:TITLE_MAX].strip(), also=(offered.title,))
