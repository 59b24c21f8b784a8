"""A question within the conversation: about the answer before, about the question that was asked back, or new.

1. the question alone; a word, a name or a clear door needs nothing else
2. after an answer: is it about that? (knowledge.following)
3. half a question about nothing: what is it about?
4. after a question back: in the light of what was asked
"""

from dataclasses import dataclass, replace

from actions.memory import Memory
from actions.turn import Turn
from bot.reply import Reply
from bot.sentences import sentence
from knowledge.answer import last_doors, reply_to
from knowledge.ask import ask
from knowledge.base import KnowledgeBase
from knowledge.channel import without_wish
from knowledge.decide import decide
from knowledge.following.candidates import ASK_BACKS_MAX, choose_reply, human_reply
from knowledge.following.cues import cues_of
from knowledge.following.focus import New, Part, understand
from knowledge.following.parts import part_reply
from knowledge.following.views import look_twice, mixed
from knowledge.outcomes import Answered, AskBack, Explained, Outcome, Referred, Several, UnknownWord

# What a dialogue act asks for, when its words do not say it themselves.
PART_OF = {
    "ask_costs": "Kosten",
    "ask_duration": "Hoe lang duurt het",
    "ask_requirements": "Wat hebt u nodig",
    "ask_steps": "Wat moet u doen",
    "disagree": "Niet eens?",
    "for_someone_else": "Voor wie",
}
# After a question back, the new words and the first ones count the same.
WEIGHT_OF_NEW_WORDS = 0.5


@dataclass(frozen=True)
class Said:
    """The reply, the outcome that it comes from, and what was remembered before it."""

    reply: Reply
    outcome: Outcome
    memory: Memory


def in_conversation(base: KnowledgeBase, turn: Turn) -> Said:
    """What comes of this turn's words."""
    memory, text = turn.memory, without_wish(turn.text)
    rejected = frozenset(memory.rejected) if memory.ask_backs else frozenset()
    alone = ask(base, text, turn.municipality, rejected)
    if _stands_alone(alone):
        return _said(base, alone, memory.asking(text))
    if memory.focus in base.titles:
        return _after_answer(base, turn, text, alone)
    if PART_OF.get(turn.intent) and not cues_of(text).subject:
        return _about_what(base, turn, alone)
    if memory.ask_backs and memory.question and not isinstance(alone, Answered):
        return _after_question_back(base, turn, text, alone)
    return _said(base, alone, memory.asking(text))


def _stands_alone(outcome: Outcome) -> bool:
    """A word that was explained, two questions at once, or a door that leaves little doubt."""
    return isinstance(outcome, Explained | UnknownWord | Several) or (isinstance(outcome, Referred) and outcome.sure)


def _after_answer(base: KnowledgeBase, turn: Turn, text: str, alone: Outcome) -> Said:
    memory, focus = turn.memory, turn.memory.focus or ""
    understood = understand(base, text, focus, PART_OF.get(turn.intent), frozenset(memory.rejected))
    if isinstance(understood, New):
        return _said(base, alone, memory.asking(text))
    where = alone.municipality or turn.municipality
    if not isinstance(understood, Part):
        outcome = decide(understood.search, base.texts, base.doors, base.register, where)
        if isinstance(outcome, Answered | AskBack):
            return _said(base, replace(outcome, located=alone.located), memory.asking(text))
    heading = understood.heading if isinstance(understood, Part) else None
    answered = Answered(focus, understood.chance, alone.search, where, alone.located)
    return Said(part_reply(focus, heading, text, base, where), answered, memory)


def _after_question_back(base: KnowledgeBase, turn: Turn, text: str, alone: Outcome) -> Said:
    """What was not clear before, with the new words beside it; the surer of the two ways to read it."""
    memory = turn.memory
    views = look_twice(base, text, memory.question, frozenset(memory.rejected))
    found = mixed(views, base, WEIGHT_OF_NEW_WORDS)
    both = decide(found, base.texts, base.doors, base.register, alone.municipality or turn.municipality)
    surer = both if both.confidence >= alone.confidence else alone
    return _said(base, replace(surer, located=alone.located), replace(memory, question=f"{memory.question} {text}"))


def _said(base: KnowledgeBase, outcome: Outcome, memory: Memory) -> Said:
    if isinstance(outcome, AskBack) and memory.ask_backs >= ASK_BACKS_MAX:
        return Said(human_reply(base, outcome.municipality), outcome, memory)
    memory = memory if isinstance(outcome, Answered | AskBack) else memory.off_topic()
    return Said(reply_to(outcome, base), outcome, memory)


def _about_what(base: KnowledgeBase, turn: Turn, alone: Outcome) -> Said:
    """Half a question with nothing before it but perhaps a question back: which of those? Then a human."""
    memory = turn.memory
    offered = memory.open_offers(turn.number) if memory.ask_backs else ()
    if memory.ask_backs >= ASK_BACKS_MAX:
        return Said(human_reply(base, turn.municipality), alone, memory)
    if offered:
        return Said(choose_reply(offered), alone, memory)
    cards = last_doors(base, turn.municipality)
    ids = tuple(card.id for card in cards)
    reply = Reply(kind="clarify", text=sentence("follow.about_what"), organisations=ids, cards=cards)
    return Said(reply, alone, replace(memory, ask_backs=memory.ask_backs + 1))
