"""One conversation as an agent reads it in ten seconds.

Promises: every line comes from messages of the conversation and names them; what the citizen claims is quoted or
said to be theirs; nothing that a citizen orders the computer to write goes in. Words are masked before they come
here and stay so. Refuses to conclude anything: whether a claim is true is for the agent to see.
"""

from typing import get_args

from bot.case import Case, Line, Reason, ReasonCode, Stuck, Summary, Urgency
from bot.sentences import all_sentences
from knowledge.base import KnowledgeBase
from knowledge.summing.answered import answered_lines, shown_organisations, topic_of
from knowledge.summing.central import context_of, question_of
from knowledge.summing.fitting import explanation_of, subject_of
from knowledge.summing.heard import heard_in
from knowledge.summing.needs import BY_REASON, language_of, needs_lines
from knowledge.summing.remaining import open_lines
from knowledge.summing.situation import life_event_of, municipality_of, situation_lines
from knowledge.summing.tone import tone_of
from knowledge.summing.tried import tried_lines
from knowledge.transcript import Transcript

REASON_ORDER = get_args(ReasonCode)


def case_of(transcript: Transcript, base: KnowledgeBase, stuck: Stuck, urgency: Urgency) -> Case:
    """The case of a handoff now; `urgency` comes from the reasons and is passed on."""
    heard = heard_in(transcript)
    reasons = tuple(sorted(stuck.reasons, key=lambda reason: REASON_ORDER.index(reason.code)))
    question = question_of(heard, transcript, base, reasons)
    event, place = life_event_of(transcript, heard, base), municipality_of(transcript, heard, base)
    summary = Summary(
        question=question,
        situation=situation_lines(heard, context_of(question, heard, base), event, place, base),
        answered=answered_lines(transcript, base),
        tried=tried_lines(transcript, heard, base),
        open=open_lines(transcript, heard, base, question),
        why=_why(reasons),
        needs=needs_lines(transcript, heard, reasons),
        tone=tone_of(heard),
    )
    topic = topic_of(transcript, question)
    return Case(
        urgency=urgency,
        reasons=reasons,
        summary=summary,
        subject=subject_of(question, base.titles.get(topic or "")),
        explanation=explanation_of(summary.model_copy(update={"why": _why(_beside_needs(reasons))}), urgency),
        topic=topic,
        organisations=shown_organisations(transcript),
        life_event=event.id if event else None,
        municipality=place.code if place else None,
        language=language_of(transcript),
    )


def _beside_needs(reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """Those that `needs` does not say already: in one text nothing stands twice."""
    return tuple(reason for reason in reasons if reason.code not in BY_REASON)


def _why(reasons: tuple[Reason, ...]) -> tuple[Line, ...]:
    """The reasons in Dutch, as they stand in `bot/sentences_stuck.yml`."""
    said = all_sentences()
    return tuple(Line(text=said[key], turns=r.turns) for r in reasons if (key := f"reasons.{r.code}") in said)
