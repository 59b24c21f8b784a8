"""Brings notifications to the webhook as Meta does: signed, tried again until it answers 200; and, when asked to,
twice or in the wrong order."""

import asyncio
import json
import logging
import random
from dataclasses import dataclass

import httpx

from connectors.whatsapp.account import SIGNATURE, sign
from connectors.whatsapp.simulator.notifications import Json

RETRY_SECONDS = (0.2, 0.5, 1, 2, 5, 10, 30, 60)
REORDER_SECONDS = 0.3

log = logging.getLogger(__name__)


@dataclass
class Habits:
    """How badly the line behaves. `twice`: everything comes again; `reorder`: everything waits for a random while."""

    twice: bool = False
    reorder: bool = False


class Courier:
    """Posts to one webhook. Every notification is a task of its own, as over the internet."""

    def __init__(self, webhook_url: str, app_secret: str, habits: Habits | None = None) -> None:
        self.habits = habits or Habits()
        self.webhook_url, self._secret = webhook_url, app_secret
        self._http = httpx.AsyncClient(timeout=10, trust_env=False)
        self._under_way: set[asyncio.Task[None]] = set()
        self._random = random.Random(1)  # noqa: S311 - disorder, not secrecy

    def bring(self, notification: Json) -> None:
        for _ in range(2 if self.habits.twice else 1):
            task = asyncio.create_task(self._bring(notification))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)

    async def all_brought(self) -> None:
        while self._under_way:
            await asyncio.gather(*self._under_way, return_exceptions=True)

    async def close(self) -> None:
        for task in tuple(self._under_way):
            task.cancel()
        await self._http.aclose()

    async def _bring(self, notification: Json) -> None:
        if self.habits.reorder:
            await asyncio.sleep(self._random.uniform(0, REORDER_SECONDS))
        body = json.dumps(notification).encode()
        headers = {"Content-Type": "application/json", SIGNATURE: sign(self._secret, body)}
        for wait in RETRY_SECONDS:
            if await self._is_taken(body, headers):
                return
            await asyncio.sleep(wait)
        log.error("the webhook did not take a notification")

    async def _is_taken(self, body: bytes, headers: dict[str, str]) -> bool:
        try:
            return (await self._http.post(self.webhook_url, content=body, headers=headers)).status_code == 200
        except httpx.HTTPError:
            return False
