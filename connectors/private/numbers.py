"""Numbers on cards and papers of a person: bank cards, passports, driving licences, and those of immigration papers.

A card number proves itself (Luhn). The others have no check digit that holds for all of them, so most count only after
a word that says what they are. Number plates and case numbers are left alone.
"""

import re
from collections.abc import Iterator

from stdnum import luhn

Span = tuple[int, int]

# ISO/IEC 7812: 12 to 19 digits; payment cards have at least 13 and begin with 2 to 6.
CARD = re.compile(r"(?<![\d,.-])[2-6](?:[ -]?\d){12,18}(?!\d|[,-]\d)")
# Dutch passports and identity cards: two letters, six letters or digits, one digit; never the letter O.
PAPER = re.compile(r"(?<![A-Z0-9])[A-NP-Z]{2}[A-NP-Z0-9]{6}\d(?![A-Z0-9])", re.IGNORECASE)
# With fewer digits it could be a word with a number behind it ("artikel12").
PAPER_DIGITS_MIN = 3
PAPER_NAMED = re.compile(
    r"\b(?:paspoort|id-?kaart|identiteitskaart|document|verblijfsdocument|verblijfskaart)[ -]?(?:nummer|nr\.?)"
    r"(?: is| luidt|:)*\s*:?\s*((?=[A-Z]*\d)[A-Z0-9]{7,12})(?![A-Z0-9])",
    re.IGNORECASE,
)
# Ten digits: the driving licence, the V-number of the IND, the A-number of the municipality.
TEN_NAMED = re.compile(
    r"(?:\brijbewijs(?:nummer|nr\.?)?|\b[va][ -]?(?:nummer|nr\.?)|\b(?:vreemdelingen|administratie)nummer|\bv-?)"
    r"(?:\W+(?:is|luidt|met|nummer|nr|mijn|van|het|heeft|als)\b){0,4}\W*(\d(?:[ .]?\d){9})(?!\d)",
    re.IGNORECASE,
)


def cards(text: str) -> Iterator[Span]:
    for match in CARD.finditer(text):
        if luhn.is_valid(re.sub(r"\D", "", match[0])):
            yield match.span()


def papers(text: str) -> Iterator[Span]:
    named = [match.span(1) for pattern in (PAPER_NAMED, TEN_NAMED) for match in pattern.finditer(text)]
    bare = [match.span() for match in PAPER.finditer(text) if _looks_drawn(match[0])]
    reached = 0
    for start, end in sorted(named + bare):
        if start >= reached:
            reached = end
            yield start, end


def _looks_drawn(number: str) -> bool:
    return sum(character.isdigit() for character in number) >= PAPER_DIGITS_MIN
