"""Meta's Graph API over HTTP: one try, and what came of it. Never a word of a message in the log."""

from dataclasses import dataclass
from typing import Any

import httpx

from connectors.whatsapp.account import Account
from connectors.whatsapp.bodies import Body

TIMEOUT = httpx.Timeout(20, connect=5)
LIMITS = httpx.Limits(max_connections=32, max_keepalive_connections=32)


@dataclass(frozen=True)
class Sent:
    """Meta took it and gave it this id."""

    message_id: str


@dataclass(frozen=True)
class Refused:
    """Meta says itself that it did not take it."""

    code: int


@dataclass(frozen=True)
class NotSent:
    """No connection: nothing left this machine."""


@dataclass(frozen=True)
class Unsure:
    """It left, and no usable answer came: it may have arrived."""


Outcome = Sent | Refused | NotSent | Unsure


class Graph:
    """The door to one number; belongs to the event loop that uses it."""

    def __init__(self, account: Account) -> None:
        self._path = f"/{account.graph_version}/{account.phone_number_id}/messages"
        self._http = httpx.AsyncClient(
            base_url=account.graph_url,
            headers={"Authorization": f"Bearer {account.access_token}"},
            timeout=TIMEOUT,
            limits=LIMITS,
            trust_env=False,
        )

    async def post(self, body: Body) -> Outcome:
        try:
            response = await self._http.post(self._path, json=body)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout):
            return NotSent()
        except httpx.HTTPError:
            return Unsure()
        return _outcome(response)

    async def close(self) -> None:
        await self._http.aclose()


def _outcome(response: httpx.Response) -> Outcome:
    try:
        answer: Any = response.json()
    except ValueError:
        answer = None
    error = answer.get("error") if isinstance(answer, dict) else None
    if isinstance(error, dict):
        code = error.get("code")
        return Refused(code if isinstance(code, int) else response.status_code)
    try:
        return Sent(str(answer["messages"][0]["id"])) if response.is_success else Unsure()
    except (TypeError, KeyError, IndexError):
        return Sent("") if response.is_success and _is_done(answer) else Unsure()


def _is_done(answer: Any) -> bool:
    """What a read receipt gets back."""
    return isinstance(answer, dict) and answer.get("success") is True
