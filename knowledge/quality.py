"""The evaluation set and its measures: what is right, what is wrong, and where.

The set (`tests/quality/questions.jsonl`) was written apart from the texts. Half of it, chosen by a hash
of the id, is for tuning; the other half only reports.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bot.settings import ROOT
from knowledge.answer import reply_to
from knowledge.base import KnowledgeBase
from knowledge.outcomes import Answered, AskBack, Outcome

QUESTIONS = ROOT / "tests" / "quality" / "questions.jsonl"
Split = Literal["tuning", "test"]


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
        return "test" if int(hashlib.sha256(self.id.encode()).hexdigest(), 16) % 2 else "tuning"


@dataclass(frozen=True)
class Judged:
    """What Wegwijs made of one question."""

    question: Question
    outcome: Outcome
    ranked: tuple[str, ...]
    organisation: str | None

    @property
    def topic_at_1(self) -> bool:
        return bool(self.ranked) and self.ranked[0] in self.question.topics

    @property
    def topic_at_3(self) -> bool:
        return any(topic in self.question.topics for topic in self.ranked[:3])

    @property
    def organisation_at_1(self) -> bool:
        return self.organisation in self.question.organisations

    @property
    def answered(self) -> bool:
        return isinstance(self.outcome, Answered)

    @property
    def asked_back(self) -> bool:
        return isinstance(self.outcome, AskBack)


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
    judged = []
    for question in questions:
        outcome = ask(base, question.text)
        reply = reply_to(outcome, base)
        ranked = tuple(hit.topic for hit in outcome.search.candidates if hit.topic in base.texts)
        judged.append(Judged(question, outcome, ranked, next(iter(reply.organisations), None)))
    return judged


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
    )


def _share(judged: Sequence[Judged], right: Callable[[Judged], bool]) -> float | None:
    return sum(map(right, judged)) / len(judged) if judged else None
