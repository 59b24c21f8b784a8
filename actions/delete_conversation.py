"""The citizen wants what was said gone: where the button is. Only the citizen's own click deletes."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.kit import knowledge_base, send
from actions.turn import read_turn
from bot.reply import Reply
from bot.sentences import sentence
from knowledge.answer import last_doors


class ActionDeleteConversation(Action):
    """Says what will be gone and how; WhatsApp has no such button, so there it names who can be called."""

    def name(self) -> str:
        return "action_delete_conversation"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        is_whatsapp = (tracker.latest_message.get("metadata") or {}).get("channel") == "whatsapp"
        if not is_whatsapp:
            send(dispatcher, Reply(kind="smalltalk", text=sentence("delete.how")))
            return []
        cards = last_doors(knowledge_base(), read_turn(tracker).municipality)[:1]
        ids = tuple(card.id for card in cards)
        send(dispatcher, Reply(kind="refer", text=sentence("delete.how_whatsapp"), organisations=ids, cards=cards))
        return []
