"""How likely a sentence is the citizen's question, by its words and by what came of its message.

A question says what it is about, shares its words with the rest of the conversation, and is not yet settled. The
weights are round numbers, set on the tuning half of `tests/quality/summaries.jsonl`.
"""

from collections import Counter
from collections.abc import Collection, Sequence

from bot.case import Reason
from knowledge.base import KnowledgeBase
from knowledge.following.cues import cues_of
from knowledge.lexical import words
from knowledge.summing.cues import listed, pattern
from knowledge.summing.heard import SUBJECT_STEMS_MIN, Sentence
from knowledge.summing.needs import is_only_need
from knowledge.summing.tried import says_tried

WORDS_MIN, WORDS_MAX = 4, 45
SURELY, MAYBE, WISH = 1.0, 0.4, 0.4
SHARED, RECENT = 1.0, 0.5
UNSETTLED, OUTSIDE = 0.3, -0.8
STATEMENT, SHORT_OR_LONG, THIN, POINTS_BACK, HALF = -0.3, -0.3, -0.2, -0.4, -0.6
TOLD, HARDLY = -0.8, -0.6
NEED = 0.5


def ranked(
    candidates: Sequence[Sentence], heard: Sequence[Sentence], base: KnowledgeBase, reasons: Sequence[Reason]
) -> list[tuple[Sentence, float]]:
    """The candidates with their scores, the most likely first."""
    needs = {turn for reason in reasons if reason.code in listed("needing") for turn in reason.turns}
    shared = shares(candidates, heard, base)
    scored = [
        (one, _by_words(one) + _by_turn(one, needs) + SHARED * share + RECENT * _recent(one, candidates))
        for one, share in zip(candidates, shared, strict=True)
    ]
    return sorted(scored, key=lambda pair: -pair[1])


def asks(one: Sentence) -> bool:
    """Whether it has the form of a question."""
    return asks_surely(one) or bool(pattern("asking", "maybe").search(one.text))


def asks_surely(one: Sentence) -> bool:
    """Whether it is nothing but a question."""
    return bool(pattern("asking", "surely").search(one.text))


def _by_words(one: Sentence) -> float:
    count, stems = len(one.text.split()), len(one.content)
    score = SURELY if asks_surely(one) else MAYBE * asks(one)
    score += WISH * wishes(one)
    score += STATEMENT * (score == 0)
    score += SHORT_OR_LONG * (not WORDS_MIN <= count <= WORDS_MAX)
    score += TOLD * ((says_tried(one) or is_only_need(one)) and not asks_surely(one))
    return score + _by_context(one, stems)


def wishes(one: Sentence) -> bool:
    """Whether it names a wish or a trouble."""
    return bool(pattern("asking", "wish").search(one.text))


def _by_context(one: Sentence, stems: int) -> float:
    """Whether it leans on what was said before."""
    cues = cues_of(one.plain)
    is_half = cues.aspect is not None and stems < SUBJECT_STEMS_MIN
    return (
        THIN * (stems < SUBJECT_STEMS_MIN)
        + HALF * is_half
        + POINTS_BACK * (cues.points_back and stems <= SUBJECT_STEMS_MIN)
    )


def _by_turn(one: Sentence, needs: Collection[int]) -> float:
    """What kind of message it stands in, and what came of it."""
    score = HALF * (one.said.intent in listed("half_questions")) + HARDLY * (one.said.intent in listed("hardly"))
    score += NEED * (one.sequence in needs)
    if one.after is None or one.after.kind in ("clarify", "refer", "apology"):
        return score + UNSETTLED
    return score + OUTSIDE * (one.after.kind in ("out_of_scope", "smalltalk"))


def _recent(one: Sentence, candidates: Sequence[Sentence]) -> float:
    first, last = candidates[0].sequence, candidates[-1].sequence
    return (one.sequence - first) / (last - first) if last > first else 0.0


def _messages_with(heard: Sequence[Sentence], base: KnowledgeBase) -> Counter[str]:
    """Stem → how many messages it is in; the title of the text that answered a message counts as its words."""
    messages: dict[int, set[str]] = {}
    for one in heard:
        stems = messages.setdefault(one.sequence, set())
        stems.update(one.content)
        if one.after and one.after.kind == "answer" and one.after.topic in base.titles:
            stems.update(words(base.titles[one.after.topic]))
    return Counter(stem for stems in messages.values() for stem in stems)


def shares(candidates: Sequence[Sentence], heard: Sequence[Sentence], base: KnowledgeBase) -> list[float]:
    """How much of the conversation each has its words in, from 0 to 1 for the one that has most."""
    messages = _messages_with(heard, base)
    stems = [one.content for one in candidates]
    sums = [sum(messages[stem] for stem in set(own)) / max(len(own), 1) ** 0.5 for own in stems]
    most = max(sums, default=0.0) or 1.0
    return [found / most for found in sums]
