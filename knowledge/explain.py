"""A question about a word becomes its meaning; and the words of an answer come with theirs.

Refused: explaining a service ("wat is huurtoeslag" gets its text), or a word that everybody knows.
"""

import re
from itertools import islice

from bot.reply import Word
from knowledge.base import KnowledgeBase
from knowledge.outcomes import Answered, AskBack, Explained, Outcome, UnknownWord
from knowledge.plain.vocabulary import word_list, zipf
from knowledge.search import Search
from knowledge.word_lookup import Found
from knowledge.word_question import Asked, asked_word

# More under one answer is a second text to read.
WORDS_MAX = 6
# A word as common as this needs no explanation: the question is about something else ("wat betekent mijn brief").
EVERYDAY_ZIPF = 4.0
UNKNOWN_MAX_WORDS = 3
UNKNOWN_MAX_CHARS = 60
# The word is known or it is not; a guess at it is said to be one.
CERTAIN = 1.0


def explain(base: KnowledgeBase, question: str, search: Search, otherwise: Outcome) -> Outcome:
    """`otherwise`, unless the question is about a word. The topics of `otherwise` may hold a word that is unknown."""
    asked = asked_word(question)
    if asked is None:
        return otherwise
    found = _find(asked, base)
    if found is not None and not _is_answered(asked, found[1], otherwise):
        return Explained(*found, confidence=CERTAIN, search=search, municipality=otherwise.municipality)
    word = asked.candidates[-1]
    if found is None and asked.about == "meaning" and _may_be_unknown(word):
        return UnknownWord(word, _topics(otherwise), otherwise.confidence, search, otherwise.municipality)
    return otherwise


def _find(asked: Asked, base: KnowledgeBase) -> tuple[str, Found] | None:
    """What was asked, and the word that it is; the candidates are tried whole before any part of them is."""
    if asked.about == "clause":
        return _inside(asked.candidates[0], base)
    looks = [base.words.same, base.words.same_or_misspelt]
    looks += [base.words.find] if asked.about == "meaning" else []
    return next(((word, found) for look in looks for word in asked.candidates if (found := look(word))), None)


def _is_answered(asked: Asked, found: Found, otherwise: Outcome) -> bool:
    """ "wat is huurtoeslag" asks for the text, when there is one."""
    return asked.about == "thing" and found.word.service and isinstance(otherwise, Answered | AskBack)


def _inside(clause: str, base: KnowledgeBase) -> tuple[str, Found] | None:
    """The last official word of a clause: "als mijn bezwaar ongegrond is verklaard" is about "ongegrond"."""
    seen = base.seen_words.seen_in((clause,))
    return (seen[-1].word, Found(seen[-1], seen[-1].word, "exact")) if seen else None


def _may_be_unknown(word: str) -> bool:
    """Does it look like a word of a letter, rather than like the end of another question?"""
    tokens = re.findall(r"[^\W\d_]+", word.casefold())
    few = 0 < len(tokens) <= UNKNOWN_MAX_WORDS and len(word) <= UNKNOWN_MAX_CHARS
    everyday = all(zipf(token) >= EVERYDAY_ZIPF for token in tokens)
    return few and not everyday and word_list("function_words").isdisjoint(tokens)


def _topics(otherwise: Outcome) -> tuple[str, ...]:
    match otherwise:
        case Answered(topic=topic):
            return (topic,)
        case AskBack(topics=topics):
            return topics
        case _:
            return ()


def words_in(base: KnowledgeBase, title: str, *texts: str) -> tuple[Word, ...]:
    """The official words of an answer with their meaning, those of its title left out: that is what it explains."""
    subject = base.seen_words.seen_in((title,))
    seen = (word for word in base.seen_words.seen_in(texts) if word not in subject)
    return tuple(Word(word=word.word, meaning=word.meaning) for word in islice(seen, WORDS_MAX))
