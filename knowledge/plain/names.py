"""Official names and explained words: an editor cannot write them more plainly, so they count as one easy word."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

NAME = "Naamnaam"  # stands for a name
ENDINGS = ("", "s", "en", "n", "e")
NAME_MIN_CHARS = 2
WORD = re.compile(r"(?:[A-Za-z]\.){2,}[A-Za-z]?|[^\W\d_]+(?:['’\-][^\W_]+)*|\d[\d.,:/\-]*\w*")
EXPLAINED = (
    re.compile(
        r"\b(?:heet|heten|noemen (?:we|wij)|noemt u)(?: dat| dit)?(?: ook)?(?: een| het| de)? ([^.,;:()?!]{2,60})"
    ),
    re.compile(r"\b(?:[Ee]en |[Hh]et |[Dd]e )?([\w-]{3,40}) betekent\b"),
    re.compile(r"\b([A-Z]{2,6}) (?:\(|(?:is|zijn|staat voor) )"),
    re.compile(r"([\w-]{3,40})\.? (?:Dat|Dit) (?:is|zijn|betekent) "),
    re.compile(r"\w \(([\w-]{3,40}(?: [\w-]{2,40})?)\)"),
    re.compile(r"([\w-]{2,40}) \([a-z][^() ]* [^() ]+ [^()]{2,80}\)"),
    re.compile(
        r"\b([A-Z][\w-]{2,40}|(?<=Een )[\w-]{3,40}) (?:is|zijn) "
        r"(?:geld|kosten|iets|iemand|mensen|wie|vragen|"
        r"een (?:stuk|soort|lijst|brief|papier|gebied|plek|verbod|bedrag))\b"
    ),
)

Names = dict[str, list[tuple[str, ...]]]


def explained(text: str) -> frozenset[str]:
    """Words that the text explains where they stand: "Dat heet bezwaar maken.", "tussenpersoon (intermediair)"."""
    return frozenset(match.group(1).strip() for pattern in EXPLAINED for match in pattern.finditer(text))


def mask(words: Sequence[str], names: Names) -> tuple[str, ...]:
    """The words with each name, however many words it has, replaced by one `NAME`; the longest name wins."""
    lower = [word.lower() for word in words]
    found: list[str] = []
    place = 0
    while place < len(words):
        length = next(
            (len(name) for name in names.get(lower[place], ()) if tuple(lower[place : place + len(name)]) == name), 0
        )
        found.append(NAME if length else words[place])
        place += length or 1
    return tuple(found)


@lru_cache(maxsize=64)
def lookup(names: frozenset[str]) -> Names:
    """First word → names that begin so, longest first, with a plural or genitive ending."""
    index: dict[str, set[tuple[str, ...]]] = {}
    for name in _long_enough(names):
        *begin, last = (word.lower() for word in WORD.findall(name))
        for ending in ENDINGS:
            form = (*begin, last + ending)
            index.setdefault(form[0], set()).add(form)
    return {first: sorted(forms, key=len, reverse=True) for first, forms in index.items()}


def _long_enough(names: Iterable[str]) -> Iterable[str]:
    return (name for name in names if len(name.strip()) >= NAME_MIN_CHARS and WORD.search(name))
