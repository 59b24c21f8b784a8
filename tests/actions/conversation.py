"""A conversation with the real actions and the real knowledge base; only Rasa's choice of the intent is given."""

import asyncio
import inspect
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.reply import Reply


class Conversation:
    """Keeps the slots and the events between the turns, as Rasa does."""

    def __init__(self) -> None:
        self.slots: dict[str, Any] = {}
        self.events: list[dict[str, Any]] = []

    def say(self, action: Action, text: str, intent: str = "ask_question", **entities: str) -> Reply:
        """The reply of `action` to `text`."""
        parsed = {"intent": {"name": intent, "confidence": 1.0}}
        metadata = {"sequence": 2 * sum(event["event"] == "user" for event in self.events) + 2, "title": ""}
        message = {
            "text": text,
            **parsed,
            "entities": [{"entity": name, "value": value} for name, value in entities.items()],
            "metadata": metadata,
        }
        self.events.append({"event": "user", "text": text, "parse_data": parsed, "metadata": metadata})
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
        custom = dispatcher.messages[0]["custom"]
        self.events.append({"event": "bot", "text": None, "data": {"custom": custom}})
        return Reply.model_validate(custom)
