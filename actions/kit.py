"""What every action needs: the knowledge base that serves now, and the way to send a reply."""

from functools import cache

from rasa_sdk.executor import CollectingDispatcher

from actions.turn import Turn
from actions.weighing import weighed
from bot.reply import Reply
from bot.settings import settings
from knowledge.base import KnowledgeBase
from knowledge.live import LiveBase


@cache
def live_base() -> LiveBase:
    """The base of this process and its successor; the action server loads it before it says it is ready."""
    return LiveBase(settings())


def knowledge_base() -> KnowledgeBase:
    """What serves at this moment. An action asks once and keeps it, so that one reply has one source."""
    return live_base().base


def send(dispatcher: CollectingDispatcher, reply: Reply, turn: Turn) -> None:
    """One turn, one `custom` JSON: the reply contract (bot.reply). The one exit, so here every reply is weighed."""
    said = weighed(reply, turn, knowledge_base())
    dispatcher.utter_message(json_message=said.model_dump(mode="json", exclude_defaults=True) | {"kind": said.kind})
