"""A case with nothing but the last words: when the assistant hands over and could make no summary.

Better a human who reads the conversation than a citizen who was told that one would come, and nobody does.
"""

from bot.case import SUBJECT_MAX_CHARS, Case, Line, Reason, Summary
from bot.sentences import sentence


def bare_case(words: str, sequence: int) -> Case:
    """`words` are masked already; what is too long for a subject stays whole in the question."""
    question = Line(text=words, turns=(sequence,), said=True)
    subject = words if len(words) <= SUBJECT_MAX_CHARS else sentence("handoff.bare_subject")
    return Case(
        urgency="normaal",
        reasons=(Reason(code="asks_human", turns=(sequence,)),),
        summary=Summary(question=question),
        subject=subject,
        explanation=sentence("handoff.bare_explanation"),
    )
