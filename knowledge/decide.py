"""Answer, ask back, refer or say that we do not know: the one place where that is decided.

Confidence is calibrated (knowledge.ranker), so a threshold is a risk that we accept. The thresholds were set
on the tuning half of the evaluation set.
"""

from collections.abc import Mapping

from knowledge.outcomes import Answered, AskBack, Outcome, OutsideField, Referred, Unknown
from knowledge.refer import REFER_BELIEF, SAY_SURELY_FROM, asks_for_contact, leads
from knowledge.register import Register
from knowledge.schema import Door, ServiceText
from knowledge.search import Hit, Search

# From here on an answer is given: a wrong answer costs a citizen more than a question back.
ANSWER_FROM = 0.40
# Below this nothing found is worth showing, not even as a choice.
ASK_BACK_FROM = 0.08
CHOICES_MAX = 4
# A single word that holds this share of belief is the name of one service.
NAMES_ONE_FROM = 0.9
# A choice must hold this share of what the first holds, else it only distracts.
CHOICE_SHARE = 0.12
# A subject without a text is only named when search is this sure of it.
DOOR_FROM = 0.20
# More than two organisations would be a list to search in, not a way.
REFER_MAX = 2


def decide(
    found: Search,
    texts: Mapping[str, ServiceText],
    doors: Mapping[str, Door],
    register: Register,
    municipality: str | None = None,
) -> Outcome:
    """The outcome of a search; never raises, never empty-handed."""
    asked_for = asks_for_contact(found.question, register)
    if asked_for:
        return Referred((asked_for,), found.confidence, found, municipality, sure=True)
    first = found.candidates[0] if found.candidates else None
    if first and first.topic in doors and found.confidence >= DOOR_FROM:
        return _through(doors[first.topic], found, municipality)
    if first and first.topic not in doors and found.confidence >= ANSWER_FROM and not _is_bare(found):
        return Answered(first.topic, found.confidence, found, municipality)
    choices = _choices(found, doors)
    if choices and (found.confidence >= ASK_BACK_FROM or _is_bare(found)):
        return AskBack(choices, found.confidence, found, municipality)
    likely = [lead for lead in leads(found, texts, register) if lead.sure >= REFER_BELIEF][:REFER_MAX]
    if likely:
        surely = likely[0].sure >= SAY_SURELY_FROM
        return Referred(tuple(lead.organisation for lead in likely), found.confidence, found, municipality, sure=surely)
    return Unknown(found.confidence, found, municipality)


def _through(door: Door, found: Search, municipality: str | None) -> Outcome:
    if door.organisations:
        surely = found.confidence >= ANSWER_FROM
        return Referred(door.organisations, found.confidence, found, municipality, sure=surely)
    return OutsideField(found.confidence, found, municipality)


def _is_bare(found: Search) -> bool:
    """One word names a field ("toeslag"), not a question, unless it is the name of one service ("huurtoeslag")."""
    return len(found.question.split()) == 1 and found.candidates[0].probability < NAMES_ONE_FROM


def _choices(found: Search, doors: Mapping[str, Door]) -> tuple[str, ...]:
    """Topics worth choosing from; none when a subject without a text is the best guess."""
    likely = [hit for hit in found.candidates[:CHOICES_MAX] if _is_choice(hit, found)]
    if not likely or likely[0].topic in doors:
        return ()
    return tuple(hit.topic for hit in likely if hit.topic not in doors)


def _is_choice(hit: Hit, found: Search) -> bool:
    return hit.probability >= CHOICE_SHARE * found.candidates[0].probability
