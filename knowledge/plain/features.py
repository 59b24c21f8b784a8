"""The measures of a text, as numbers: every one is larger in harder Dutch.

Shares are drawn towards a plain text by `PRIOR_WORDS` imaginary plain words, so that one long word in a sentence of
three does not make it unreadable.
"""

from collections.abc import Callable, Sequence
from statistics import fmean

from knowledge.plain.analysis import Analysed, Word
from knowledge.plain.vocabulary import word_list

Text = Sequence[Analysed]

PRIOR_WORDS = 8.0
PLAIN_SENTENCE_WORDS = 11  # style rule of our texts: 8 to 12 words on average
LONG_SENTENCE_WORDS = 18
PLAIN_ZIPF = 5.0  # mean of the content words in B1 texts
PLAIN_ABSTRACT = 0.15
PLAIN_OFFICIAL = 0.2
PLAIN_DENSITY = 4.0  # content words a clause
HARDEST_WORDS = 4
FULL_SENTENCE_WORDS = 5


def sentence_length(text: Text) -> float:
    return fmean(max(0, one.length - PLAIN_SENTENCE_WORDS) for one in text) / 10


def longest_sentence(text: Text) -> float:
    return max(0, max(one.length for one in text) - LONG_SENTENCE_WORDS) / 10


def unfamiliar(text: Text) -> float:
    """How far the mean frequency of content words lies below that of plain text."""
    return _shrunk([PLAIN_ZIPF - min(word.zipf, 6.5) for word in _content(text)], 0.0)


def rare_words(text: Text) -> float:
    return _shrunk([float(word.rare) for word in _content(text)], 0.05)


def long_words(text: Text) -> float:
    return _shrunk([float(word.long) for word in _content(text)], 0.02)


def abstract_ideas(text: Text) -> float:
    return _shrunk([word.idea.abstract for word in _content(text) if word.idea], PLAIN_ABSTRACT)


def most_abstract(text: Text) -> float:
    """The few most abstract words, so that plain words around them do not hide them."""
    return _top([word.idea.abstract for word in _content(text) if word.idea])


def office_tone(text: Text) -> float:
    return _shrunk([word.idea.official for word in _content(text) if word.idea], PLAIN_OFFICIAL)


def most_official(text: Text) -> float:
    return _top([word.idea.official for word in _content(text) if word.idea])


def hard_words(kind: str) -> Callable[[Text], float]:
    """Entries of `words.csv` of one kind, per word."""

    def share(text: Text) -> float:
        found = sum(hit.entry.kind == kind for one in text for hit in one.hard_words)
        return found / (_length(text) + PRIOR_WORDS)

    return share


def per_sentence(count: Callable[[Analysed], float]) -> Callable[[Text], float]:
    """Mean over the sentences, with one imaginary plain sentence added."""
    return lambda text: sum(count(one) for one in text) / (len(text) + 1)


def density(text: Text) -> float:
    """Content words per clause, above what plain text has."""
    clauses = sum(1 + len(one.clauses) for one in text)
    return max(0.0, len(_content(text)) / clauses - PLAIN_DENSITY)


def impersonal(text: Text) -> float:
    """1 when nobody is addressed or named, 0 when one word in ten does so. Short list items need not address anyone."""
    full = [one for one in text if one.length >= FULL_SENTENCE_WORDS]
    personal = sum(not word or word in word_list("personal_words") for one in full for word in one.sentence.lower)
    return max(0.0, 1 - 10 * (personal + PRIOR_WORDS / 10) / (_length(full) + PRIOR_WORDS))


MEASURES: dict[str, Callable[[Text], float]] = {
    "sentence_length": sentence_length,
    "longest_sentence": longest_sentence,
    "unfamiliar": unfamiliar,
    "rare_words": rare_words,
    "long_words": long_words,
    "abstract_ideas": abstract_ideas,
    "most_abstract": most_abstract,
    "office_tone": office_tone,
    "most_official": most_official,
    "archaic_words": hard_words("archaisch"),
    "office_words": hard_words("ambtelijk"),
    "difficult_ideas": hard_words("begrip"),
    "office_prepositions": hard_words("voorzetsel"),
    "passives": per_sentence(lambda one: len(one.passives)),
    "nominalisations": per_sentence(lambda one: len(one.nominalisations)),
    "tangs": per_sentence(lambda one: sum(words for _, words in one.tangs) / 10),
    "clauses": per_sentence(lambda one: max(0, len(one.clauses) - 1)),
    "abbreviations": per_sentence(lambda one: len(one.abbreviations)),
    "instructions": per_sentence(lambda one: max(0, len(one.instructions) - 1)),
    "negations": per_sentence(lambda one: max(0, len(one.negations) - 1)),
    "density": density,
    "impersonal": impersonal,
}  # fmt: skip


def measure(text: Text) -> list[float]:
    """All measures of a text with at least one sentence, in the order of `MEASURES`."""
    return [count(text) for count in MEASURES.values()]


def _content(text: Text) -> list[Word]:
    return [word for one in text for word in one.content]


def _length(text: Text) -> int:
    return sum(one.length for one in text)


def _shrunk(values: Sequence[float], plain: float) -> float:
    """Mean, with `PRIOR_WORDS` values of plain text added."""
    return (sum(values) + PRIOR_WORDS * plain) / (len(values) + PRIOR_WORDS)


def _top(values: Sequence[float]) -> float:
    """Mean of the highest few; missing ones count as 0."""
    return sum(sorted(values)[-HARDEST_WORDS:]) / HARDEST_WORDS
