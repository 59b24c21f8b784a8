"""Values of the open register, tidied: phone numbers, addresses of sites and of buildings, names of places.

A value that cannot be trusted becomes empty, never a guess.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

# Hosts that serve anyone, so that a link to them says nothing about who wrote the page.
SHARED_PLATFORMS = frozenset({"formdesk.com", "linkedin.com"})
# Neighbouring towns and counties abroad, present only as members of cross-border arrangements.
FOREIGN_TOP_LEVELS = frozenset({"be", "de"})

_AREA_CODE = re.compile(r"^\((0\d{1,3})\)\s*(.+)$")
_SHORT_MUNICIPAL = re.compile(r"^\(?0?14\)?(0\d{2,3})$")
_PHONE = re.compile(r"^(?:14 0\d{2,3}|0\d{1,3} [\d ]{4,12}|\+\d[\d ]{8,16})$")
_HOST = re.compile(r"^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$")
_URL = re.compile(r"^https?://[^\s/]+\.[^\s]+$", re.IGNORECASE)
_POSTCODE_TOWN = re.compile(r"^(?P<start>.*\b\d{4} ?[A-Z]{2}) +(?P<town>\S.*)$")
_TOWN_SUFFIX = re.compile(r"^(?P<town>.+) (?P<suffix>[A-Z]{1,3})$")
_LOWER_ARTICLE = re.compile(r"(?<![\w])'([ST])(?=[ -])")
_LOWER_WORD = re.compile(r"(?<= )(?:Ca|De|Den|Gem|Het|In|Op|Ter|Van)(?=[ .]|$)")
_TOWN_SMALL_WORDS = frozenset(["aan", "ad", "bij", "de", "den", "der", "en", "het", "in", "op", "ten", "ter", "van"])


def slug(name: str) -> str:
    """Return a lower-case ASCII identifier: ``Súdwest-Fryslân`` becomes ``sudwest-fryslan``."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")


def clean_phone(value: str) -> str:
    """Return a phone number as ``073 615 51 55`` or ``14 0592``; empty when it is none of those."""
    number = " ".join(value.split())
    if short := _SHORT_MUNICIPAL.match(number.replace(" ", "")):
        return f"14 {short[1]}"
    if area := _AREA_CODE.match(number):
        number = f"{area[1]} {area[2]}"
    return number if _PHONE.match(number) else ""


def clean_url(value: str) -> str:
    """Return an https address with a lower-case host; empty when the text is no web address."""
    text = value.strip()
    if text.startswith("www."):
        text = f"https://{text}"
    if not _URL.match(text):
        return ""
    parts = urlsplit(text)
    path = "" if parts.path == "/" and not parts.query else parts.path
    return parts._replace(scheme="https", netloc=parts.netloc.lower(), path=path).geturl()


def clean_site(value: str) -> str:
    """Return the root of a website: pages such as ``/contact`` move, the root stays."""
    url = clean_url(value)
    return f"https://{urlsplit(url).netloc}" if url else ""


def clean_host(value: str) -> str:
    """Return a host name without ``www.`` in ASCII form; empty when it is not a usable official host."""
    host = value.strip().lower().removeprefix("www.")
    if not host.isascii():
        host = host.encode("idna").decode("ascii")
    top_level = host.rpartition(".")[2]
    if not _HOST.match(host) or host in SHARED_PLATFORMS or top_level in FOREIGN_TOP_LEVELS:
        return ""
    return host


def clean_place(value: str) -> str:
    """Write ``'S Gravenmoer`` as ``'s Gravenmoer`` and ``Bergen Op Zoom`` as ``Bergen op Zoom``."""
    text = " ".join(value.split()).replace("FRyske", "Fryske")
    for odd_capital in (_LOWER_ARTICLE, _LOWER_WORD):
        text = odd_capital.sub(lambda match: match[0].lower(), text)
    return text


def clean_address(value: str, towns: Mapping[str, str]) -> str:
    """Return an address on one line, with the town as people write it instead of in capitals."""
    text = " ".join(value.split())
    match = _POSTCODE_TOWN.match(text)
    if match is None:
        return text
    return f"{match['start']} {_town(match['town'], towns)}"


def _town(town: str, towns: Mapping[str, str]) -> str:
    """Return the known spelling of a town; postal names such as ``BEEK LB`` keep their suffix."""
    if known := towns.get(town.casefold()):
        return known
    suffixed = _TOWN_SUFFIX.match(town)
    if suffixed and (known := towns.get(suffixed["town"].casefold())):
        return f"{known} {suffixed['suffix']}"
    return _capitalised(town) if town.isupper() else town


def _capitalised(town: str) -> str:
    """Write a town in capitals that is not among the places as ``Nieuwerkerk ad IJssel``."""
    words = [word.lower() for word in town.split(" ")]
    return " ".join(_capitalised_word(word, first=index == 0) for index, word in enumerate(words))


def _capitalised_word(word: str, *, first: bool) -> str:
    """Capitalise one word of a place name, with the Dutch IJ as one letter."""
    if word in _TOWN_SMALL_WORDS and not first:
        return word
    return f"IJ{word[2:]}" if word.startswith("ij") else word.capitalize()


def town_spelling(places: Iterable[str]) -> dict[str, str]:
    """Map the case-folded name of each place to its usual spelling."""
    return {place.casefold(): place for place in sorted(places, reverse=True)}
