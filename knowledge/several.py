"""Two questions in one message: when its parts are answered by texts of their own, each gets a short answer.

Most messages with an "en" hold one question and the situation of the asker ("ik ben gescheiden en wil kindgebonden
budget"). A part counts when it asks something itself, or when search hears its subject in the whole message too.
The thresholds were set on the tuning half of the evaluation set, and on pairs of its questions.
"""

from knowledge.base import KnowledgeBase
from knowledge.outcomes import Answered, AskBack, Outcome, Referred, Several, Unknown
from knowledge.parts import Clause, clauses
from knowledge.search import Search, search

# More parts than this is a story with one question in it.
CLAUSES_MAX = 4
# Three short answers still fit one screen of a phone.
ANSWERS_MAX = 3
# How sure the text of a part must be: when a second question is announced, when the part has the form of a question,
# and when it only tells something that the whole holds too.
ANNOUNCED_FROM = 0.4
ASKED_FROM = 0.57
HEARD_FROM = 0.26
# The share of belief that the whole message must give to the subject of a part that only tells.
HEARD_SHARE = 0.1
# As sure as this, a text about the whole message that no part found knows better than the parts.
WHOLE_FROM = 0.67


def several(
    base: KnowledgeBase, question: str, whole: Search, otherwise: Outcome, without: frozenset[str] = frozenset()
) -> Outcome:
    """`otherwise`, unless the message holds questions that different texts answer; `without`: topics left out."""
    parts = clauses(question)
    if not 1 < len(parts) <= CLAUSES_MAX or not isinstance(otherwise, Answered | AskBack | Referred | Unknown):
        return otherwise
    answers = _answers(base, parts, whole, otherwise.municipality, without)
    if len(answers) < 2 or not _surer_than_whole(answers, otherwise):
        return otherwise
    least = min(answer.confidence for answer in answers)
    return Several(answers[:ANSWERS_MAX], least, whole, otherwise.municipality)


def _answers(
    base: KnowledgeBase,
    parts: tuple[Clause, ...],
    whole: Search,
    municipality: str | None,
    without: frozenset[str],
) -> tuple[Answered, ...]:
    """One answer a topic, in the order of the message."""
    share = {hit.topic: hit.probability for hit in whole.candidates}
    by_topic: dict[str, Answered] = {}
    for part in parts:
        found = _search(base, part, parts[0], without)
        first = found.candidates[0].topic if found.candidates else ""
        if first in base.texts and _counts(part, parts, found, share.get(first, 0.0)):
            by_topic.setdefault(first, Answered(first, found.confidence, found, municipality))
    return tuple(by_topic.values())


def _search(base: KnowledgeBase, part: Clause, lead: Clause, without: frozenset[str]) -> Search:
    """A question that says too little alone is read after what the message began with."""
    found = search(base.index, base.encoder, part.text, without)
    if not part.asks or lead.asks or found.confidence >= ASKED_FROM:
        return found
    return search(base.index, base.encoder, f"{lead.text}, {part.text}", without)


def _counts(part: Clause, parts: tuple[Clause, ...], found: Search, share: float) -> bool:
    """What is told beside one question is the situation; what is told alone may be a question, when all hear it."""
    if any(one.marked for one in parts):
        return found.confidence >= ANNOUNCED_FROM
    if part.asks:
        return found.confidence >= ASKED_FROM
    told_alone = not any(one.asks for one in parts)
    return told_alone and found.confidence >= HEARD_FROM and share >= HEARD_SHARE


def _surer_than_whole(answers: tuple[Answered, ...], otherwise: Outcome) -> bool:
    """At least one part leaves little doubt, and no text about the whole message knows better."""
    if max(answer.confidence for answer in answers) < ASKED_FROM:
        return False
    is_whole = isinstance(otherwise, Answered) and otherwise.topic not in {answer.topic for answer in answers}
    return not (is_whole and otherwise.confidence >= WHOLE_FROM)
