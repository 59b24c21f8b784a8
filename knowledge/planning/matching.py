"""What a typed answer to a question of a plan means: a choice, a day, "weet ik niet", or nothing we can be sure of.

By number, by yes or no, by the words of the choice, and by nearly the same words (rapidfuzz). Refuses to guess: two
choices that fit nearly as well are no answer, and neither is a text that asks something itself.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from knowledge.lexical import STOPWORDS
from knowledge.planning.conditions import NO_ANSWER, SKIPPED, UNKNOWN
from knowledge.planning.schema import Choice, ChoiceQuestion, DateQuestion
from knowledge.planning.spoken_dates import read_date, time_words
from knowledge.planning.words import listed, ordered, plain

# rapidfuzz counts from 0 to 100. One letter wrong in a word of five still scores 80.
SAME_WORD_FROM = 80.0
# A shorter word has to be the same: "kind" is not "hond".
FUZZY_LETTERS_MIN = 5
# "Huur" for "huurhuis": the beginning of a word, from so many letters on.
BEGIN_LETTERS_MIN, BEGINS = 4, 90.0
# So much of what was said has to be in the choice, and so much more than in the next one.
SURE_FROM, LEAD = 70.0, 25.0
# Words that no choice has may be half of the text ("het gaat om …"), not more.
KNOWN_SHARE_MIN = 0.5
# A longer text tells a story; it may hold a choice by accident.
ANSWER_WORDS_MAX = 9
# "Ergens begin november": who says more than this tells something else.
ATTEMPT_WORDS_MAX = 4
NUMBER = re.compile(r"(?:nummer |nr |optie |keuze |antwoord )?(\d{1,2})")
YES, NO = "ja", "nee"


@dataclass(frozen=True)
class Understood:
    """The answer: a choice's id, a day as YYYY-MM-DD, UNKNOWN or SKIPPED."""

    answer: str


def understand(question: ChoiceQuestion | DateQuestion, text: str, today: date) -> Understood | None:
    """What `text` answers; None when that is not certain."""
    said = plain(text)
    named = _by_name(question, said)
    if named is not None:
        return Understood(named.id)
    if said in listed("unknown") or text.strip() == UNKNOWN:
        return Understood(UNKNOWN)
    if said in listed("skipped"):
        return Understood(SKIPPED)
    if is_question(text):
        return None
    if isinstance(question, DateQuestion):
        day = read_date(text, today, question.tense)
        return Understood(day.isoformat()) if day else None
    choice = _by_number(question, said) or _by_yes_or_no(question, said) or _by_words(question, said)
    return Understood(choice.id) if choice else None


def is_attempt(question: ChoiceQuestion | DateQuestion, text: str) -> bool:
    """Whether a text that was not understood still means to name a time: "begin november", "ergens volgende week"."""
    said = plain(text).split()
    short = isinstance(question, DateQuestion) and len(said) <= ATTEMPT_WORDS_MAX and not is_question(text)
    return short and any(word in time_words() for word in said)


def chosen(question: ChoiceQuestion | DateQuestion, choice: str) -> Understood | None:
    """The answer of a button; None when the question has no such choice (any more)."""
    known = {each.id for each in question.choices} if isinstance(question, ChoiceQuestion) else set()
    return Understood(choice) if choice in known or choice in NO_ANSWER else None


def is_question(text: str) -> bool:
    """Whether the text asks something itself: a question mark, or the first words of a question."""
    said = plain(text)
    starts = any(said == start or said.startswith(f"{start} ") for start in listed("question_starts"))
    return starts or ("?" in text and text.strip() != UNKNOWN)


def wants_to_stop(text: str) -> bool:
    return plain(text) in listed("stop")


def _by_number(question: ChoiceQuestion, said: str) -> Choice | None:
    """The third, "3" or "nummer 3"; not when a choice itself has that number in its title."""
    found = NUMBER.fullmatch(said)
    place = int(found[1]) if found else _ordinal(said)
    in_title = any(re.search(rf"\b{place}\b", choice.title) for choice in question.choices)
    return question.choices[place - 1] if 0 < place <= len(question.choices) and not in_title else None


def _ordinal(said: str) -> int:
    """1 for "de eerste"; 0 when it is no ordinal."""
    word = said.removeprefix("de ").removeprefix("het ")
    return ordered("ordinals").index(word) + 1 if word in ordered("ordinals") else 0


def _by_yes_or_no(question: ChoiceQuestion, said: str) -> Choice | None:
    """The first word decides, for a question that has the choices `ja` and `nee`."""
    first = said.split(" ", 1)[0]
    wanted = YES if first in listed("yes") else NO if first in listed("no") else None
    return next((choice for choice in question.choices if choice.id == wanted), None)


def _by_name(question: ChoiceQuestion | DateQuestion, said: str) -> Choice | None:
    """The choice that is said in full: its title before another word for any of them."""
    choices = question.choices if isinstance(question, ChoiceQuestion) else ()
    titled = [choice for choice in choices if said and said == plain(choice.title)]
    also = [choice for choice in choices if said in map(plain, choice.also)]
    return next(iter((*titled, *also)), None)


def _by_words(question: ChoiceQuestion, said: str) -> Choice | None:
    """Judged by all names of a choice together; when that decides nothing, by its best name alone.

    "Land van de EU" is in "een land van de EU", but also in "een ander land" plus "buiten de EU".
    """
    words = _telling(said)
    names = {choice: [_telling(plain(name)) for name in (choice.title, *choice.also)] for choice in question.choices}
    whole = {choice: [[word for name in found for word in name]] for choice, found in names.items()}
    known = [word for word in words if any(_fit(word, together[0]) for together in whole.values())]
    if len(said.split()) > ANSWER_WORDS_MAX or len(known) < max(1, KNOWN_SHARE_MIN * len(words)):
        return None
    return _ahead(known, whole) or _ahead(known, names)


def _ahead(words: list[str], names: Mapping[Choice, list[list[str]]]) -> Choice | None:
    """The choice with a name that has these words, when it is well ahead of the others."""
    means = {
        choice: max(sum(_fit(word, name) for word in words) / len(words) for name in found)
        for choice, found in names.items()
    }
    *_, second, best = sorted(means, key=lambda choice: means[choice])
    return best if means[best] >= SURE_FROM and means[best] - means[second] >= LEAD else None


def _fit(word: str, name: list[str]) -> float:
    """How well one word is among those of a name: 0 or 80 to 100."""
    if word in name:
        return 100.0
    if len(word) >= BEGIN_LETTERS_MIN and any(part.startswith(word) for part in name):
        return BEGINS
    near = max((fuzz.ratio(word, part) for part in name), default=0.0)
    return near if near >= SAME_WORD_FROM and len(word) >= FUZZY_LETTERS_MIN else 0.0


def _telling(said: str) -> list[str]:
    """The words that carry meaning; all of them when none does ("geen van beide")."""
    fillers = STOPWORDS - listed("telling")
    return [word for word in said.split() if word not in fillers] or said.split()
