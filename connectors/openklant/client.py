"""The one door to Open Klant over HTTP: find, make, change. Raises Unsent with what the outbox must do about it."""

import re
from collections.abc import Mapping
from typing import Any

import httpx

from connectors.openklant.bodies import Body
from connectors.outbox import http
from connectors.outbox.model import Outcome, Refused

FIELD = re.compile(r"[A-Za-z0-9_.\-]{1,80}")
FIELDS_SHOWN = 5


class Unsent(Exception):
    """Open Klant did not do it; `outcome` says whether to try again."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(str(outcome))
        self.outcome = outcome


class Client:
    """Of one Open Klant. The token goes in the header and nowhere else."""

    def __init__(self, url: str, token: str, transport: httpx.AsyncClient) -> None:
        self._url = url
        self._headers = {"Authorization": f"Token {token}", "Accept": "application/json"}
        self._http = transport

    async def find(self, resource: str, query: Mapping[str, str]) -> str | None:
        """The uuid of the first that fits, or None."""
        page = await self._call("GET", resource, params=dict(query))
        results = page.get("results") or []
        return str(results[0]["uuid"]) if results else None

    async def make(self, resource: str, body: Body) -> Body:
        return await self._call("POST", resource, json=body)

    async def change(self, resource: str, uuid: str, body: Body) -> Body:
        return await self._call("PATCH", f"{resource}/{uuid}", json=body)

    async def _call(self, method: str, path: str, **sent: Any) -> Body:
        try:
            response = await self._http.request(method, f"{self._url}/{path}", headers=self._headers, **sent)
        except httpx.HTTPError as error:
            raise Unsent(http.failure(error)) from None
        outcome = http.verdict(response.status_code, response.headers.get("Retry-After"))
        if isinstance(outcome, Refused):
            raise Unsent(Refused(f"{method} {path.split('/')[0]}: {outcome.reason}{_wrong_fields(response)}"))
        if outcome is not None:
            raise Unsent(outcome)
        return _parsed(response)


def _parsed(response: httpx.Response) -> Body:
    try:
        found = response.json()
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise Unsent(Refused("the answer is no JSON object: is the address that of the Klantinteracties API?"))
    return found


def _wrong_fields(response: httpx.Response) -> str:
    """The names of fields and codes only: the reasons may repeat what a citizen wrote."""
    try:
        wrong = response.json()["invalidParams"]
        named = [f"{found['name']} {found['code']}" for found in wrong if _is_name(found)]
    except (ValueError, LookupError, TypeError):
        return ""
    return f" ({', '.join(named[:FIELDS_SHOWN])})" if named else ""


def _is_name(found: Mapping[str, str]) -> bool:
    return bool(FIELD.fullmatch(found["name"]) and FIELD.fullmatch(found["code"]))
