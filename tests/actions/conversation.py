"""A conversation with the real actions and the real knowledge base; only Rasa's choice of the intent is given."""

import asyncio
import inspect
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.reply import Reply


class Conversation:
    """Keeps the slots between the turns, as Rasa does."""

    def __init__(self) -> None:
        self.slots: dict[str, Any] = {}
        self.events: list[dict[str, Any]] = []

    def say(self, action: Action, text: str, intent: str = "ask_question", **entities: str) -> Reply:
        """The reply of `action` to `text`."""
        message = {
            "text": text,
            "intent": {"name": intent, "confidence": 1.0},
            "entities": [{"entity": name, "value": value} for name, value in entities.items()],
        }
        self.events.append({"event": "user", "text": text})
        tracker = Tracker("test", dict(self.slots), message, list(self.events), False, None, {}, None)
        dispatcher = CollectingDispatcher()
        result = action.run(dispatcher, tracker, {})
        events = asyncio.run(result) if inspect.iscoroutine(result) else result
        for event in events:
            if event["event"] == "reset_slots":
                self.slots = {}
            if event["event"] == "slot":
                self.slots[event["name"]] = event["value"]
        assert len(dispatcher.messages) == 1
        return Reply.model_validate(dispatcher.messages[0]["custom"])
