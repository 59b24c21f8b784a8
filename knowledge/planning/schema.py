"""What a plan file (`knowledge/plans/<id>.yaml`) holds; `docs/plans.md` explains it to editors.

Frozen and strict, like the other records of `knowledge.schema`. What one file cannot know by itself (do the
topics exist, can every step be reached) is checked in `knowledge.planning.mistakes`.
"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, HttpUrl, StringConstraints

from knowledge.schema import Audience, Line, Record, Slug

# A button of WhatsApp holds 20 characters, a row of its list 24; a list has 10 rows, one is "weet ik niet".
ChoiceTitle = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=24)]
CHOICES_MAX = 9
# Who has little strength left answers no more than this.
QUESTIONS_MAX = 5
STEPS_MIN, STEPS_MAX = 6, 18
PHRASINGS_MIN = 12

# Question → the choices that fit, any one of them; every question must fit.
Conditions = Annotated[Mapping[Slug, Annotated[tuple[Slug, ...], Field(min_length=1)]], Field(min_length=1)]
Unit = Literal["dagen", "werkdagen", "weken", "maanden"]


class Choice(Record):
    """One answer to a question. `also`: other words for it that people type; never shown."""

    id: Slug
    title: ChoiceTitle
    also: tuple[Line, ...] = ()


class ChoiceQuestion(Record):
    """A question with buttons, asked only when `when` fits what is known."""

    kind: Literal["choice"]
    id: Slug
    text: Line
    choices: tuple[Choice, ...] = Field(min_length=2, max_length=CHOICES_MAX)
    when: Conditions | None = None


class DateQuestion(Record):
    """The date of the event. `tense` reads a day without a year: 12 maart of a death is in the past."""

    kind: Literal["date"]
    id: Slug
    text: Line
    tense: Literal["past", "future", "any"] = "any"
    when: Conditions | None = None


Question = Annotated[ChoiceQuestion | DateQuestion, Field(discriminator="kind")]


class Deadline(Record):
    """A term that counts from the event. `legal`: set by an act, so the Algemene termijnenwet may extend it."""

    amount: int = Field(gt=0, le=1000)
    unit: Unit
    text: Line
    direction: Literal["after", "before"] = "after"
    legal: bool = False


class StepSource(Record):
    title: Line
    url: HttpUrl


class Step(Record):
    """One thing to do. `only_if` is said when it is unknown whether `when` fits."""

    id: Slug
    title: Annotated[Line, StringConstraints(max_length=60)]
    text: Line
    organisation: Slug | None
    source: StepSource
    when: Conditions | None = None
    only_if: Line | None = None
    exclusive: Slug | None = None
    needs: tuple[Line, ...] = ()
    take_along: Line | None = None
    deadline: Deadline | None = None
    late: Line | None = None
    topic: Slug | None = None


class Help(Record):
    """Where a human helps with all of it."""

    organisation: Slug
    text: Line


class LifePlan(Record):
    """A life event as an editor wrote it: questions that change the steps, and the steps in order.

    The first of `offered_by` is the text that the phrasings lead to.
    """

    id: Slug
    title: Line
    intro: Line
    audience: tuple[Audience, ...] = Field(min_length=1)
    status: Literal["draft", "checked", "withdrawn"]
    checked_on: date
    offered_by: tuple[Slug, ...] = Field(min_length=1)
    phrasings: tuple[Line, ...] = Field(min_length=PHRASINGS_MIN)
    questions: tuple[Question, ...] = Field(max_length=QUESTIONS_MAX)
    steps: tuple[Step, ...] = Field(min_length=STEPS_MIN, max_length=STEPS_MAX)
    help: tuple[Help, ...] = Field(min_length=1, max_length=3)
    exception: Line | None = None

    def question(self, question_id: str) -> ChoiceQuestion | DateQuestion | None:
        """The question with this id; None when there is none."""
        return next((question for question in self.questions if question.id == question_id), None)

    @property
    def choice_questions(self) -> tuple[ChoiceQuestion, ...]:
        return tuple(question for question in self.questions if isinstance(question, ChoiceQuestion))

    @property
    def date_question(self) -> DateQuestion | None:
        return next((question for question in self.questions if isinstance(question, DateQuestion)), None)
