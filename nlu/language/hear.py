"""The language of a message, given the language of the conversation so far.

A message is Dutch until it is clearly something else: a Dutch sentence that gets an answer for a foreigner is a
worse mistake than the other way round, because the Dutch text is there in both. Two words or fewer change nothing
unless nobody would say them in Dutch. In order: the script; then, within a script, how usual the words are in each
language (`frequencies`) together with what the letters look like (`letters`).
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from nlu.language import letters
from nlu.language.frequencies import DUTCH, evidence, fold, zipf
from nlu.language.scripts import ARABIC, CYRILLIC, ETHIOPIC, HAN, LATIN, script_of, words_of
from nlu.language.wish import wished

# For who writes what we have no sentences in.
ELSE = "en"
LATIN_LANGUAGES = frozenset({"nl", "en", "de", "fr", "es", "pl", "ro", "tr", "pap", "so"})
CYRILLIC_LANGUAGES = frozenset({"bg", "ru", "uk"})
ARABIC_LANGUAGES = frozenset({"ar", "fa"})
BY_SCRIPT = {
    LATIN: LATIN_LANGUAGES,
    CYRILLIC: CYRILLIC_LANGUAGES,
    ARABIC: ARABIC_LANGUAGES,
    ETHIOPIC: frozenset({"ti"}),
    HAN: frozenset({"zh"}),
}
LANGUAGES = frozenset[str]().union(*BY_SCRIPT.values())

# All in powers of ten, as probabilities: 1 is "ten times as likely".
# A word that a list lacks is as likely as one in a hundred million words.
UNKNOWN_ZIPF = 1.0
# One word says at most so much: a name may be usual in one language and unheard of in another.
WORD_MAX = 3.0
LETTERS_WEIGHT = 1.5
LETTERS_FLOOR = 0.01
# langdetect knows no Papiamentu: its letters speak neither for it nor against it.
LETTERS_UNKNOWN = 0.3
WITHOUT_PROFILE = frozenset({"pap"})
# What Dutch has before a word is read, and what the language of the conversation has.
DUTCH_AHEAD = 1.0
SPOKEN_AHEAD = 1.0
# How far a language must be ahead of the one that was spoken, by the number of words that say something.
LEAD_NEEDED = {1: 4.5, 2: 3.5}
LEAD_NEEDED_ELSE = 1.0


@dataclass(frozen=True)
class Spoken:
    """The language of a conversation; `asked`: the citizen asked for it, so Dutch words do not undo it."""

    language: str = DUTCH
    asked: bool = False


def after(text: str, spoken: Spoken) -> Spoken:
    """The language of the conversation once `text` has been said."""
    if wish := wished(text):
        return Spoken(wish, asked=True)
    heard = hear(text, spoken.language)
    return spoken if heard == spoken.language or (spoken.asked and heard == DUTCH) else Spoken(heard)


def get_ready() -> None:
    """Reads the lists, about a second, so that no citizen waits for it."""
    for languages in (LATIN_LANGUAGES, CYRILLIC_LANGUAGES, ARABIC_LANGUAGES):
        scores(("",), languages, DUTCH)


def hear(text: str, spoken: str = DUTCH) -> str:
    """The language to answer in: that of the message when it is clear, else the one that was `spoken` before."""
    words = words_of(text)
    if greeted := _greeting(" ".join(words)):
        return greeted
    telling = tuple(word for word in words if not is_of_any_language(word))
    script = script_of(telling)
    if script is None:
        return spoken
    languages = BY_SCRIPT.get(script, frozenset({ELSE}))
    if len(languages) == 1:
        return next(iter(languages))
    return _likeliest(telling, languages, spoken)


def is_of_any_language(word: str) -> bool:
    """Official Dutch words that foreigners use too."""
    return word in _of_any_language() or word.endswith("toeslag")


@cache
def _of_any_language() -> frozenset[str]:
    return frozenset(evidence()["of_any_language"].split())


def scores(words: Sequence[str], languages: frozenset[str], spoken: str) -> Mapping[str, float]:
    """How likely each language is, in powers of ten, up to the same constant."""
    by_letters = letters.likely(" ".join(words), languages)
    found = dict.fromkeys(languages, 0.0)
    for word in words:
        zipfs = {language: max(zipf(word, language), UNKNOWN_ZIPF) for language in languages}
        best = max(zipfs.values())
        for language, value in zipfs.items():
            found[language] += max(value - best, -WORD_MAX)
    for language in languages:
        share = LETTERS_UNKNOWN if language in WITHOUT_PROFILE else by_letters.get(language, 0.0)
        found[language] += LETTERS_WEIGHT * math.log10(max(share, LETTERS_FLOOR))
        found[language] += DUTCH_AHEAD * (language == DUTCH) + SPOKEN_AHEAD * (language == spoken)
    return found


def _likeliest(words: Sequence[str], languages: frozenset[str], spoken: str) -> str:
    found = scores(words, languages, spoken)
    best = max(found, key=lambda language: (found[language], language))
    lead = LEAD_NEEDED.get(len(words), LEAD_NEEDED_ELSE)
    before = spoken if spoken in found else DUTCH
    if before in found and found[best] - found[before] < lead:
        best = before
    # who writes in another language still types Dutch names and "ok"
    is_name = best == DUTCH and len(words) in LEAD_NEEDED
    return spoken if is_name else best


def _greeting(said: str) -> str | None:
    for language, phrases in evidence()["greetings"].items():
        if fold(said) in map(fold, phrases):
            return str(language)
    return None
