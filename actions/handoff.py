"""The conversation goes to a human, or stays here: what comes of a yes or a no to the offer.

A handoff is a typed reply. It says that the conversation is passed on, never that somebody has picked up: the gateway
knows the queue. An explicit wish invites to tell the subject; who tells it has said yes.
"""

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.kit import send
from actions.turn import Turn
from bot.reply import Button, Reply
from bot.sentences import sentence
from knowledge.stuck.consent import HANDOFF, Consent, consent

ASK_HUMAN = "ask_human"
# Messages with a subject that a human can take up; every other act is about something else.
SUBJECTS = frozenset(
    {"ask_question", "nlu_fallback", "already_tried", "complaint", "correction", "rules_hurt", "disagree", "my_place"}
)
SUBJECTS |= {"ask_steps", "for_someone_else", "swearing", "back_to_topic", "prefer_channel", "not_understood"}


def answers_offer(turn: Turn) -> Consent | None:
    """Yes or no to the offer of the turn before; asking for a human once more is a yes, and so is the subject."""
    before = turn.transcript.turns[-2] if len(turn.transcript.turns) > 1 else None
    if before is None or not HANDOFF.is_asked_in(before.reply):
        return None
    said = turn.transcript.turns[-1].said
    answer = consent(said, HANDOFF)
    if answer or said.payload:
        return answer
    wished = before.said.intent == ASK_HUMAN and before.reply is not None and before.reply.kind == "handoff_offer"
    return "yes" if turn.intent == ASK_HUMAN or (wished and turn.intent in SUBJECTS) else None


def hear_handoff(dispatcher: CollectingDispatcher, turn: Turn) -> list[dict[str, Any]] | None:
    """The slots of a turn that answered the offer; None when it is about something else."""
    match answers_offer(turn):
        case "yes":
            return hand_over(dispatcher, turn)
        case "no":
            return stay(dispatcher, turn)
        case _:
            return None


def hand_over(dispatcher: CollectingDispatcher, turn: Turn) -> list[dict[str, Any]]:
    send(dispatcher, Reply(kind="handoff", text=sentence("handoff.given")), turn)
    return []


def stay(dispatcher: CollectingDispatcher, turn: Turn) -> list[dict[str, Any]]:
    """One friendly sentence; the way to a human stays open."""
    again = Button(title=sentence("handoff.again"), payload=f"/{ASK_HUMAN}")
    send(dispatcher, Reply(kind="smalltalk", text=sentence("handoff.refused"), buttons=(again,)), turn)
    return []
