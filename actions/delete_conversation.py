"""The citizen wants what was said gone: where the button is. Only the citizen's own click deletes."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.kit import send
from bot.reply import Reply
from bot.sentences import sentence


class ActionDeleteConversation(Action):
    """Says what will be gone and how; WhatsApp has a word for it."""

    def name(self) -> str:
        return "action_delete_conversation"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        is_whatsapp = (tracker.latest_message.get("metadata") or {}).get("channel") == "whatsapp"
        key = "delete.how_whatsapp" if is_whatsapp else "delete.how"
        send(dispatcher, Reply(kind="smalltalk", text=sentence(key)))
        return []
