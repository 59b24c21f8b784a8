"""Where in a conversation each reason shows: turns by reason, read from intents, kinds of replies and masked words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.case import ReasonCode
from bot.reply import Reply
from knowledge.base import KnowledgeBase
from knowledge.following.cues import cues_of
from knowledge.planning.words import plain
from knowledge.refer import named_organisations
from knowledge.register import LAST_DOOR
from knowledge.stuck.cues import Cue, cues_in, vague
from knowledge.stuck.sameness import is_repeated
from knowledge.transcript import Said, Transcript, Turn

CRISIS = "crisis_"
# What Rasa makes of a message → the reason that it is.
OF_INTENT: Mapping[str, ReasonCode] = {
    "ask_human": "asks_human",
    "already_tried": "already_tried",
    "complaint": "rejected_answer",
    "correction": "rejected_answer",
    "other_organisation": "rejected_answer",
    "not_understood": "rejected_answer",
    "explain_simpler": "rejected_answer",
    "something_else": "rejected_answer",
    "swearing": "rejected_answer",
}
QUESTIONS = frozenset({"ask_question", "nlu_fallback", "disagree", "rules_hurt"})
# The gateway hears the wish for another language and sends this in place of the words.
SWITCH_LANGUAGE = "switch_language"
# Who writes in another language: the text that answers tells what it is about.
URGENT_TOPICS: Mapping[str, ReasonCode] = {"geen-geld-voor-eten": "no_money", "huisuitzetting-dreigt": "eviction"}
NONE_OF_THESE = "/something_else"
ORGANISATIONS_FROM = 3
# Who names nothing to answer, is not left without an answer.
NEEDS_NO_TEXT = frozenset({"ask_human", "are_you_computer", "greet", "delete_conversation", "prefer_channel"})
# One turn is one thing that went wrong: the first of these that shows is the one that counts.
ONE_OF: tuple[ReasonCode, ...] = ("sent_around", "already_tried", "rejected_answer", "same_question", "no_answer")


@dataclass(frozen=True)
class Sign:
    """A reason that shows in the turn with this sequence; `weight` when it is not the reason's own."""

    code: ReasonCode
    sequence: int
    weight: float | None = None


def signs_in(transcript: Transcript, base: KnowledgeBase) -> tuple[Sign, ...]:
    """Every sign, in the order of the turns."""
    found = [sign for place in range(len(transcript.turns)) for sign in _turn(transcript.turns, place, base)]
    return (*found, *_many_organisations(transcript, found, base))


def _turn(turns: Sequence[Turn], place: int, base: KnowledgeBase) -> Iterator[Sign]:
    turn, before = turns[place], turns[place - 1] if place else None
    found: dict[ReasonCode, Sign] = {}
    for sign in (*_said(turn, before), *_replied(turn, before)):
        found.setdefault(sign.code, sign)
    if _is_question(turn.said) and is_repeated(turn.said.text, _questions(turns[:place]), base):
        found["same_question"] = Sign("same_question", turn.said.sequence)
    wrong = next((code for code in ONE_OF if code in found), None)
    yield from (sign for code, sign in found.items() if code not in ONE_OF or code == wrong)


def _said(turn: Turn, before: Turn | None) -> Iterator[Sign]:
    """What the citizen did: the dialogue act, and the words."""
    said = turn.said
    if said.intent.startswith(CRISIS):
        yield Sign("crisis", said.sequence)
    if said.intent == SWITCH_LANGUAGE and said.language != "nl":
        yield Sign("cannot_speak_language", said.sequence)
    for cue in cues_in(said.text) if said.text else ():
        if not cue.after_reply or _is_about(cue, said, before):
            yield Sign(cue.code, said.sequence, cue.weight)
    of_intent = OF_INTENT.get(said.intent)
    if said.intent == "deny" and _were_choices(before):
        of_intent = "rejected_answer"
    if of_intent and not _is_step(turn) and (of_intent != "rejected_answer" or _was_answered(before)):
        yield Sign(of_intent, said.sequence)


def _is_about(cue: Cue, said: Said, before: Turn | None) -> bool:
    """After an answer, words without a subject of their own are about that answer: "dat lukt mij niet"."""
    rest = cue.pattern.sub(" ", plain(said.text))
    left = " ".join(word for word in rest.split() if word not in vague())
    return _was_answered(before) and not cues_of(left).subject


def _was_answered(before: Turn | None) -> bool:
    """Something was said that may be rejected; "weet ik niet" to a question about the plan, or the place, is no no."""
    reply = before.reply if before else None
    return reply is not None and reply.kind != "smalltalk" and not _only_asks(reply)


def _only_asks(reply: Reply) -> bool:
    """A question about the plan or the place, and nothing else; an answer may ask for a place too."""
    return reply.kind == "clarify" and reply.asks is not None


def _is_step(turn: Turn) -> bool:
    """ "De notaris heb ik al gebeld" ticks a step of the plan: that is getting on."""
    return turn.reply is not None and turn.reply.plan is not None


def _replied(turn: Turn, before: Turn | None) -> Iterator[Sign]:
    """What Wegwijs could do with it."""
    reply, sequence = turn.reply, turn.said.sequence
    if reply is None:
        return
    if reply.kind == "crisis":
        yield Sign("crisis", sequence)
    if turn.said.intent not in NEEDS_NO_TEXT and _has_none(reply, before.reply if before else None):
        yield Sign("no_answer", sequence)
    urgent = URGENT_TOPICS.get(reply.topic or "")
    if urgent and turn.said.language != "nl" and reply.kind in ("answer", "handoff_offer"):
        yield Sign(urgent, sequence)
    if before and _asks_of_plan(before.reply) and reply.plan is None and reply.asks != "plan":
        yield Sign("plan_abandoned", sequence)


def _has_none(reply: Reply, before: Reply | None) -> bool:
    """No text and no other door than the last one, or asked back for the second time in a row."""
    if _only_asks(reply) or reply.sources or reply.plan:
        return False
    if reply.kind in ("refer", "clarify", "handoff_offer") and reply.organisations[:1] == (LAST_DOOR,):
        return True
    is_choice = reply.kind in ("clarify", "handoff_offer")
    return is_choice and before is not None and before.kind == "clarify" and not before.asks


def _were_choices(before: Turn | None) -> bool:
    """The citizen was asked which of some topics is meant."""
    reply = before.reply if before else None
    return reply is not None and any(button.payload == NONE_OF_THESE for button in reply.buttons)


def _asks_of_plan(reply: Reply | None) -> bool:
    return reply is not None and reply.asks == "plan"


def _is_question(said: Said) -> bool:
    """Words of one's own with a subject, not an answer to what was asked."""
    return said.intent in QUESTIONS and bool(said.text) and bool(cues_of(said.text).subject)


def _questions(turns: Sequence[Turn]) -> list[str]:
    """What was asked before; a question that was asked back may be put in other words."""
    asked_back = bool(turns) and (reply := turns[-1].reply) is not None and reply.kind == "clarify"
    return [turn.said.text for turn in (turns[:-1] if asked_back else turns) if _is_question(turn.said)]


def _many_organisations(transcript: Transcript, found: Sequence[Sign], base: KnowledgeBase) -> Iterator[Sign]:
    """Where the citizen says to have been, or to have been sent; a question that names three is none of it."""
    about = {sign.sequence for sign in found if sign.code in ("sent_around", "already_tried")}
    named = {
        said.sequence: named_organisations(said.text, base.register)
        for said in transcript.said
        if said.sequence in about and said.text
    }
    been = {organisation for names in named.values() for organisation in names} | set(transcript.tried)
    if len(been) >= ORGANISATIONS_FROM and about:
        yield from (Sign("many_organisations", sequence) for sequence, names in named.items() if names)
