"""One text taken apart: its sentences, and in each what makes it hard. Features and remarks both read from here."""

from dataclasses import dataclass
from functools import cached_property

from knowledge.plain import hardwords, structure
from knowledge.plain.compounds import familiarity, split
from knowledge.plain.ideas import Idea, idea
from knowledge.plain.text import Sentence, sentences
from knowledge.plain.vocabulary import is_content, syllables

LONG_WORD_MIN_SYLLABLES = 4
RARE_BELOW_ZIPF = 3.2  # rarer than about once or twice in a million words
EVERYDAY_PARTS_MIN_ZIPF = 3.5


@dataclass(frozen=True)
class Word:
    """A content word with what is known of it."""

    text: str
    zipf: float
    idea: Idea | None

    @property
    def rare(self) -> bool:
        return self.zipf < RARE_BELOW_ZIPF

    @property
    def long(self) -> bool:
        """Many syllables, and not a compound of everyday parts."""
        everyday = len(split(self.text)) > 1 and self.zipf >= EVERYDAY_PARTS_MIN_ZIPF
        return syllables(self.text) >= LONG_WORD_MIN_SYLLABLES and not everyday


@dataclass(frozen=True)
class Analysed:
    """One sentence with all that was found in it; computed when first asked for."""

    sentence: Sentence

    @cached_property
    def content(self) -> tuple[Word, ...]:
        return tuple(Word(word, familiarity(word), idea(word)) for word in self.sentence.lower if is_content(word))

    @cached_property
    def hard_words(self) -> tuple[hardwords.Found, ...]:
        return tuple(hardwords.find(self.sentence.lower))

    @cached_property
    def passives(self) -> list[str]:
        return structure.passives(self.sentence.lower)

    @cached_property
    def tangs(self) -> list[tuple[str, int]]:
        return structure.tangs(self.sentence.lower)

    @cached_property
    def clauses(self) -> list[str]:
        return structure.clauses(self.sentence.lower, self.sentence.text)

    @cached_property
    def nominalisations(self) -> list[str]:
        return structure.nominalisations(self.sentence.lower)

    @cached_property
    def instructions(self) -> list[str]:
        return structure.instructions(self.sentence.lower, self.sentence.text)

    @cached_property
    def negations(self) -> list[str]:
        return structure.negations(self.sentence.text)

    @cached_property
    def abbreviations(self) -> list[str]:
        return structure.abbreviations(self.sentence.words)

    @property
    def length(self) -> int:
        return len(self.sentence.words)


def analyse(text: str, *names: frozenset[str]) -> tuple[Analysed, ...]:
    """The sentences of a text; `names` are groups of official names, which weigh nothing."""
    return tuple(Analysed(sentence) for sentence in sentences(text, *names))
