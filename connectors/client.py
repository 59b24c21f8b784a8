"""A citizen's side of the public API, for `wegwijs talk`, `wegwijs bench` and the tests of the whole stack."""

import time
from dataclasses import dataclass, field
from typing import Any, Self
from uuid import uuid4

import httpx

from bot.sentences import sentence
from knowledge.problems import KnowledgeError

API = "/api/v1/conversations"
POLL_SECONDS = 0.02
MAY_OFFER = ("handoff_offer", "handoff", "crisis")
TURN_WAIT_SECONDS = 60
# What the gateway itself says to who waits for a human comes within this time, or not.
HUMAN_WAIT_SECONDS = 1.5
UNAUTHORIZED = 401


class ConversationErased(KnowledgeError):
    """There is nothing left to read: the citizen had it deleted."""


class GatewayUnreachable(KnowledgeError):
    """The gateway does not answer, or not as the API says."""


@dataclass(frozen=True)
class TurnResult:
    """What one message brought: the assistant's stored messages, or the problem that refused it.

    `said`: the citizen's own words as they are stored, with personal data masked.
    """

    replies: tuple[dict[str, Any], ...]
    problem: str | None
    milliseconds: int
    said: str = ""


@dataclass
class CitizenClient:
    """One conversation over HTTP."""

    http: httpx.Client
    id: str = ""
    last_sequence: int = 0
    _headers: dict[str, str] = field(default_factory=dict)

    @classmethod
    def start(cls, http: httpx.Client, channel: str = "web") -> Self:
        """A new conversation; its opening message is read and left out of the turns."""
        try:
            response = http.post(API, json={"channel": channel})
            response.raise_for_status()
        except httpx.HTTPError as error:
            raise GatewayUnreachable(f"{http.base_url} does not start a conversation: {error}") from error
        created = response.json()
        client = cls(http, created["id"], 0, {"Authorization": f"Bearer {created['token']}"})
        client.messages()
        return client

    def say(self, text: str, payload: str | None = None) -> TurnResult:
        """Send one message and wait for what comes of it, at most a minute."""
        begin = time.monotonic()
        body = {"text": text} | ({"payload": payload} if payload else {})
        response = self._post(body)
        if response.status_code >= 400:
            return TurnResult((), response.json()["detail"], _since(begin))
        stored = response.json()
        try:
            replies = self._wait(stored["sequence"])
        except ConversationErased:
            return TurnResult((), sentence("gateway.erased"), _since(begin), stored["text"])
        self._add_case(replies)
        return TurnResult(tuple(replies), None, _since(begin), stored["text"])

    def messages(self) -> list[dict[str, Any]]:
        """The messages that came since the last look."""
        response = self.http.get(
            f"{API}/{self.id}/messages", params={"after": self.last_sequence}, headers=self._headers
        )
        if response.status_code == UNAUTHORIZED:
            raise ConversationErased("the conversation was erased")
        response.raise_for_status()
        found: list[dict[str, Any]] = response.json()["messages"]
        self.last_sequence = max([self.last_sequence, *(message["sequence"] for message in found)])
        return found

    def _is_with_a_human(self) -> bool:
        """Who waits or talks with an agent may get no answer for as long as it takes."""
        response = self.http.get(f"{API}/{self.id}", headers=self._headers)
        return response.is_success and response.json()["state"] in ("waiting", "agent")

    def _add_case(self, replies: list[dict[str, Any]]) -> None:
        """What an agent gets, or would get, has an address of its own; it is laid beside the reply that offers it."""
        offering = [m["reply"] for m in replies if m["reply"] and m["reply"]["kind"] in MAY_OFFER]
        if not offering:
            return
        response = self.http.get(f"{API}/{self.id}/handoff", headers=self._headers)
        if response.is_success:
            offering[-1]["case"] = response.json()["case"]

    def end(self) -> None:
        self.http.delete(f"{API}/{self.id}", headers=self._headers)

    def _post(self, body: dict[str, str]) -> httpx.Response:
        headers = self._headers | {"Idempotency-Key": str(uuid4())}
        while True:
            response = self.http.post(f"{API}/{self.id}/messages", json=body, headers=headers)
            if response.status_code != 429:
                return response
            time.sleep(float(response.headers.get("Retry-After", "1")))

    def _wait(self, sequence: int) -> list[dict[str, Any]]:
        begin = time.monotonic()
        while time.monotonic() < begin + TURN_WAIT_SECONDS:
            answers = [m for m in self.messages() if m["sequence"] > sequence and m["role"] != "citizen"]
            if answers:
                return answers
            if time.monotonic() > begin + HUMAN_WAIT_SECONDS and self._is_with_a_human():
                return []
            time.sleep(POLL_SECONDS)
        raise GatewayUnreachable(f"no answer within {TURN_WAIT_SECONDS} s; see the logs of the gateway")


def _since(begin: float) -> int:
    return round((time.monotonic() - begin) * 1000)
