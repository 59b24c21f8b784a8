"""What is open: the last question that got no answer, and the steps of a plan that are not done."""

from collections.abc import Sequence

from bot.case import Line
from bot.days import today
from bot.reply import Kind, Plan
from bot.sentences import sentence
from knowledge.base import KnowledgeBase
from knowledge.planning.make import remake_plan
from knowledge.summing.central import may_be_question
from knowledge.summing.heard import Sentence
from knowledge.summing.ranking import WORDS_MIN, asks, wishes
from knowledge.summing.tried import says_tried
from knowledge.transcript import Transcript

NO_ANSWER: frozenset[Kind] = frozenset({"clarify", "refer", "apology"})
REJECTING = frozenset({"complaint", "correction", "not_understood", "already_tried"})


def open_lines(
    transcript: Transcript, heard: Sequence[Sentence], base: KnowledgeBase, question: Line
) -> tuple[Line, ...]:
    """The question first, then the plan."""
    lines = (_unanswered(transcript, heard, base, question), _plan(transcript, base))
    return tuple(line for line in lines if line)


def _unanswered(transcript: Transcript, heard: Sequence[Sentence], base: KnowledgeBase, question: Line) -> Line | None:
    asked = [one for one in heard if _is_asked(one, question, base)]
    last = [one for one in asked if one.sequence == asked[-1].sequence] if asked else []
    without = [one for one in last if one.after is None or one.after.kind in NO_ANSWER]
    if any(one.sequence in question.turns for one in last):
        if without:
            return Line(text=sentence("summary.unanswered_same"), turns=question.turns)
        return _rejected(transcript, question)
    if not without:
        return None
    longest = max(without, key=lambda one: len(one.text))
    return Line(text=sentence("summary.unanswered", said=longest.text), turns=(longest.sequence,), said=True)


def _is_asked(one: Sentence, question: Line, base: KnowledgeBase) -> bool:
    """Whether somebody waits for an answer to it; a cry ("hoezo niet??") is none."""
    if one.text == question.text:
        return True
    says = may_be_question(one, base) and len(one.text.split()) >= WORDS_MIN
    return says and (asks(one) or wishes(one)) and (not says_tried(one) or "?" in one.text)


def _rejected(transcript: Transcript, question: Line) -> Line | None:
    """The question was answered, and the citizen said that it was not what they meant."""
    after = [said for said in transcript.said if said.sequence > max(question.turns, default=0)]
    turns = tuple(said.sequence for said in after if said.intent in REJECTING)
    return Line(text=sentence("summary.rejected"), turns=turns) if turns else None


def _plan(transcript: Transcript, base: KnowledgeBase) -> Line | None:
    plan, turn = _last_plan(transcript, base)
    if plan is None:
        return _begun(transcript)
    done = sum(step.done for step in plan.steps)
    next_step = next((step.title for step in plan.steps if not step.done), None)
    key = "summary.plan" if next_step else "summary.plan_done"
    title = plan.title if plan.title[-1] in ".?!" else f"{plan.title}."
    text = sentence(key, title=title, done=done, count=len(plan.steps), step=next_step)
    return Line(text=text, turns=(turn,) if turn is not None else ())


def _last_plan(transcript: Transcript, base: KnowledgeBase) -> tuple[Plan | None, int | None]:
    """The plan as it is kept, and the turn in which it was shown last."""
    shown = [(turn.reply.plan, turn.said.sequence) for turn in transcript.turns if turn.reply and turn.reply.plan]
    kept = transcript.plan
    if kept is None or kept.plan not in base.plans:
        return shown[-1] if shown else (None, None)
    turns = [sequence for plan, sequence in shown if plan.id == kept.plan]
    return remake_plan(base.plans[kept.plan], kept, base.register, today()), turns[-1] if turns else None


def _begun(transcript: Transcript) -> Line | None:
    """The questions of a plan were asked and the plan was never made."""
    turns = [turn.said.sequence for turn in transcript.turns if turn.reply and turn.reply.asks == "plan"]
    return Line(text=sentence("summary.plan_begun"), turns=(turns[-1],)) if turns else None
