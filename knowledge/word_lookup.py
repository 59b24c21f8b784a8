"""Finding the word of the glossary that somebody asks for, in capitals, in the plural, or badly spelt.

`How` says whether it is the word itself or a guess, because a guess must be said to be one. The bar for a typing
error is high: a wrong meaning misleads.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.glossary import Glossary, OfficialWord, key_of
from knowledge.plain.compounds import LINKS, bases
from knowledge.plain.names import WORD
from knowledge.plain.vocabulary import word_list, zipf

How = Literal["exact", "typing error", "part"]

# Letters that may differ, by the shortest form that may: below six letters another word is too near.
TYPING_ERRORS = ((6, 1), (10, 2))
# A word that people use is no typing error of another ("verkenning", "erkenning"); once in a million words.
COMMON_ZIPF = 3.0
# A part shorter than this stands in a long word by chance.
PART_MIN_LETTERS = 5
REST_MIN_LETTERS = 3
# "ambtshalve vermindering" is a term; more words, or a preposition between them, are a sentence.
PHRASE_MAX_WORDS = 3


@dataclass(frozen=True)
class Found:
    """A word of the glossary, the form of it that was recognised, and how surely."""

    word: OfficialWord
    form: str
    how: How


@dataclass(frozen=True)
class WordLookup:
    """The forms of a glossary, ready to be looked up."""

    glossary: Glossary

    @cached_property
    def _forms(self) -> dict[str, tuple[str, OfficialWord]]:
        """Key of a form → the form as the editor writes it, and its word."""
        return {key_of(form): (form, word) for word in self.glossary.words for form in reversed(word.forms)}

    def find(self, asked: str) -> Found | None:
        """The word that is meant, if there is any doubt about it then said so."""
        return self.same(asked) or self._misspelt(asked) or self._part(asked)

    def same(self, asked: str) -> Found | None:
        """The word itself or a plural of it, without any guess."""
        key = key_of(asked)
        hit = next((self._forms[form] for form in (key, *bases(key)) if form in self._forms), None)
        return Found(hit[1], hit[0], "exact") if hit else None

    def same_or_misspelt(self, asked: str) -> Found | None:
        return self.same(asked) or self._misspelt(asked)

    def _misspelt(self, asked: str) -> Found | None:
        key = key_of(asked)
        allowed = max((errors for letters, errors in TYPING_ERRORS if len(key) >= letters), default=0)
        if not allowed or all(zipf(token.lower()) >= COMMON_ZIPF for token in WORD.findall(asked)):
            return None
        near = [form for form in self._forms if form[0] == key[0]]
        best = process.extract(key, near, scorer=OSA.distance, score_cutoff=allowed, limit=None)
        nearest = [form for form, distance, _ in best if distance == best[0][1]]
        if len({self._forms[form][1].word for form in nearest}) != 1:
            return None
        form, word = self._forms[nearest[0]]
        return Found(word, form, "typing error")

    def _part(self, asked: str) -> Found | None:
        """The longest known part: of a phrase its words, of one word its beginning or end."""
        tokens = WORD.findall(asked)
        if len(tokens) > PHRASE_MAX_WORDS or not word_list("function_words").isdisjoint(map(str.lower, tokens)):
            return None
        hits = [hit for phrase in _phrases(tokens) if (hit := self.same(phrase))]
        hits += [hit for token in tokens if (hit := self._inside(token))]
        best = max(hits, key=lambda hit: len(hit.form), default=None)
        return Found(best.word, best.form, "part") if best else None

    def _inside(self, token: str) -> Found | None:
        """The longest form that begins or ends this compound; the end wins, since in Dutch it says what it is."""
        key = key_of(token)
        known = [form for form in self._forms if PART_MIN_LETTERS <= len(form) < len(key)]
        hits = [(len(form), True, form) for form in known if key.endswith(form) and self._is_rest(key[: -len(form)])]
        hits += [(len(form), False, form) for form in known if key.startswith(form) and self._is_rest(key[len(form) :])]
        if not hits:
            return None
        form, word = self._forms[max(hits)[2]]
        return Found(word, form, "part")

    def _is_rest(self, letters: str) -> bool:
        """Is this the rest of a compound: a word that people or we know, perhaps with a link before or after it?"""
        rests = {letters.removeprefix(link) for link in LINKS} | {letters.removesuffix(link) for link in LINKS}
        long_enough = [rest for rest in rests if len(rest) >= REST_MIN_LETTERS]
        return any(rest in self._forms or zipf(rest) >= COMMON_ZIPF for rest in long_enough)


def _phrases(tokens: list[str]) -> list[str]:
    """All runs of tokens but the whole."""
    lengths = range(1, len(tokens))
    return [" ".join(tokens[i : i + n]) for n in lengths for i in range(len(tokens) - n + 1)]
