"""Hides what identifies a person before anything is stored or logged.

Promises: a citizen service number (11-proef), a bank account (IBAN) or card, a personal phone number, an e-mail
address, the number of an identity paper, an address with a house number, a date of birth that is said to be one and
what somebody logs in with become a word in brackets. Refuses to hide what is public: 112, 1400, 0800 and 0900
numbers, 088 numbers, years, amounts, postcodes, number plates, law numbers and Chamber of Commerce numbers.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

import phonenumbers
from phonenumbers import Leniency, PhoneNumberMatcher, PhoneNumberType
from stdnum import iban
from stdnum.nl import bsn

from connectors.private import birth, home, login, numbers

Kind = Literal[
    "bsn",
    "rekeningnummer",
    "telefoonnummer",
    "e-mailadres",
    "betaalkaart",
    "documentnummer",
    "adres",
    "geboortedatum",
    "inloggegevens",
]
Span = tuple[int, int]

HIDDEN = "\x00"  # stands for a character already found, while the next finder looks
PERSONAL_PHONES = frozenset(
    {
        PhoneNumberType.MOBILE,
        PhoneNumberType.FIXED_LINE,
        PhoneNumberType.FIXED_LINE_OR_MOBILE,
        PhoneNumberType.VOIP,
        PhoneNumberType.PERSONAL_NUMBER,
        PhoneNumberType.PAGER,
    }
)
EMAIL = re.compile(r"[\w.+%'-]{1,64}@(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}")
IBAN_START = re.compile(r"(?<![^\W_])[A-Z]{2}\d{2}(?=[ .-]?[A-Z0-9])", re.IGNORECASE)
IBAN_LENGTHS = range(34, 14, -1)  # ISO 13616: 15 (Norway) to 34 characters
# Nine digits, bare or in groups (123 456 789, 1234.56.789, 123-456-789); eight when the leading zero was
# dropped. Inside a lookahead, so that a group that precedes it (a year, a house number) cannot swallow it.
BSN = (
    re.compile(r"(?<!\d)(?=(\d(?:[ .]?\d){8}|\d{3}-\d{3}-\d{3})(?!\d))"),
    re.compile(r"(?<![\w,.-])(?=(\d{8}|\d{2} \d{3} \d{3}|\d{2}\.\d{3}\.\d{3})(?!\w|[,.-]\d))"),
)
DATE = re.compile(
    r"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d\d"
    r"|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
)
PUBLIC_BEFORE = re.compile(r"(?:€|\beuro?|\bkvk[ -]?(?:nummer|nr\.?)?(?: is)?:?)\s*$", re.IGNORECASE)
AMOUNT_AFTER = re.compile(r"\s*(?:euro?\b|€|,-|,\d\d\b)", re.IGNORECASE)


@dataclass(frozen=True)
class Masked:
    """A text without personal data, and which kinds were taken out (sorted, each once)."""

    text: str
    kinds: tuple[Kind, ...] = ()


def mask(text: str) -> Masked:
    """The same text with `[bsn]`, `[telefoonnummer]` and the like in place of what is personal."""
    shadow = "".join(map(_plain, text))
    found: list[tuple[Span, Kind]] = []
    for kind, finder in FINDERS.items():
        for start, end in list(finder(shadow)):
            found.append(((start, end), kind))
            shadow = shadow[:start] + HIDDEN * (end - start) + shadow[end:]
    for (start, end), kind in sorted(found, reverse=True):
        text = f"{text[:start]}{shown(kind)}{text[end:]}"
    return Masked(text, tuple(sorted({kind for _, kind in found})))


def shown(kind: Kind) -> str:
    """What stands in the place of something of this kind."""
    return f"[{kind}]"


def _emails(text: str) -> Iterator[Span]:
    return (match.span() for match in EMAIL.finditer(text))


def _ibans(text: str) -> Iterator[Span]:
    reached = 0
    for match in IBAN_START.finditer(text):
        end = _iban_end(text, match.start())
        if end and match.start() >= reached:
            reached = end
            yield match.start(), end


def _iban_end(text: str, start: int) -> int | None:
    """Where the account that starts here ends; words may follow it after a space."""
    ends = [0]  # the end after so many letters and digits
    for position in range(start, min(len(text), start + 2 * IBAN_LENGTHS.start)):
        if text[position].isalnum():
            ends.append(position + 1)
        elif text[position] not in " .-":
            break
    possible = (ends[length] for length in IBAN_LENGTHS if length < len(ends))
    return next((end for end in possible if _is_iban(text[start:end])), None)


def _is_iban(text: str) -> bool:
    """By mod 97 and the country's length; whether the bank exists is not asked."""
    return bool(iban.is_valid(text.replace(".", ""), check_country=False))


def _phones(text: str) -> Iterator[Span]:
    for match in PhoneNumberMatcher(text, "NL", leniency=Leniency.VALID):
        if phonenumbers.number_type(match.number) in PERSONAL_PHONES:
            yield match.start, match.end


def _bsns(text: str) -> Iterator[Span]:
    reached = 0
    for match in sorted((m for pattern in BSN for m in pattern.finditer(text)), key=re.Match.start):
        digits = re.sub(r"\D", "", match[1])
        if match.start() >= reached and bsn.is_valid(digits) and not _is_public(text, match.span(1), digits):
            reached = match.end(1)
            yield match.span(1)


def _is_public(text: str, span: Span, digits: str) -> bool:
    before, after = text[max(0, span[0] - 20) : span[0]], text[span[1] : span[1] + 10]
    is_date = len(digits) == 8 and DATE.fullmatch(digits) is not None
    return is_date or bool(PUBLIC_BEFORE.search(before) or AMOUNT_AFTER.match(after))


def _plain(character: str) -> str:
    """One character for one: any digit as 0–9, any space as a space, any dash as `-`."""
    if character.isascii():
        return " " if character in "\n\t" else character
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.digit(character))
    return {"Zs": " ", "Pd": "-"}.get(category, character)


# The order matters: an account holds digits that look like a phone number, a phone number some like a bsn.
FINDERS: dict[Kind, Callable[[str], Iterator[Span]]] = {
    "e-mailadres": _emails,
    "inloggegevens": login.logins,
    "rekeningnummer": _ibans,
    "geboortedatum": birth.births,
    "betaalkaart": numbers.cards,
    "documentnummer": numbers.papers,
    "telefoonnummer": _phones,
    "bsn": _bsns,
    "adres": home.addresses,
}
