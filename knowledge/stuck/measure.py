"""The measure: signs become reasons with their turns, and reasons become a score. No learning, no words of its own."""

from collections.abc import Sequence

from bot.case import Reason, ReasonCode, Stuck, Urgency
from knowledge.base import KnowledgeBase
from knowledge.stuck.rules import CODES, rules
from knowledge.stuck.signs import Sign, signs_in
from knowledge.transcript import Transcript, Turn

# The citizen is helped: what went wrong before is over.
SETTLES = frozenset({"thanks"})
BEGINS_AGAIN = frozenset({"start_over"})
URGENCIES: tuple[Urgency, ...] = ("laag", "normaal", "hoog", "crisis")


def measure(transcript: Transcript, base: KnowledgeBase) -> Stuck:
    """How stuck the citizen is after the last turn."""
    return weighed(counting(transcript.turns, signs_in(transcript, base)))


def counting(turns: Sequence[Turn], signs: Sequence[Sign]) -> tuple[Sign, ...]:
    """The signs that still count: what passes is settled by a thanks, by starting over, or by time."""
    said = [turn.said for turn in turns]
    begun = max((s.sequence for s in said if s.intent in BEGINS_AGAIN), default=-1)
    settled = max((s.sequence for s in said if s.intent in SETTLES), default=-1)
    window = min((s.sequence for s in said[-rules().window :]), default=0)
    since = max(begun, settled, window - 1)
    resumed = _plan_resumed(turns)
    return tuple(
        sign
        for sign in signs
        if sign.sequence > (begun if rules().weights[sign.code].lasting else since)
        and not (sign.code == "plan_abandoned" and sign.sequence < resumed)
    )


def weighed(signs: Sequence[Sign]) -> Stuck:
    """Reasons in the order in which an agent reads them, and their sum."""
    reasons = tuple(reason for code in CODES if (reason := _reason(code, signs)))
    score = min(1.0, sum(_weight(reason.code, signs) for reason in reasons))
    return Stuck(score=round(score, 3), line=rules().line, reasons=reasons)


def urgency_of(stuck: Stuck) -> Urgency:
    """The highest of its reasons; `normaal` when there is none."""
    found = [rules().weights[reason.code].urgency for reason in stuck.reasons]
    return max(found, key=URGENCIES.index) if found else "normaal"


def _reason(code: ReasonCode, signs: Sequence[Sign]) -> Reason | None:
    turns = tuple(dict.fromkeys(sign.sequence for sign in signs if sign.code == code))
    return Reason(code=code, turns=turns) if turns else None


def _weight(code: ReasonCode, signs: Sequence[Sign]) -> float:
    """The heaviest sign once, and for every further turn a little more."""
    weight = rules().weights[code]
    mine = {sign.sequence: weight.first if sign.weight is None else sign.weight for sign in signs if sign.code == code}
    return max(mine.values()) + weight.more * (len(mine) - 1)


def _plan_resumed(turns: Sequence[Turn]) -> int:
    """Sequence of the last turn at which a plan was asked about, or shown."""
    about = (turn for turn in turns if turn.reply and (turn.reply.asks == "plan" or turn.reply.plan))
    return max((turn.said.sequence for turn in about), default=-1)
