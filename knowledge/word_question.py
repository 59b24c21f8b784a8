"""Is this a question about a word, and which? "wat betekent beschikking", "snap dat woord 'zienswijze' niet", "wlz??"

Pure text: whether the word is known is somebody else's concern. Careful on purpose: "wat betekent de scheiding voor
mijn pensioen" is no question about a word, and "wat is huurtoeslag" may be one only if nothing better is known.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

# Longer than this is a sentence, not a word; the longest official terms have seven words.
WORD_MAX_WORDS = 8
# A story; the patterns below would take long over it, too.
QUESTION_MAX_CHARS = 300
QUOTED = re.compile(r"[\"'“”„‘’«»]([^\"“”„‘«»]{2,60}?)[\"'“”’«»](?!\w)")
MARKS = " \t\n?!.,:;\"'“”„‘’«»()[]"

BEGIN = r"^(?:.*[.,!?;:] *|.*\b(?:vraag|brief|en|maar|hoi|hallo|dag|goede\w+|mag ik vragen|weet u|vertel me) )?"
TERM = r"(?:het |de |dat |dit |die |een )?(?:woord(?:je)?|term|begrip|afkorting|uitdrukking|letters?) "
# "betekent" and how people type it
MEANS = r"(?:bet?e?k[ei]?n\w{0,2}|betken\w{0,2})"

# About the word itself.
MEANING = (
    rf"\b(?:staa?t?|lees|zie) (?P<word>.{{2,60}}?),? (?:en )?wat (?:{MEANS}|is) (?:dat|dit|het)\b",
    rf"{BEGIN}wat? (?:{MEANS}|wil) (?P<word>.+?)(?: zeggen)?$",
    rf"{BEGIN}wat (?:word\w*|bedoel\w*)\b.{{0,30}}?\bmet (?P<word>.+)$",
    r"\b(?:betekenis|definitie|omschrijving|uitleg|verklaring) van (?P<word>.+)$",
    rf"^(?P<word>.+?),? (?:wat )?(?:{MEANS}|is) (?:dat|dit|het|da|wat)(?: woord| nou| eigenlijk| precies)*$",
    rf"^(?:de |het )?(?:betekenis|{MEANS})[: ] *(?P<word>.+)$",
    r"^(?P<word>.+?)[,:]? betekenis$",
    rf"\b(?:snap|begrijp|ken|begrijpt|snapt)\b.{{0,25}}?{TERM}(?P<word>.+?) niet\b",
    rf"\b(?:snap|begrijp|weet)\b.{{0,15}}? niet wat (?P<word>.+?) (?:{MEANS}|is|zijn|inhoudt)\b",
    rf"\bgeen idee wat (?P<word>.+?) (?:{MEANS}|is|zijn|inhoudt)\b",
    rf"\b(?:leg|uitleg|uitleggen|verklaar)\b.{{0,20}}?{TERM}(?P<word>.+?)(?: (?:eens |even )?(?:uit|uitleggen))?$",
    rf"\b(?:kunt u|kun je|kan je|kan iemand)\b.{{0,15}}?{TERM}(?P<word>.+?) (?:\w+ )?uitleggen\b",
    rf"\bwat (?:is|voor woord is) {TERM}(?P<word>.+)$",
    r"\bwaar sta(?:at|an) (?P<word>.+?) voor$",
)
# About the word or about the thing; in other languages it may be no Dutch word at all ("what does child benefit mean").
THING = (
    rf"{BEGIN}wat (?:is|zijn) (?:dat,? |nou |eigenlijk |precies )*(?P<word>.+)$",
    rf"{BEGIN}wat houdt (?P<word>.+) in$",
    r"\bwhat (?:does|do) (?P<word>.+?) mean\b",
    r"\bmeaning of (?P<word>.+)$",
    r"\bwas (?:bedeutet|heißt|heisst) (?P<word>.+)$",
    r"\b(?:que|qué|co|cosa) (?:signifie|significa|veut dire|to znaczy|znaczy) (?P<word>.+)$",
    r"^(?P<word>.+?) ne (?:demek|anlama geliyor)\b",
    r"(?:ماذا (?:تعني|يعني)|ما معنى) (?:كلمة )?(?P<word>.+)$",
)
BARE = (r"^(?P<word>[^?]+)\?\s*\?[\s?]*$",)

# What stands before and after the word and is no part of it.
BEFORE = re.compile(
    rf"^(?:{TERM}|(?:een|de|het|dat|dit|die|deze|zo'?n|'t|'n|nou|nu|dan|eigenlijk|precies|ook alweer|toch|the|word|"
    r"das|wort|le|la|mot|el) )+",
    re.IGNORECASE,
)
MINE = re.compile(r"^(?:mijn|me|mn|m'n|uw|jouw|onze|ons) ", re.IGNORECASE)
AFTER = re.compile(
    r",? (?:eigenlijk|precies|nou|nu|dan|toch|ook alweer|allemaal|a\.?u\.?b\.?|alstublieft|alsjeblieft|voor iets|"
    r"voor woord|is|in het nederlands|in dutch)$",
    re.IGNORECASE,
)
PLACE = re.compile(
    r",? (?:in|op|van|uit|bij|onder|volgens) (?:mijn|de|deze|die|een|het|uw|jullie|zo'n)\b.*$", re.IGNORECASE
)
NO_WORD = frozenset({"dat", "dit", "het", "die", "deze", "er", "alles", "allemaal", "u", "je", "jullie", "wat", "iets"})
# "wat betekent het als mijn bezwaar ongegrond is": the word stands inside.
CLAUSE = re.compile(r"^(?:het )?(?:als|dat|wanneer|indien) (?P<clause>(?:\S+ ){2,}\S+)$", re.IGNORECASE)

About = Literal["meaning", "thing", "bare", "clause"]


@dataclass(frozen=True)
class Asked:
    """What may be the word, likeliest first.

    `about`: its meaning and nothing else; perhaps the thing ("wat is …?"); a bare word with question marks; or the
    meaning of a clause in which it stands.
    """

    candidates: tuple[str, ...]
    about: About


def asked_word(question: str) -> Asked | None:
    """The word that a question is about; None for any other question."""
    plain = " ".join(question.split())
    quoted = QUOTED.search(plain)
    if len(plain) > QUESTION_MAX_CHARS:
        return None
    readings: tuple[tuple[About, tuple[str, ...], str], ...] = (
        ("meaning", MEANING, plain.strip(MARKS)),
        ("bare", BARE, plain),
        ("thing", THING, plain.strip(MARKS)),
    )
    for about, patterns, said in readings:
        for raw in _matches(patterns, said):
            asked = _asked(quoted.group(1) if quoted and about == "meaning" else raw, about)
            if asked:
                return asked
    return None


def _matches(patterns: tuple[str, ...], said: str) -> Iterator[str]:
    found = (re.search(pattern, said, re.IGNORECASE) for pattern in patterns)
    return (match.group("word") for match in found if match)


def _asked(raw: str, about: About) -> Asked | None:
    clause = CLAUSE.match(raw) if about == "meaning" else None
    if clause:
        return Asked((clause.group("clause"),), "clause")
    if not _may_be_word(_bared(raw)):
        return None
    forms = [raw.strip(MARKS), _bared(raw)]  # "de facto" begins with what looks like an article
    if about == "meaning":
        forms.append(_bared(PLACE.sub("", raw)))
        forms += [_bared(MINE.sub("", form)) for form in forms]
    return Asked(tuple(dict.fromkeys(form for form in forms if _may_be_word(form))), about)


def _bared(raw: str) -> str:
    """Without articles, filling words and marks around it."""
    less = BEFORE.sub("", AFTER.sub("", raw.strip(MARKS))).strip(MARKS)
    return less if less == raw else _bared(less)


def _may_be_word(form: str) -> bool:
    return len(re.findall(r"\w", form)) > 1 and form.casefold() not in NO_WORD and len(form.split()) <= WORD_MAX_WORDS
