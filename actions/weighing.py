"""What the measure of being stuck makes of a reply: it is weighed, and a human may be mentioned or offered.

An offer keeps the reply's own answer. A plan's question is not talked over; in a crisis the number stays first.
"""

from dataclasses import replace

from actions.turn import Turn
from bot.reply import Kind, Reply
from bot.sentences import sentence
from bot.settings import settings
from knowledge.answer import last_doors
from knowledge.base import KnowledgeBase
from knowledge.stuck.consent import ERASE, HANDOFF
from knowledge.stuck.measure import measure, urgency_of
from knowledge.stuck.offers import next_step
from knowledge.summing import case_of
from knowledge.transcript import Transcript

# Beside yes and no; more would hide the question.
OWN_BUTTONS_MAX = 3
# The same words so often; the next time would be a loop.
SAME_MAX = 2
OFFERED_WITH: frozenset[Kind] = frozenset({"answer", "clarify", "refer", "out_of_scope", "smalltalk", "crisis"})


def weighed(reply: Reply, turn: Turn, base: KnowledgeBase) -> Reply:
    """The reply with `stuck`, and with the offer or the mention that is due. One that offers itself gets its case."""
    if not turn.transcript.turns or turn.transcript.turns[-1].reply:
        return reply  # the question of a form, after an answer that was weighed
    reply = _not_thrice(reply, turn.transcript)
    transcript = with_reply(turn, reply)
    stuck = measure(transcript, base)
    marked = reply.model_copy(update={"stuck": stuck})
    if reply.kind in ("handoff_offer", "handoff"):
        return marked if reply.case else _with_case(marked, transcript, base)
    step = next_step(transcript, base, may_offer=_may_be_asked(reply))
    if reply.kind == "crisis":
        return _in_crisis(marked, transcript, base, is_offered=step == "offer" and settings().desk)
    if step == "offer":
        return _offered(marked, transcript, base) if settings().desk else _numbers(marked, turn, base)
    if step == "mention":
        key = "stuck.mention" if settings().desk else "stuck.mention_no_desk"
        return marked.model_copy(update={"note": f"{reply.note} {sentence(key)}".strip()})
    return marked


def with_reply(turn: Turn, reply: Reply) -> Transcript:
    """The conversation as it is once `reply` is said. A form that is interrupted goes on asking."""
    if turn.is_in_form and not reply.plan:
        reply = reply.model_copy(update={"asks": "plan"})
    *before, now = turn.transcript.turns
    return replace(turn.transcript, turns=(*before, replace(now, reply=reply)))


def _not_thrice(reply: Reply, transcript: Transcript) -> Reply:
    """Who hears the same for the third time, hears that we know it. A crisis keeps its number first."""
    before = [turn.reply.text for turn in transcript.turns[-SAME_MAX - 1 : -1] if turn.reply]
    if reply.kind == "crisis" or before != [reply.text] * SAME_MAX:
        return reply
    return reply.model_copy(update={"text": f"{sentence('stuck.again')}\n\n{reply.text}"})


def _may_be_asked(reply: Reply) -> bool:
    """Not over a question that is answered with yes or no, or that a plan or a place waits for."""
    is_open = reply.kind == "clarify" and reply.asks is not None
    return reply.kind in OFFERED_WITH and not is_open and not ERASE.is_asked_in(reply)


def _offered(reply: Reply, transcript: Transcript, base: KnowledgeBase) -> Reply:
    text = f"{reply.text}\n\n{sentence('handoff.offer')}"
    buttons = (*reply.buttons[:OWN_BUTTONS_MAX], HANDOFF.yes, HANDOFF.no)
    offer = reply.model_copy(update={"kind": "handoff_offer", "text": text, "buttons": buttons})
    return _with_case(offer, transcript, base)


def _in_crisis(reply: Reply, transcript: Transcript, base: KnowledgeBase, is_offered: bool) -> Reply:
    """The number stays first; what may come after it is said last."""
    text = f"{reply.text}\n\n{sentence('handoff.crisis' if is_offered else 'crisis.human')}"
    if not is_offered:
        return reply.model_copy(update={"text": text})
    offer = reply.model_copy(update={"text": text, "buttons": (HANDOFF.yes, HANDOFF.no)})
    return _with_case(offer, transcript, base)


def _numbers(reply: Reply, turn: Turn, base: KnowledgeBase) -> Reply:
    """No desk: who can be called stands beside the answer."""
    more = tuple(card for card in last_doors(base, turn.municipality) if card.id not in reply.organisations)
    said = {
        "kind": "refer",
        "text": f"{reply.text}\n\n{sentence('handoff.no_desk')}",
        "organisations": (*reply.organisations, *(card.id for card in more)),
        "cards": (*reply.cards, *more),
    }
    return reply.model_copy(update=said)


def _with_case(reply: Reply, transcript: Transcript, base: KnowledgeBase) -> Reply:
    """With what the agent gets, or would get."""
    stuck = reply.stuck or measure(transcript, base)
    return reply.model_copy(update={"case": case_of(transcript, base, stuck, urgency_of(stuck))})
