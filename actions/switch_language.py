"""The citizen wants another language: what was said last is said once more, so that nothing has to be asked again."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.kit import send
from actions.turn import read_turn
from bot.reply import Reply
from bot.sentences import sentence

# A plan is left out: the steps that were ticked meanwhile would come undone.
SAID_AGAIN = frozenset({"answer", "clarify", "refer", "crisis", "out_of_scope", "handoff_offer"})


class ActionSwitchLanguage(Action):
    """The gateway keeps the language and introduces the reply in it."""

    def name(self) -> str:
        return "action_switch_language"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        language = (tracker.latest_message.get("metadata") or {}).get("language")
        key = "language.dutch" if language == "nl" else "language.switched"
        send(dispatcher, _said_last(tracker) or Reply(kind="smalltalk", text=sentence(key)), read_turn(tracker))
        return []


def _said_last(tracker: Tracker) -> Reply | None:
    """The last reply, when it is worth saying again; a form repeats its own question."""
    said = (event["data"]["custom"] for event in reversed(tracker.events) if event["event"] == "bot")
    last = next(said, None)
    if last is None or last["kind"] not in SAID_AGAIN or (tracker.active_loop or {}).get("name"):
        return None
    reply = Reply.model_validate(last)
    return None if reply.plan else reply
