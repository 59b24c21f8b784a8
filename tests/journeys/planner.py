"""A citizen with a plan, through the public API of the whole stack."""

from typing import Any

import httpx

from connectors.client import API, CitizenClient
from knowledge.planning.schema import LifePlan


class Planner:
    """A citizen who presses buttons by their title; checks that every reply names a next step."""

    def __init__(self, client: CitizenClient) -> None:
        self.client = client
        self.reply: dict[str, Any] = {}

    def begin(self, plan: LifePlan) -> None:
        """Tells what happened as people do, and takes the plan that is offered."""
        self.say(plan.phrasings[0])
        if "Vraag 1" not in self.reply["text"]:
            self.press(next(title for title in self.titles if "tappenplan" in title))

    def say(self, text: str) -> dict[str, Any]:
        return self._send(text, None)

    def press(self, title: str) -> dict[str, Any]:
        return self._send(title, self.payload(title))

    def payload(self, title: str) -> str:
        payloads: dict[str, str] = {button["title"]: button["payload"] for button in self.reply["buttons"]}
        return payloads[title]

    def again(self, title: str, payload: str) -> dict[str, Any]:
        """Presses a button that was offered earlier."""
        return self._send(title, payload)

    @property
    def titles(self) -> list[str]:
        return [button["title"] for button in self.reply["buttons"]]

    def kept(self, path: str = "plan") -> httpx.Response:
        return self.client.http.get(f"{API}/{self.client.id}/{path}", headers=self.client._headers)

    def _send(self, text: str, payload: str | None) -> dict[str, Any]:
        result = self.client.say(text, payload)
        assert result.problem is None, result.problem
        assert len(result.replies) == 1, "one turn, one reply"
        self.reply = result.replies[0]["reply"]
        assert self.reply["buttons"] or self.reply["organisations"] or self.reply["kind"] == "smalltalk", self.reply
        return self.reply
