"""Where somebody lives: a street with a house number, or a postcode with one.

A place or a postcode alone stays, because it says which municipality. So does the address of a town hall, which
Wegwijs gives itself.
"""

import csv
import re
from collections.abc import Iterator
from functools import cache

from bot.settings import ROOT
from connectors.private.words import listed

Span = tuple[int, int]

ENDINGS = (
    "straat|str|laan|weg|plein|kade|gracht|dijk|singel|steeg|dreef|plantsoen|hof|pad|wal|boulevard|hoven|erf|akker|veld"
    "|weide|kamp|donk|straatje|laantje"
)
STREET = rf"\w[\w.'-]+(?:{ENDINGS}|{ENDINGS.upper()})\.?"
# "Laan van Meerdervoort", "Kade van de Noord": the other way round.
STREET_OF = r"(?:[Ll]aan|[Pp]lein|[Ww]eg|[Kk]ade|[Bb]oulevard|[Hh]of|[Pp]ad) (?:van|der|de|den) [\w .'-]{2,30}?"
NAME = r"[A-Z0-9'][\w.'/ -]{1,30}?"
# What may stand before the last word of a street's name; other capitals begin a sentence.
BEFORE = (
    r"(?:(?!(?:In|Op|Aan|Mijn|Wij|Ik|Het|Adres|Woon|Aan)\b)(?:[A-Z][\w.'-]*|\d+e|van|de|den|der|het|ten|ter)\s+){0,4}"
)
# 12, 12a, 12-B, 12 hs, 12 bis, 12-3.
HOUSE = r"\d{1,5}(?:\s?-?\s?(?:[a-zA-Z]|hs|bis|huis|I{1,3}|zw|rd)\b|-\d{1,4}\b)?"
# Never an amount, a time, a date, or a number of something.
NOT_COUNTED = (
    r"(?![\w%]|[.,:/-]\d|\s*€)(?!\s*(?:uur|uren|euro|eur|jaar|jaren|maand|week|weken|dag|minuten|keer|x|kinder|mensen"
    r"|personen|procent|km|m2|meter|kamers|woningen|huizen)\w*\b)"
)
NUMBER = HOUSE + NOT_COUNTED
# In small letters only when glued together, and not "1000km".
POSTCODE = r"(?:\d{4} ?[A-Z]{2}|\d{4}(?!(?:km|kg|cm|mm|ml|gb|mb|eu|en|of)\b)[a-z]{2})\b"
ADDRESSES = tuple(
    map(
        re.compile,
        (
            # any name will do with a number and a postcode behind it
            rf"(?:\b{BEFORE})?[^\s,]+ {NUMBER}[, ]+{POSTCODE}",
            rf"\b{POSTCODE}(?:[, ]+|,? ?(?:op |huis)?(?:nummer|nr\.?) ?){NUMBER}",
            rf"\b{BEFORE}(?P<street>{STREET})\s{NUMBER}",
            rf"\b{STREET_OF} {NUMBER}",
            rf"\b(?:woon\w*(?: \w+)?|mijn adres is|adres:?) (?:op|aan) (?:de |het )?(?P<named>{NAME} {NUMBER})",
            rf"\badres(?: is|:)+ (?P<named>{NAME} {NUMBER})",
        ),
    )
)
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d$")


def addresses(text: str) -> Iterator[Span]:
    found = (_span(match) for pattern in ADDRESSES for match in pattern.finditer(text))
    reached = 0
    for start, end in sorted((span for span in found if span), key=lambda span: (span[0], -span[1])):
        if start >= reached and not _is_town_hall(text[start:end]):
            reached = end
            yield start, end


def _span(match: re.Match[str]) -> Span | None:
    groups = match.groupdict()
    street = groups.get("street")
    if street and (street.lower() in listed("no_streets") or YEAR.search(match[0])):
        return None
    return match.span("named") if groups.get("named") else match.span()


def _is_town_hall(address: str) -> bool:
    """With or without its postcode."""
    said = _plain(address)
    return any(said == known or said.startswith(f"{known} ") for known in _town_halls())


@cache
def _town_halls() -> frozenset[str]:
    path = ROOT / "knowledge" / "organisations" / "gemeenten.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return frozenset(filter(None, (_plain(row["visiting_address"].split(",")[0]) for row in csv.DictReader(file))))


def _plain(address: str) -> str:
    return re.sub(r"\W+", " ", address).strip().lower()
