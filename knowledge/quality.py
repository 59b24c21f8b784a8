"""The evaluation set and its measures: what is right, what is wrong, and where.

The set (`tests/quality/questions.jsonl`) was written apart from the texts. Half of it, chosen by a hash
of the id, is for tuning; the other half only reports. Wegwijs and the peers are judged alike.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bot.settings import ROOT
from knowledge.answer import reply_to
from knowledge.base import KnowledgeBase
from knowledge.outcomes import DECISIONS, Answered, Outcome, Several
from knowledge.peers import Guess
from knowledge.reliability import threshold_for

QUESTIONS = ROOT / "tests" / "quality" / "questions.jsonl"
Split = Literal["tuning", "test"]


def split_of(case_id: str) -> Split:
    """Which half a question or case belongs to; failures are looked at in the tuning half only."""
    return "test" if int(hashlib.sha256(case_id.encode()).hexdigest(), 16) % 2 else "tuning"


@dataclass(frozen=True)
class Question:
    """A question with the topics and first organisations that are acceptable, best first."""

    id: str
    text: str
    topics: tuple[str, ...]
    organisations: tuple[str, ...]
    expect: Literal["answer", "clarify", "none"]
    style: str
    language: str

    @property
    def split(self) -> Split:
        return split_of(self.id)


@dataclass(frozen=True)
class Judged:
    """What was made of one question. `ranked`: texts, best first; `first`: the one that leads, None if a door does."""

    question: Question
    decision: str
    answered: bool
    confidence: float
    first: str | None
    ranked: tuple[str, ...]
    organisation: str | None

    @property
    def topic_at_1(self) -> bool:
        return bool(self.ranked) and self.ranked[0] in self.question.topics

    @property
    def topic_at_3(self) -> bool:
        return any(topic in self.question.topics for topic in self.ranked[:3])

    @property
    def first_is_right(self) -> bool:
        """Whether answering with the first topic would be right: what confidence claims."""
        return self.first in self.question.topics

    @property
    def organisation_at_1(self) -> bool:
        return self.organisation in self.question.organisations

    @property
    def asked_back(self) -> bool:
        return self.decision == "clarify"


def load_questions(path: Path = QUESTIONS) -> tuple[Question, ...]:
    """The evaluation set, in the order of the file."""
    with path.open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file if line.strip()]
    return tuple(
        Question(**{**row, "topics": tuple(row["topics"]), "organisations": tuple(row["organisations"])})
        for row in rows
    )


def judge(
    questions: Iterable[Question], base: KnowledgeBase, ask: Callable[[KnowledgeBase, str], Outcome]
) -> list[Judged]:
    """Ask every question; the first organisation is the one a citizen reads first."""
    return [_judged(question, ask(base, question.text), base) for question in questions]


def _judged(question: Question, outcome: Outcome, base: KnowledgeBase) -> Judged:
    shown = outcome.topics if isinstance(outcome, Several) else ()
    candidates = tuple(dict.fromkeys((*shown, *(hit.topic for hit in outcome.search.candidates))))
    ranked = tuple(topic for topic in candidates if topic in base.texts)
    return Judged(
        question=question,
        decision=DECISIONS[type(outcome)],
        answered=isinstance(outcome, Answered | Several),
        confidence=outcome.confidence,
        first=ranked[0] if ranked and ranked[0] == candidates[0] else None,
        ranked=ranked,
        organisation=next(iter(reply_to(outcome, base).organisations), None),
    )


def judge_peer(
    questions: Sequence[Question], guesses: Sequence[Guess], base: KnowledgeBase, share_answered: float
) -> list[Judged]:
    """A peer, made to answer `share_answered` of the tuning half; `guesses` in the order of `questions`."""
    leads = [_lead(guess, base) for guess in guesses]
    tuning = [
        guess.confidence if lead else None
        for question, guess, lead in zip(questions, guesses, leads, strict=True)
        if question.split == "tuning"
    ]
    threshold = threshold_for(tuning, share_answered)
    return [
        _peer_judged(question, guess, lead, threshold, base)
        for question, guess, lead in zip(questions, guesses, leads, strict=True)
    ]


def _lead(guess: Guess, base: KnowledgeBase) -> str | None:
    first = next(iter(guess.ranked), None)
    return first if first in base.texts and not guess.elsewhere else None


def _peer_judged(question: Question, guess: Guess, lead: str | None, threshold: float, base: KnowledgeBase) -> Judged:
    answered = lead is not None and guess.confidence >= threshold
    return Judged(
        question=question,
        decision="answer" if answered else "unknown",
        answered=answered,
        confidence=guess.confidence,
        first=lead,
        ranked=tuple(topic for topic in guess.ranked if topic in base.texts),
        organisation=next(_organisations(guess, base), None),
    )


def _organisations(guess: Guess, base: KnowledgeBase) -> Iterator[str]:
    """Of the first topic, text or door; a peer that says `elsewhere` knows none."""
    for topic in guess.ranked[:1]:
        if not guess.elsewhere and topic in base.texts:
            yield from (role.id for role in base.texts[topic].organisations)
        elif not guess.elsewhere and topic in base.doors:
            yield from base.doors[topic].organisations


@dataclass(frozen=True)
class Measures:
    """Shares between 0 and 1; None where no question of the kind is in the group."""

    questions: int
    topic_at_1: float | None
    topic_at_3: float | None
    organisation_at_1: float | None
    right_answers: float | None
    wrong_answers: float | None
    false_answers: float | None
    asked_back: float | None
    answered: float | None


def measure(judged: Sequence[Judged]) -> Measures:
    """Topic measures over questions with one topic; `false_answers` over questions without any."""
    single = [j for j in judged if j.question.expect == "answer"]
    without = [j for j in judged if j.question.expect == "none"]
    ambiguous = [j for j in judged if j.question.expect == "clarify"]
    with_organisation = [j for j in judged if j.question.organisations]
    return Measures(
        questions=len(judged),
        topic_at_1=_share(single, lambda j: j.topic_at_1),
        topic_at_3=_share(single, lambda j: j.topic_at_3),
        organisation_at_1=_share(with_organisation, lambda j: j.organisation_at_1),
        right_answers=_share(single, lambda j: j.answered and j.topic_at_1),
        wrong_answers=_share(single, lambda j: j.answered and not j.topic_at_1),
        false_answers=_share(without, lambda j: j.answered),
        asked_back=_share(ambiguous, lambda j: j.asked_back),
        answered=_share(judged, lambda j: j.answered),
    )


def _share(judged: Sequence[Judged], right: Callable[[Judged], bool]) -> float | None:
    return sum(map(right, judged)) / len(judged) if judged else None
