"""Official words that stand in a text, so that an answer can explain the words that it uses.

Everyday words and the names of services are left out: explaining those under every answer helps nobody.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from knowledge.glossary import Glossary, OfficialWord
from knowledge.plain.compounds import bases
from knowledge.plain.names import WORD

# Our texts hold some 15,000 different words.
CACHED_TOKENS = 32_768

Form = tuple[str, ...]


@dataclass(frozen=True)
class WordSpotter:
    """The forms of a glossary by their first token, ready to be seen in a text."""

    glossary: Glossary

    @cached_property
    def _forms(self) -> dict[str, tuple[tuple[Form, OfficialWord], ...]]:
        """First token of a form → forms that begin so, longest first."""
        index: dict[str, list[tuple[Form, OfficialWord]]] = {}
        for word in self.glossary.words:
            for form in () if word.everyday or word.service else word.forms:
                tokens = tuple(_small(token) for token in WORD.findall(form))
                index.setdefault(tokens[0], []).append((tokens, word))
        return {first: tuple(sorted(forms, key=lambda pair: -len(pair[0]))) for first, forms in index.items()}

    def seen_in(self, texts: Iterable[str]) -> tuple[OfficialWord, ...]:
        """The words that stand in these texts, each once, in order of first occurrence."""
        return tuple(dict.fromkeys(word for text in texts for word in self._occurrences(WORD.findall(text))))

    def _occurrences(self, tokens: Sequence[str]) -> Iterator[OfficialWord]:
        place = 0
        while place < len(tokens):
            hit = self._at(tokens, place)
            if hit:
                yield hit[1]
            place += hit[0] if hit else 1

    def _at(self, tokens: Sequence[str], place: int) -> tuple[int, OfficialWord] | None:
        """Number of tokens and word of the longest form that begins here."""
        for start in _starts(tokens[place]):
            for form, word in self._forms.get(start, ()):
                if _matches(form, tokens[place : place + len(form)]):
                    return len(form), word
        return None


def _matches(form: Form, tokens: Sequence[str]) -> bool:
    """The same words, the last one perhaps in another form; an abbreviation in capitals only in capitals."""
    if len(tokens) < len(form):
        return False
    if form[-1].isupper():
        return tuple(tokens) == form
    *begin, last = (token.casefold() for token in tokens)
    return tuple(begin) == form[:-1] and (last == form[-1] or form[-1] in bases(last))


@lru_cache(CACHED_TOKENS)
def _starts(token: str) -> tuple[str, ...]:
    """The forms in which the glossary may hold this token: in capitals, small, singular."""
    return (_small(token), token.casefold(), *bases(token.casefold()))


def _small(token: str) -> str:
    """Abbreviations in capitals stay so: "OM" is not the word "om"."""
    return token if token.isupper() and len(token) > 1 else token.casefold()
