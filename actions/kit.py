"""What every action needs: the knowledge base, loaded once, and the way to send a reply."""

from functools import cache

from rasa_sdk.executor import CollectingDispatcher

from bot.reply import Reply
from bot.settings import settings
from knowledge.base import KnowledgeBase, open_base


@cache
def knowledge_base() -> KnowledgeBase:
    """The knowledge base of this process; the action server loads it before it says it is ready."""
    return open_base(settings())


def send(dispatcher: CollectingDispatcher, reply: Reply) -> None:
    """One turn, one `custom` JSON: the reply contract (bot.reply)."""
    dispatcher.utter_message(json_message=reply.model_dump(mode="json", exclude_defaults=True) | {"kind": reply.kind})
