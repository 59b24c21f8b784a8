"""The citizen wants a human: honoured at once. What is passed on is said first; the subject may be told, or skipped."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.hear import hear
from actions.kit import knowledge_base, send
from actions.turn import Turn, read_turn
from bot.reply import Reply
from bot.sentences import sentence
from bot.settings import settings
from knowledge.answer import last_doors
from knowledge.stuck.consent import HANDOFF
from knowledge.stuck.subject import has_subject


class ActionHuman(Action):
    """Without a desk it says who can be called, and promises nothing that is not there."""

    def name(self) -> str:
        return "action_human"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        turn = read_turn(tracker)
        heard = hear(dispatcher, turn)
        if heard is not None:
            return heard
        send(dispatcher, _offer(turn) if settings().desk else _numbers(turn), turn)
        return []


def _offer(turn: Turn) -> Reply:
    """One message; who would rather call, reads the numbers too."""
    lines = [sentence("handoff.wish")]
    lines += [] if has_subject(turn.transcript) else [sentence("handoff.subject")]
    reply = _numbers(turn)
    return reply.model_copy(
        update={"kind": "handoff_offer", "text": "\n\n".join(lines), "buttons": (HANDOFF.yes, HANDOFF.no)}
    )


def _numbers(turn: Turn) -> Reply:
    cards = last_doors(knowledge_base(), turn.municipality)
    ids = tuple(card.id for card in cards)
    return Reply(kind="refer", text=sentence("human"), organisations=ids, cards=cards)
