"""What a typed answer to a question of a plan means: a choice, a day, "weet ik niet", or nothing we can be sure of.

By number, by yes or no, by the words of the choice, and by nearly the same words (rapidfuzz). Refuses to guess: two
choices that fit nearly as well are no answer, and neither is a text that asks something itself.
"""

import re
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from knowledge.lexical import STOPWORDS
from knowledge.planning.conditions import NO_ANSWER, SKIPPED, UNKNOWN
from knowledge.planning.schema import Choice, ChoiceQuestion, DateQuestion
from knowledge.planning.spoken_dates import read_date
from knowledge.planning.words import listed, ordered, plain

# rapidfuzz counts from 0 to 100. One letter wrong in a word of five still scores 80.
SAME_WORD_FROM = 80.0
# A shorter word has to be the same: "kind" is not "hond".
FUZZY_LETTERS_MIN = 5
# So much of what was said has to be in the choice, and so much more than in the next one.
SURE_FROM, LEAD = 70.0, 25.0
# Words that no choice has may be half of the text ("het gaat om …"), not more.
KNOWN_SHARE_MIN = 0.5
# A longer text tells a story; it may hold a choice by accident.
ANSWER_WORDS_MAX = 9
NUMBER = re.compile(r"(?:nummer |nr |optie |keuze |antwoord )?(\d{1,2})")
YES, NO = "ja", "nee"


@dataclass(frozen=True)
class Understood:
    """The answer: a choice's id, a day as YYYY-MM-DD, UNKNOWN or SKIPPED."""

    answer: str


def understand(question: ChoiceQuestion | DateQuestion, text: str, today: date) -> Understood | None:
    """What `text` answers; None when that is not certain."""
    said = plain(text)
    titled = _by_title(question, said)
    if titled is not None:
        return Understood(titled.id)
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


def _by_title(question: ChoiceQuestion | DateQuestion, said: str) -> Choice | None:
    choices = question.choices if isinstance(question, ChoiceQuestion) else ()
    return next((choice for choice in choices if said and said == plain(choice.title)), None)


def _by_words(question: ChoiceQuestion, said: str) -> Choice | None:
    words = _telling(said)
    fits = {choice.id: [_fit(word, choice) for word in words] for choice in question.choices}
    known = [place for place in range(len(words)) if any(scores[place] for scores in fits.values())]
    if len(said.split()) > ANSWER_WORDS_MAX or len(known) < max(1, KNOWN_SHARE_MIN * len(words)):
        return None
    means = sorted(((sum(fits[c.id][place] for place in known) / len(known), c) for c in question.choices), key=_first)
    best, second = means[-1], means[-2]
    return best[1] if best[0] >= SURE_FROM and best[0] - second[0] >= LEAD else None


def _first(pair: tuple[float, Choice]) -> float:
    return pair[0]


def _fit(word: str, choice: Choice) -> float:
    """How well one word is in the title of a choice or in another word for it: 0 or 80 to 100."""
    names = {part for name in (choice.title, *choice.also) for part in _telling(plain(name))}
    if word in names:
        return 100.0
    near = max((fuzz.ratio(word, name) for name in names), default=0.0)
    return near if near >= SAME_WORD_FROM and len(word) >= FUZZY_LETTERS_MIN else 0.0


def _telling(said: str) -> list[str]:
    """The words that carry meaning; all of them when none does ("geen van beide")."""
    fillers = STOPWORDS - listed("telling")
    return [word for word in said.split() if word not in fillers] or said.split()
