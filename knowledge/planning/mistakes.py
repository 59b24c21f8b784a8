"""What can be wrong in a plan that fits the schema: things that do not exist, and conditions that contradict.

The number of ways to answer is small (five questions at most), so every one of them is tried.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from knowledge.planning.conditions import applies, combinations
from knowledge.planning.schema import ChoiceQuestion, Conditions, LifePlan, Step
from knowledge.problems import line_at
from knowledge.register import Register
from knowledge.schema import LIFE_EVENTS


@dataclass(frozen=True)
class Mistake:
    """`at` is the way to its key in the file, such as ("steps", 3, "when")."""

    at: tuple[int | str, ...]
    what: str
    remedy: str

    def line(self, source: str) -> int:
        return line_at(source, self.at)


@dataclass(frozen=True)
class Surroundings:
    """What a plan may point to."""

    organisations: frozenset[str]
    topics: frozenset[str]
    hosts: frozenset[str]

    @classmethod
    def of(cls, register: Register, topics: Iterable[str]) -> "Surroundings":
        sites = {
            _host(organisation.website) for organisation in register.organisations.values() if organisation.website
        }
        hosts = sites | {host.removeprefix("www.") for host in register.official_hosts}
        return cls(frozenset(register.organisations), frozenset(topics), frozenset(hosts))

    def is_official(self, url: object) -> bool:
        host = _host(url)
        return any(host == known or host.endswith(f".{known}") for known in self.hosts)


def mistakes(plan: LifePlan, around: Surroundings) -> list[Mistake]:
    """Every mistake; the combinations are only tried when the conditions themselves are sound."""
    found = [mistake for check in CHECKS for mistake in check(plan, around)]
    return found or [mistake for check in TRIALS for mistake in check(plan)]


def _event(plan: LifePlan, around: Surroundings) -> Iterator[Mistake]:
    if plan.id not in LIFE_EVENTS:
        yield Mistake(("id",), f"{plan.id!r} is no life event", f"choose from: {', '.join(sorted(LIFE_EVENTS))}")


def _pointers(plan: LifePlan, around: Surroundings) -> Iterator[Mistake]:
    for i, topic in enumerate(plan.offered_by):
        yield from _topic(topic, ("offered_by", i), around)
    for i, help_ in enumerate(plan.help):
        yield from _organisation(help_.organisation, ("help", i, "organisation"), around)
    for i, step in enumerate(plan.steps):
        yield from _step_pointers(step, ("steps", i), around)


def _step_pointers(step: Step, at: tuple[int | str, ...], around: Surroundings) -> Iterator[Mistake]:
    if step.organisation is not None:
        yield from _organisation(step.organisation, (*at, "organisation"), around)
    if step.topic is not None:
        yield from _topic(step.topic, (*at, "topic"), around)
    if step.source.url.scheme != "https" or not around.is_official(step.source.url):
        yield Mistake(
            (*at, "source", "url"),
            f"{step.source.url} is not an official site",
            "use an https page of an organisation in the register",
        )


def _organisation(organisation: str, at: tuple[int | str, ...], around: Surroundings) -> Iterator[Mistake]:
    if organisation not in around.organisations:
        yield Mistake(at, f"organisation {organisation!r} is not in the register", "see knowledge/organisations/")


def _topic(topic: str, at: tuple[int | str, ...], around: Surroundings) -> Iterator[Mistake]:
    if topic not in around.topics:
        yield Mistake(at, f"there is no text {topic!r}", "use the name of a file below knowledge/texts/")


def _twice(plan: LifePlan, around: Surroundings) -> Iterator[Mistake]:
    """Ids, and the words by which an answer is kept, must tell things apart."""
    yield from _doubles([question.id for question in plan.questions], "questions", "id")
    yield from _doubles([question.text for question in plan.questions], "questions", "text")
    yield from _doubles([step.id for step in plan.steps], "steps", "id")
    for question in plan.choice_questions:
        i = plan.questions.index(question)
        for key in ("id", "title"):
            values = [getattr(choice, key) for choice in question.choices]
            yield from (Mistake(("questions", i, *m.at), m.what, m.remedy) for m in _doubles(values, "choices", key))
    if sum(question.kind == "date" for question in plan.questions) > 1:
        yield Mistake(("questions",), "two questions ask for a date", "keep the date of the event only")


def _doubles(values: list[str], group: str, key: str) -> Iterator[Mistake]:
    for value, count in Counter(values).items():
        if count > 1:
            last = len(values) - 1 - values[::-1].index(value)
            yield Mistake((group, last, key), f"{key} {value!r} is used twice", f"give each of the {group} its own")


def _conditions(plan: LifePlan, around: Surroundings) -> Iterator[Mistake]:
    for i, question in enumerate(plan.questions):
        earlier = [other for other in plan.questions[:i] if isinstance(other, ChoiceQuestion)]
        yield from _unknown(question.when, earlier, ("questions", i, "when"))
    for i, step in enumerate(plan.steps):
        yield from _unknown(step.when, plan.choice_questions, ("steps", i, "when"))
        if (step.when is None) is not (step.only_if is None):
            yield Mistake(("steps", i), "`when` and `only_if` belong together", "give both, or neither")


def _unknown(
    when: Conditions | None, questions: "list[ChoiceQuestion] | tuple[ChoiceQuestion, ...]", at: tuple[int | str, ...]
) -> Iterator[Mistake]:
    choices = {question.id: {choice.id for choice in question.choices} for question in questions}
    for question_id, wanted in (when or {}).items():
        if question_id not in choices:
            yield Mistake((*at, question_id), f"no earlier question {question_id!r}", "use the id of a choice question")
        for choice in set(wanted) - choices.get(question_id, set(wanted)):
            yield Mistake(
                (*at, question_id), f"{question_id!r} has no choice {choice!r}", "correct the id of the choice"
            )


def _reachable(plan: LifePlan) -> Iterator[Mistake]:
    answered = list(combinations(plan))
    conditions = [step.when for step in plan.steps] + [question.when for question in plan.questions]
    used = {question_id for when in conditions if when for question_id in when}
    for i, step in enumerate(plan.steps):
        if not any(applies(step, plan, answers) for answers in answered):
            yield Mistake(("steps", i, "when"), "no way of answering leads to this step", "correct `when`")
    for question in plan.choice_questions:
        i = plan.questions.index(question)
        if not any(question.id in answers for answers in answered):
            yield Mistake(("questions", i), "no way of answering leads to this question", "correct its `when`")
        if question.id not in used:
            yield Mistake(("questions", i), f"the answer to {question.id!r} changes nothing", "leave the question out")


def _contradictions(plan: LifePlan) -> Iterator[Mistake]:
    """With every answer known: no two steps that exclude each other, never an empty plan."""
    for answers in combinations(plan):
        steps = [step for step in plan.steps if applies(step, plan, answers)]
        groups = Counter(step.exclusive for step in steps if step.exclusive)
        for group, count in groups.items():
            if count > 1:
                i = next(i for i, step in enumerate(plan.steps) if step.exclusive == group)
                yield Mistake(("steps", i, "exclusive"), f"{group!r} has {count} steps for {answers}", "correct `when`")
                return
        if not steps:
            yield Mistake(("steps",), f"no step is left for {answers}", "add a step that always applies")
            return


def _host(url: object) -> str:
    return (urlsplit(str(url)).hostname or "").removeprefix("www.")


CHECKS: tuple[Callable[[LifePlan, Surroundings], Iterator[Mistake]], ...] = (_event, _pointers, _twice, _conditions)
TRIALS: tuple[Callable[[LifePlan], Iterator[Mistake]], ...] = (_reachable, _contradictions)
