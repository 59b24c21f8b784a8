"""Texts that may answer the citizen's last question, for the agent to choose from.

The encoder lives in the action server's process, so that is asked, with little patience: an agent must never wait for a
suggestion. Whatever goes wrong, there is none, and the agent is told so.
"""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import httpx
from pydantic import BaseModel, ConfigDict, ValidationError

MAX = 3
PATIENCE_SECONDS = 3.0
PATH = "/suggestions"

log = logging.getLogger(__name__)


class Suggestion(BaseModel):
    """`text` is what is inserted; `source` says whose text it is."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    topic: str
    title: str
    text: str
    source_title: str = ""
    source_url: str = ""


@dataclass(frozen=True)
class About:
    """What to look for: the citizen's words (masked) and the gm code of the municipality when it is known."""

    question: str
    municipality: str | None = None


# None: it could not be asked. An empty tuple: nothing fits.
Suggest = Callable[[About], Awaitable[tuple[Suggestion, ...] | None]]


class _Found(BaseModel):
    suggestions: tuple[Suggestion, ...]


async def no_suggestions(about: About) -> tuple[Suggestion, ...] | None:
    """For a gateway without an action server."""
    return None


def from_action_server(url: str) -> Suggest:
    """Asks the action server at `url`."""

    async def suggest(about: About) -> tuple[Suggestion, ...] | None:
        wanted = {"question": about.question, "municipality": about.municipality, "count": MAX}
        try:
            async with httpx.AsyncClient(timeout=PATIENCE_SECONDS, trust_env=False) as client:
                answer = await client.post(f"{url}{PATH}", json=wanted)
                answer.raise_for_status()
            return _Found.model_validate_json(answer.content).suggestions
        except (httpx.HTTPError, ValidationError) as error:
            log.warning("no suggestions: %s", type(error).__name__)
            return None

    return suggest
