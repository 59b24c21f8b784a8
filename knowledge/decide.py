"""Answer, ask back, refer or say that we do not know: the one place where that is decided.

Confidence is calibrated (knowledge.ranker), so a threshold is a risk that we accept.
"""

from collections.abc import Mapping

from knowledge.outcomes import Answered, AskBack, Outcome, Referred, Unknown
from knowledge.refer import believed_organisations, keyword_organisations, named_organisations
from knowledge.register import Register
from knowledge.schema import ServiceText
from knowledge.search import Search

# From here on an answer is given: a wrong answer costs a citizen more than a question back.
ANSWER_FROM = 0.50
# Below this nothing found is worth showing, not even as a choice.
ASK_BACK_FROM = 0.22
# Choices must hold this much of the belief together, else they are a lottery.
CHOICES_BELIEF = 0.55
CHOICES_MAX = 4
CHOICE_FLOOR = 0.06
# An organisation is named when the texts agree this much on who it is.
REFER_FROM = 0.45
REFER_CONFIDENCE = 0.08


def decide(
    found: Search,
    texts: Mapping[str, ServiceText],
    register: Register,
    municipality: str | None = None,
) -> Outcome:
    """The outcome of a search; never raises, never empty-handed."""
    if found.hits and found.confidence >= ANSWER_FROM:
        return Answered(found.hits[0].topic, found.confidence, found, municipality)
    choices = _choices(found)
    if found.confidence >= ASK_BACK_FROM and len(choices) > 1:
        return AskBack(choices, found.confidence, found, municipality)
    organisations = _organisations(found, texts, register)
    if organisations:
        return Referred(organisations, found.confidence, found, municipality)
    return Unknown(found.confidence, found, municipality)


def _choices(found: Search) -> tuple[str, ...]:
    likely = [hit for hit in found.hits[:CHOICES_MAX] if hit.probability >= CHOICE_FLOOR]
    if sum(hit.probability for hit in likely) < CHOICES_BELIEF:
        return ()
    return tuple(hit.topic for hit in likely)


def _organisations(found: Search, texts: Mapping[str, ServiceText], register: Register) -> tuple[str, ...]:
    named = named_organisations(found.question, register)
    if named:
        return named[:2]
    believed = believed_organisations(found, texts)
    if believed and believed[0][1] >= REFER_FROM and found.confidence >= REFER_CONFIDENCE:
        return (believed[0][0],)
    keyword = keyword_organisations(found.question, register)
    return keyword[:1] if found.confidence >= REFER_CONFIDENCE else ()
