"""The one door to the assistant. Promises a `Reply` for every question; refuses to raise.

Rasa answers with exactly one `custom` JSON a turn. None, several, an unknown shape, a time-out or no Rasa at
all become an apology that names a human to call. The log says what went wrong, never what was asked.
"""

import asyncio
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

import httpx
from pydantic import ValidationError

from bot.reply import OrganisationCard, Phone, Reply, resumed
from bot.sentences import sentence
from knowledge.planning.state import PlanState

RETRY_SECONDS = 1.0  # Rasa needs a moment to come back after a restart; one try, the citizen is waiting
READY_SECONDS = 2.0

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Question:
    """What the assistant gets: masked words, or the payload of a button that was pressed.

    `sequence` is the one of the stored message, so that a summary can point to it. `topic`: what a human
    talked about with this citizen before giving the conversation back.
    """

    conversation_id: UUID
    episode: int
    text: str
    payload: str | None = None
    channel: str = "web"
    language: str | None = None
    municipality: str | None = None
    plan: PlanState | None = None
    sequence: int = 0
    topic: str | None = None

    @property
    def sender(self) -> str:
        """A dialogue of its own for every episode: a closed one leaves nothing behind."""
        return f"{self.conversation_id}:{self.episode}"


class Assistant(Protocol):
    """Answers questions. The offline one does it in this process; the other asks Rasa."""

    async def answer(self, question: Question) -> Reply: ...

    async def is_ready(self) -> bool: ...

    async def close(self) -> None: ...


class UnusableAnswerError(Exception):
    """Rasa answered with something that is not one reply. The message says what, without its words."""


class RasaAssistant:
    """Rasa behind its REST channel at `url`; a turn takes at most `timeout_seconds` per try."""

    def __init__(self, url: str, timeout_seconds: float) -> None:
        self._http = httpx.AsyncClient(base_url=url, timeout=timeout_seconds, trust_env=False)

    async def answer(self, question: Question) -> Reply:
        try:
            return parse(await self._ask(question))
        except (httpx.HTTPError, UnusableAnswerError) as error:
            log.warning("no usable answer for %s: %s", question.sender, _reason(error))
            return apology()

    async def is_ready(self) -> bool:
        """Does the REST channel answer? Rasa opens its port only when the model is loaded."""
        response = await self._http.get("/webhooks/rest/", timeout=READY_SECONDS)
        return response.is_success

    async def close(self) -> None:
        await self._http.aclose()

    async def _ask(self, question: Question) -> Any:
        try:
            return await self._post(question)
        except httpx.TimeoutException:
            raise  # it may still be thinking: asking again would make it answer twice
        except httpx.TransportError:
            await asyncio.sleep(RETRY_SECONDS)
            return await self._post(question)

    async def _post(self, question: Question) -> Any:
        response = await self._http.post("/webhooks/rest/webhook", json=_body(question))
        response.raise_for_status()
        try:
            return response.json()
        except ValueError as error:
            raise UnusableAnswerError("not JSON") from error


class OfflineAssistant:
    """An assistant that is a function (which may block): for tests, and to try the gateway without Rasa."""

    def __init__(self, respond: Callable[[Question], Reply]) -> None:
        self._respond = respond

    async def answer(self, question: Question) -> Reply:
        return await asyncio.to_thread(self._respond, question)

    async def is_ready(self) -> bool:
        return True

    async def close(self) -> None:
        return None


def parse(answer: Any) -> Reply:
    """The reply in Rasa's list of messages. Raises UnusableAnswerError unless there is exactly one.

    One exception: a form that was interrupted asks its question again after the answer; the two become one.
    """
    if not isinstance(answer, list):
        raise UnusableAnswerError("not a list of messages")
    customs = [message["custom"] for message in answer if isinstance(message, dict) and "custom" in message]
    if len(customs) not in (1, 2):
        raise UnusableAnswerError(f"{len(customs)} replies among {len(answer)} messages")
    first, *more = [_reply(custom) for custom in customs]
    if not more:
        return first
    if more[0].kind != "clarify":
        raise UnusableAnswerError("2 replies, and the second asks nothing")
    return resumed(first, more[0])


def _reply(custom: Any) -> Reply:
    raw = json.dumps(custom)
    if "\\u0000" in raw:
        raise UnusableAnswerError("a NUL character, which PostgreSQL cannot keep")
    try:
        return Reply.model_validate_json(raw)
    except ValidationError as error:
        fields = sorted({".".join(map(str, found["loc"])) for found in error.errors()})
        raise UnusableAnswerError(f"unknown shape at {', '.join(fields) or 'the top'}") from error


def apology() -> Reply:
    """What the citizen reads when the assistant cannot answer: sorry, and who can be called."""
    phone = Phone(number=sentence("gateway.apology_phone"), text=sentence("gateway.apology_phone_text"))
    card = OrganisationCard(
        id="informatie-rijksoverheid",
        name=sentence("gateway.apology_organisation"),
        website=sentence("gateway.apology_website"),
        phones=(phone,),
    )
    return Reply(kind="apology", text=sentence("gateway.apology"), organisations=(card.id,), cards=(card,))


def _body(question: Question) -> dict[str, Any]:
    # Rasa takes "/name" for an order (such as /restart): only a button of ours may give one.
    message = question.payload or question.text.lstrip("/ \t\n") or question.text.replace("/", " ")
    metadata = {
        "conversation": str(question.conversation_id),
        "channel": question.channel,
        "language": question.language,
        "municipality": question.municipality,
        "sequence": question.sequence,
        "title": question.text if question.payload else "",
        "topic": question.topic,
        "plan": question.plan.as_json() if question.plan else None,
    }
    return {"sender": question.sender, "message": message, "metadata": metadata}


def _reason(error: Exception) -> str:
    if isinstance(error, httpx.HTTPStatusError):
        return f"HTTP {error.response.status_code}"
    return str(error) if isinstance(error, UnusableAnswerError) else type(error).__name__
