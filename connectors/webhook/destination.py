"""Delivers an event: one signed POST, to an address that an operator chose, without following redirects."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import httpx

from connectors.outbox import http
from connectors.outbox.model import Delivered, Delivery, Outcome
from connectors.webhook import signature
from connectors.webhook.events import CONTENT_TYPE, cloud_event


@dataclass(frozen=True)
class Webhook:
    """The destination. `secrets`: the current one first, then the one that is on its way out."""

    url: str
    secrets: Sequence[str]
    source: str
    type_prefix: str
    transport: httpx.AsyncClient
    token: str | None = None

    async def __call__(self, delivery: Delivery) -> Outcome:
        body = cloud_event(delivery, self.source, self.type_prefix)
        try:
            response = await self.transport.post(self.url, content=body, headers=self._headers(delivery, body))
        except httpx.HTTPError as error:
            return http.failure(error)
        return http.verdict(response.status_code, response.headers.get("Retry-After")) or Delivered()

    def _headers(self, delivery: Delivery, body: bytes) -> dict[str, str]:
        signed = signature.headers(self.secrets, str(delivery.id), body, datetime.now(UTC))
        bearer = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        return {"Content-Type": CONTENT_TYPE} | signed | bearer
