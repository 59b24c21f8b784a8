"""One spelling for a place name, so that what people type meets what the register writes."""

import re
import unicodedata

# "a/d IJssel", "aan de Rijn", "ad Zaan": written in many ways, never told apart.
ALONG = re.compile(r"\b(?:aan den|aan der|aan de|a d|a/d|a\.d\.|ad)(?= |$)")
SAINT = re.compile(r"\b(?:sint|st)\.? ")
TAIL = re.compile(r" (?:c a|ca)$")
BETWEEN = re.compile(r"[-'’‘`´./,()]+")
# The register's suffixes, and the provinces (or post town) that they stand for.
PROVINCE_OF_SUFFIX = {
    "gld": "Gelderland",
    "nb": "Noord-Brabant",
    "zh": "Zuid-Holland",
    "nh": "Noord-Holland",
    "lb": "Limburg",
    "l": "Limburg",
    "ov": "Overijssel",
    "o": "Overijssel",
    "dr": "Drenthe",
    "fr": "Fryslân",
    "gn": "Groningen",
    "ut": "Utrecht",
}
# Post suffixes that name no province: they only keep two post towns apart.
OTHER_SUFFIXES = frozenset({"ac", "ca", "rt"})
SPOKEN_PROVINCES = {
    "friesland": "Fryslân",
    "fryslan": "Fryslân",
    "brabant": "Noord-Brabant",
    "zeeland": "Zeeland",
    "flevoland": "Flevoland",
    "limburg": "Limburg",
    "gelderland": "Gelderland",
    "overijssel": "Overijssel",
    "drenthe": "Drenthe",
    "groningen": "Groningen",
    "utrecht": "Utrecht",
    "noord holland": "Noord-Holland",
    "zuid holland": "Zuid-Holland",
    "noord brabant": "Noord-Brabant",
    "gelre": "Gelderland",
    "fri": "Fryslân",
    "frl": "Fryslân",
    "geld": "Gelderland",
    "brab": "Noord-Brabant",
    "limb": "Limburg",
    "drente": "Drenthe",
}


def fold(name: str) -> str:
    """Small letters, no accents, one way to write "aan den", "Sint" and hyphens."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    plain = re.sub(r"a/d|a\.d\.", "ad", plain)
    plain = " ".join(BETWEEN.sub(" ", plain).split())
    return TAIL.sub("", ALONG.sub("ad", SAINT.sub("sint ", plain)))


def without_suffix(folded: str) -> tuple[str, str | None]:
    """A folded register name without its suffix, and the province that the suffix stands for."""
    head, _, tail = folded.rpartition(" ")
    if head and (tail in PROVINCE_OF_SUFFIX or tail in OTHER_SUFFIXES):
        return head, PROVINCE_OF_SUFFIX.get(tail)
    return folded, None


def province_named(words: str) -> str | None:
    """The province that folded words name, in full, spoken or as a suffix."""
    return SPOKEN_PROVINCES.get(words) or PROVINCE_OF_SUFFIX.get(words)
