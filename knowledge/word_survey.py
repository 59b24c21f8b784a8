"""The explanations of the glossary as pieces to judge: they must be plainer than the words that they explain."""

from collections.abc import Iterator

from knowledge.glossary import Glossary
from knowledge.plain.survey import Piece


def of_glossary(glossary: Glossary, names: frozenset[str]) -> Iterator[Piece]:
    """One piece a word; its own forms weigh nothing, since they are what is explained."""
    for word in glossary.words:
        yield Piece("glossary", word.word, word.explanation, names, frozenset(word.forms))
