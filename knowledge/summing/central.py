"""The question in the citizen's own words: the most central sentence that asks for something, whole.

Two looks. By words: is it a question, how much of the conversation does it share its words with, is it the last
subject, was it answered? Then the encoder looks at the few best, since people say one thing in several words.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from bot.case import Line
from bot.sentences import sentence
from knowledge.base import KnowledgeBase
from knowledge.encoder import Vectors
from knowledge.lexical import STOPWORDS, words
from knowledge.places import NotAPlace, said_place
from knowledge.planning.words import plain
from knowledge.summing.cues import pattern
from knowledge.summing.heard import Sentence
from knowledge.summing.remembered import vectors_of
from knowledge.transcript import Transcript

# A sentence takes about 10 ms to encode, and a summary may take 50.
ENCODED_MAX = 3
# What these say is never the question, whatever the words are.
NO_QUESTION = frozenset(
    [
        "greet",
        "thanks",
        "bye",
        "affirm",
        "deny",
        "swearing",
        "my_place",
        "choose_place",
        "switch_language",
        "start_over",
        "delete_conversation",
        "are_you_computer",
        "ask_human",
        "not_understood",
        "show_plan",
        "plan_done",
        "plan_step",
        "plan_answer",
        "prefer_channel",
    ]
)
# These may hold one, beside what they say about the answer.
HARDLY = frozenset(["complaint", "correction", "more_detail", "explain_simpler", "already_tried", "other_organisation"])
FOLLOW_UPS = frozenset(["ask_costs", "ask_duration", "ask_requirements", "ask_steps"])
ANSWER_WORDS_MAX = 6
WORDS_MIN, WORDS_GOOD, WORDS_MAX = 4, 6, 45
WELL_ANSWERED = frozenset({"answer", "plan"})


def question_of(heard: Sequence[Sentence], transcript: Transcript, base: KnowledgeBase) -> Line:
    """The question, said by the citizen; what they pressed when they typed none."""
    candidates = [one for one in heard if may_be_question(one, base)]
    if candidates:
        best = _most_central(candidates, heard, base)
        return Line(text=best.text, turns=(best.sequence,), said=True)
    pressed = [
        said for said in transcript.said if said.title and not said.text and "/choose_topic" in (said.payload or "")
    ]
    if pressed:
        return Line(text=sentence("summary.pressed", title=pressed[-1].title), turns=(pressed[-1].sequence,))
    return Line(text=sentence("summary.no_question"))


def may_be_question(one: Sentence, base: KnowledgeBase) -> bool:
    """Not a courtesy, not swearing, not an answer to something that was asked."""
    if one.said.intent in NO_QUESTION and not _asks(one):
        return False
    if pattern("courtesy").search(one.plain) or not _content(one.plain):
        return False
    swears = pattern("swearing").search(one.plain)
    return not (swears and not _asks(one)) and not _is_answer(one, base)


def _is_answer(one: Sentence, base: KnowledgeBase) -> bool:
    """Whether it fills in what Wegwijs had just asked: a place, a choice, a question of the plan."""
    before, count = one.before, len(one.text.split())
    if before is None or "?" in one.text:
        return False
    if plain(one.text) in {plain(button.title) for button in before.buttons}:
        return True
    if before.asks == "plan":
        return count <= ANSWER_WORDS_MAX or not _asks(one)
    outcome = (
        said_place(one.text, base.register.gazetteer, before.asks == "place") if count <= ANSWER_WORDS_MAX else None
    )
    return outcome is not None and not isinstance(outcome, NotAPlace)


def _asks(one: Sentence) -> bool:
    return bool(pattern("asking", "question").search(one.text))


def _content(said: str) -> frozenset[str]:
    """Stems of the words that carry a subject."""
    return frozenset(words(said)) if any(word not in STOPWORDS for word in said.split()) else frozenset()


def _most_central(candidates: Sequence[Sentence], heard: Sequence[Sentence], base: KnowledgeBase) -> Sentence:
    shared = _shared(heard, base)
    by_words = {id(one): _by_words(one, shared, candidates) for one in candidates}
    few = sorted(candidates, key=lambda one: -by_words[id(one)])[:ENCODED_MAX]
    if len(few) == 1:
        return few[0]
    vectors = vectors_of([one.text for one in few], base.encoder)
    near = _nearness(vectors, np.array([max(by_words[id(one)], 0.1) for one in few]))
    return few[int(np.argmax([by_words[id(one)] + close for one, close in zip(few, near, strict=True)]))]


def _shared(heard: Sequence[Sentence], base: KnowledgeBase) -> Counter[str]:
    """Stem → how many messages it is in; the titles of what was answered count as one more."""
    messages: dict[int, set[str]] = {}
    for one in heard:
        messages.setdefault(one.sequence, set()).update(_content(one.plain))
        if one.after and one.after.topic and one.after.kind == "answer":
            messages[one.sequence].update(words(base.titles.get(one.after.topic, "")))
    return Counter(stem for stems in messages.values() for stem in stems)


def _by_words(one: Sentence, shared: Counter[str], candidates: Sequence[Sentence]) -> float:
    stems = _content(one.plain)
    total = sum(shared.values()) or 1
    coverage = sum(shared[stem] for stem in stems) / total
    score = 1.0 * _asks(one) + 0.6 * bool(pattern("asking", "wish").search(one.text)) + 2.0 * coverage
    score += _by_length(one, stems) + _by_turn(one)
    first, last = candidates[0].sequence, candidates[-1].sequence
    return score + 0.5 * ((one.sequence - first) / (last - first) if last > first else 0.0)


def _by_length(one: Sentence, stems: frozenset[str]) -> float:
    count = len(one.text.split())
    if count < WORDS_MIN or len(stems) < 2:
        return -0.6
    return 0.3 if WORDS_GOOD <= count <= WORDS_MAX else 0.0


def _by_turn(one: Sentence) -> float:
    """What kind of message it stands in, and what came of it."""
    score = -0.7 * (one.said.intent in FOLLOW_UPS) - 0.6 * (one.said.intent in HARDLY)
    if one.after is None or one.after.kind in ("clarify", "refer", "apology"):
        score += 0.3
    return score - 0.8 * bool(one.after and one.after.kind in ("out_of_scope", "smalltalk"))


def _nearness(vectors: Vectors, weights: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> list[float]:
    """How near each is to the weighted middle of all, from 0 (the farthest) to 1 (the nearest)."""
    middle = weights @ vectors
    cosines = vectors @ (middle / max(float(np.linalg.norm(middle)), 1e-9))
    spread = float(cosines.max() - cosines.min())
    return [float(one - cosines.min()) / spread if spread > 1e-6 else 0.0 for one in cosines]
