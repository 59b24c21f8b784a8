"""What follows from the measure: an offer of a human, a mention, or nothing; and what came of earlier offers.

A no is respected: only something new brings another offer, and never in the turn right after one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.reply import Reply
from knowledge.base import KnowledgeBase
from knowledge.stuck.consent import HANDOFF, declines
from knowledge.stuck.measure import counting, weighed
from knowledge.stuck.rules import rules
from knowledge.stuck.signs import Sign, signs_in
from knowledge.transcript import Transcript, Turn

Step = Literal["none", "mention", "offer"]
# Courtesy is no moment to come back to what is wrong.
COURTESY = frozenset({"greet", "thanks", "bye", "are_you_computer", "start_over", "delete_conversation"})
MENTIONED_WITH = frozenset({"answer", "clarify", "refer", "out_of_scope"})


@dataclass(frozen=True)
class Past:
    """The last offer: its sequence, whether it was refused, and the reasons that it stood on."""

    sequence: int
    refused: bool
    known: frozenset[str]


def next_step(transcript: Transcript, base: KnowledgeBase, may_offer: bool = True) -> Step:
    """For the last turn, whose reply is about to be said; `may_offer`: the reply can carry the question."""
    signs = counting(transcript.turns, signs_in(transcript, base))
    score, now = weighed(signs).score, transcript.turns[-1]
    if now.said.intent in COURTESY:
        return "none"
    if may_offer and score >= rules().line and _may_offer(transcript.turns, signs):
        return "offer"
    is_said = now.reply is not None and now.reply.kind in MENTIONED_WITH
    return "mention" if is_said and score >= rules().mention_from and not _mentioned(transcript.turns) else "none"


def is_offer(reply: Reply | None) -> bool:
    """Whether a reply asks if a human may take over, or names who can be called because nobody can take over."""
    return reply is not None and (reply.kind == "handoff_offer" or HANDOFF.is_asked_in(reply) or _names_human(reply))


def _names_human(reply: Reply) -> bool:
    return reply.kind == "refer" and reply.stuck is not None and reply.stuck.score >= reply.stuck.line


def _may_offer(turns: Sequence[Turn], signs: Sequence[Sign]) -> bool:
    past = _last_offer(turns)
    if past is None:
        return True
    if len(turns) > 1 and is_offer(turns[-2].reply):
        return False
    fresh = [sign for sign in signs if sign.sequence > past.sequence]
    if past.refused:
        return weighed([sign for sign in fresh if sign.code not in past.known]).score >= rules().again_from
    return weighed(fresh).score >= rules().line


def _last_offer(turns: Sequence[Turn]) -> Past | None:
    places = [place for place, turn in enumerate(turns[:-1]) if is_offer(turn.reply)]
    if not places:
        return None
    offered = [turns[place].reply for place in places]
    known = {reason.code for reply in offered if reply and reply.stuck for reason in reply.stuck.reasons}
    refused = any(declines(turns[place + 1].said, HANDOFF) for place in places)
    return Past(turns[places[-1]].said.sequence, refused, frozenset(known))


def _mentioned(turns: Sequence[Turn]) -> bool:
    """A mention, or an offer, was made before."""
    earlier = [turn.reply for turn in turns[:-1] if turn.reply]
    return any(
        is_offer(reply) or (reply.kind in MENTIONED_WITH and reply.stuck and reply.stuck.score >= rules().mention_from)
        for reply in earlier
    )
