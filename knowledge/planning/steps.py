"""Finding a step: the next one, the one that a number names, or the one that a sentence is about."""

import re
from collections import Counter
from collections.abc import Sequence

from bot.reply import Plan, PlanStep
from knowledge.lexical import words
from knowledge.planning.words import listed, numbered, ordered, plain

NUMBER = re.compile(r"\b(?:stap|nummer|nr|punt)\s?(\d{1,2})\b|^(\d{1,2})$")
# A word of the title says more about a step than one of its text.
TITLE_WEIGHT, TEXT_WEIGHT = 3.0, 1.0
# So much more than the next step.
LEAD = 1.3


def first_open(plan: Plan) -> PlanStep | None:
    """The first step that is not done; None when all are."""
    return next((step for step in plan.steps if not step.done), None)


def next_open(plan: Plan, step_id: str | None) -> PlanStep | None:
    """The first open step after this one, from the beginning again when there is none."""
    ids = [step.id for step in plan.steps]
    place = ids.index(step_id) + 1 if step_id in ids else 0
    return next((step for step in (*plan.steps[place:], *plan.steps[:place]) if not step.done), None)


def previous(plan: Plan, step_id: str | None) -> PlanStep:
    """The step before this one, done or not; the first when there is none."""
    ids = [step.id for step in plan.steps]
    place = ids.index(step_id) if step_id in ids else 0
    return plan.steps[max(0, place - 1)]


def step_with(plan: Plan, step_id: str | None) -> PlanStep | None:
    return next((step for step in plan.steps if step.id == step_id), None)


def numbered_step(plan: Plan, text: str) -> PlanStep | None:
    """The step of "stap 3", "de derde stap" or "3"; None when the plan has no such number."""
    place = _number(plain(text), len(plan.steps))
    return plan.steps[place - 1] if 0 < place <= len(plan.steps) else None


def names_a_number(text: str) -> bool:
    """Whether a number of a step is named, also one that is too high."""
    return _number(plain(text), 1) > 0


def names_a_step(text: str) -> bool:
    """ "Volgende stap", "stap 3": words that mean nothing without a plan."""
    return names_a_number(text) or all(word in listed("stepping") for word in plain(text).split())


def steps_about(plan: Plan, text: str) -> tuple[PlanStep, ...]:
    """The steps that a sentence such as "aangifte heb ik gedaan" may be about, best first; several when unsure."""
    said = set(words(text))
    counts = Counter(stem for step in plan.steps for stem in set(words(step.title)) | _body(step))
    scores = [(_score(step, said, counts), step) for step in plan.steps]
    best = max((score for score, _ in scores), default=0.0)
    likely = [pair for pair in scores if pair[0] > 0 and pair[0] * LEAD >= best]
    return tuple(step for _, step in sorted(likely, key=lambda pair: (pair[1].done, -pair[0])))


def tells_a_step_is_done(plan: Plan, text: str) -> bool:
    """ "De uitvaartondernemer heb ik gebeld": a step or its organisation, a deed, and no word of being sent away."""
    # most titles begin with the verb: "daar heb ik al gebeld" names no step by "bel"
    verbs = {stem for step in plan.steps for stem in words(step.title.split(" ", 1)[0])}
    said = set(words(text)) - verbs
    named = any(said & (set(words(step.title)) | _who(step)) for step in plan.steps)
    heard = set(plain(text).split())
    is_told = heard & listed("deeds") and not heard & listed("sent_on") and "?" not in text
    return bool(named and is_told)


def says_not(text: str) -> bool:
    """ "Stap 2 is nog niet klaar", "dat lukt niet"."""
    return bool(set(plain(text).split()) & listed("not_done"))


def says_back(text: str) -> bool:
    return bool(set(plain(text).split()) & listed("back"))


def names_only_done(text: str) -> bool:
    """ "Klaar", "deze is gedaan": no word that tells which step."""
    return all(word in listed("done") for word in plain(text).split())


def _score(step: PlanStep, said: set[str], counts: Counter[str]) -> float:
    """Shared stems, each worth less the more steps have it."""
    title, body = said & set(words(step.title)), said & _body(step)
    return sum(TITLE_WEIGHT / counts[stem] for stem in title) + sum(TEXT_WEIGHT / counts[stem] for stem in body - title)


def _body(step: PlanStep) -> set[str]:
    return set(words(step.text)) | _who(step)


def _who(step: PlanStep) -> set[str]:
    return set(words(step.organisation.name)) if step.organisation else set()


def _number(said: str, count: int) -> int:
    """The number that is named; 0 when none is."""
    found = NUMBER.search(said)
    if found:
        return int(found[1] or found[2])
    spoken: Sequence[str] = said.split()
    if "stap" in spoken or "punt" in spoken:
        if set(spoken) & listed("last"):
            return count
        named = [place for place, word in enumerate(ordered("ordinals"), start=1) if word in spoken]
        named += [number for word, number in numbered("numbers").items() if spoken[-2:] == ["stap", word]]
        return named[0] if named else 0
    return 0
