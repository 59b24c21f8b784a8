"""The ready-made sentences that an agent calls up with `/`: `bot/canned.yml`, which editors may change."""

from functools import cache

import yaml
from pydantic import BaseModel, ConfigDict, Field

from bot.settings import ROOT

FILE = ROOT / "bot" / "canned.yml"


class Canned(BaseModel):
    """`{agent}` in the text becomes the first name of the agent."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str = Field(min_length=1, max_length=60)
    text: str = Field(min_length=1, max_length=1000)
    words: str = Field("", description="Other words by which it is found.")

    def by(self, agent: str) -> str:
        return self.text.replace("{agent}", agent)


@cache
def canned() -> tuple[Canned, ...]:
    """In the order of the file. Raises `pydantic.ValidationError` when it is wrong: the gateway does not start."""
    return tuple(Canned.model_validate(one) for one in yaml.safe_load(FILE.read_text(encoding="utf-8")))
