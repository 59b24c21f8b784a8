"""The question in the citizen's own words: the most central sentence that asks for something, whole.

Two looks. `knowledge.summing.ranking` goes by words and by what came of a message; then the encoder looks at the few
best, since people say one thing in several words.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.case import Line, Reason
from bot.sentences import sentence
from knowledge.base import KnowledgeBase
from knowledge.places import NotAPlace, said_place
from knowledge.planning.words import plain
from knowledge.summing.cues import listed, pattern
from knowledge.summing.heard import SUBJECT_STEMS_MIN, Sentence
from knowledge.summing.needs import is_only_need
from knowledge.summing.ranking import asks, asks_surely, ranked, shares, wishes
from knowledge.summing.remembered import vectors_of
from knowledge.summing.tried import says_tried
from knowledge.transcript import Transcript

# A sentence takes about 10 ms to encode, and a summary may take 50.
ENCODED_MAX = 3
# Between two there is no middle: the encoder would say nothing new.
MIDDLE_FROM = 3
# What the encoder can add; a question that is a real one by words is 1 ahead of a statement.
NEAR_WEIGHT = 0.4
ANSWER_WORDS_MAX = 6
CONTEXT_WORDS_MAX, CONTEXT_CHARS_MAX = 25, 200
TROUBLE = 0.3
CHOSEN = "/choose_topic"


def question_of(
    heard: Sequence[Sentence], transcript: Transcript, base: KnowledgeBase, reasons: Sequence[Reason] = ()
) -> Line:
    """The question, said by the citizen; what they pressed when they typed none."""
    candidates = [one for one in heard if may_be_question(one, base)]
    if candidates:
        best = _most_central(candidates, heard, base, reasons)
        return Line(text=best.text, turns=(best.sequence,), said=True)
    pressed = [said for said in transcript.said if said.title and (said.payload or "").startswith(CHOSEN)]
    if pressed:
        return Line(text=sentence("summary.pressed", title=pressed[-1].title), turns=(pressed[-1].sequence,))
    return Line(text=sentence("summary.no_question"))


def context_of(question: Line, heard: Sequence[Sentence], base: KnowledgeBase) -> Line | None:
    """What happened, in one more sentence of the citizen, when one says so shortly."""
    others = [one for one in heard if one.text != question.text and _may_tell(one, base)]
    if not others or not question.said:
        return None
    scores = [share + TROUBLE * wishes(one) for one, share in zip(others, shares(others, heard, base), strict=True)]
    best = others[scores.index(max(scores))]
    return Line(text=sentence("summary.said", said=best.text), turns=(best.sequence,), said=True)


def _may_tell(one: Sentence, base: KnowledgeBase) -> bool:
    """Short, not a question, and not what stands elsewhere: what was tried, what is needed."""
    if one.after is not None and one.after.kind in ("out_of_scope", "smalltalk"):
        return False
    is_short = len(one.text.split()) <= CONTEXT_WORDS_MAX and len(one.text) <= CONTEXT_CHARS_MAX
    if not is_short or len(one.content) < SUBJECT_STEMS_MIN:
        return False
    return not (says_tried(one) or is_only_need(one) or asks_surely(one)) and may_be_question(one, base)


def may_be_question(one: Sentence, base: KnowledgeBase) -> bool:
    """Not a courtesy, not swearing, not an answer to something that was asked."""
    if one.said.intent in listed("no_question") and not asks(one):
        return False
    if pattern("courtesy").search(one.plain) or not one.content:
        return False
    swears = pattern("swearing").search(one.plain)
    return not (swears and not asks(one)) and not _is_answer(one, base)


def _is_answer(one: Sentence, base: KnowledgeBase) -> bool:
    """Whether it fills in what Wegwijs had just asked: a place, a choice, a question of the plan."""
    before, count = one.before, len(one.text.split())
    if before is None or "?" in one.text:
        return False
    if plain(one.text) in {plain(button.title) for button in before.buttons}:
        return True
    if before.asks == "plan":
        return count <= ANSWER_WORDS_MAX or not asks(one)
    if count > ANSWER_WORDS_MAX:
        return False
    outcome = said_place(one.text, base.register.gazetteer, before.asks == "place")
    return outcome is not None and not isinstance(outcome, NotAPlace)


def _most_central(
    candidates: Sequence[Sentence], heard: Sequence[Sentence], base: KnowledgeBase, reasons: Sequence[Reason]
) -> Sentence:
    scored = ranked(candidates, heard, base, reasons)
    # who is further behind than the encoder can add, is not looked at
    best = [pair for pair in scored[:ENCODED_MAX] if scored[0][1] - pair[1] <= NEAR_WEIGHT]
    if len(best) < MIDDLE_FROM:
        return best[0][0]
    scores = np.array([score for _, score in best])
    near = _nearness(vectors_of([one.text for one, _ in best], base.encoder), scores)
    return best[int(np.argmax(scores + NEAR_WEIGHT * near))][0]


def _nearness(vectors: NDArray[np.float32], scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """How near each is to the weighted middle of all, from 0 (the farthest) to 1 (the nearest)."""
    middle = np.maximum(scores, 0.1) @ vectors
    cosines = vectors @ (middle / np.linalg.norm(middle))
    spread = float(cosines.max() - cosines.min())
    return np.asarray((cosines - cosines.min()) / spread if spread > 0 else np.zeros(len(cosines)), dtype=np.float64)
