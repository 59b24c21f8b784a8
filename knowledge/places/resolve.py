"""A place expression ("Rijswijk bij Den Haag", "gem. Utrechtse Heuvelrug", "amersfoirt") to one outcome."""

import re
from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.places.gazetteer import Gazetteer
from knowledge.places.outcomes import DidYouMean, Found, NotAPlace, Place, PlaceOutcome, PostcodeOnly, Which
from knowledge.places.spelling import fold, province_named

POSTCODE = re.compile(r"^(?:postcode\s*(?:is\s*)?:?\s*)?([1-9]\d{3}\s?(?:[a-z]{2})?)\b[\s,]*(.*)$", re.IGNORECASE)
CALLED = re.compile(
    r"^(?:de |het )?(gemeente|gem\.?|stad|dorp|plaatsje|plaats|wijk|stadsdeel|buurt|eiland)\s+", re.IGNORECASE
)
# "Rijswijk bij Den Haag", "Hengelo (Gld)", "Beek, gemeente Montferland"
FURTHER = re.compile(
    r"^(.+?)(?:\s+(?:bij|nabij|in|op|gemeente|gem\.?|te|vlakbij)\s+|\s*[(,/]\s*)(.+?)\)?$", re.IGNORECASE
)
# "die bij Den Haag", "in Gelderland": said of a name that was asked about.
HINT = re.compile(
    r"^(?:(?:nee|ja)[, ]+)?(?:(?:de|die|dat|het) )?(?:(?:plaats|ene|dorp|stad) )?"
    r"(?:(?:bij|in|van|uit|nabij|op) )?(?:de |het )?",
    re.IGNORECASE,
)
# One slip of the fingers in a short name, two in a long one: more would turn one place into another.
ONE_SLIP_FROM, TWO_SLIPS_FROM = 5, 10
# More than this many names equally near: then it is not a typing error that can be mended.
NEAREST_MAX = 4


def resolve(said: str, gazetteer: Gazetteer) -> PlaceOutcome:
    """The outcome of words that must be a place; never raises."""
    words = " ".join(said.split()).strip(' .,!?;:"')
    if postcode := POSTCODE.match(words):
        return resolve(postcode[2], gazetteer) if postcode[2] else PostcodeOnly(postcode[1].upper())
    called = CALLED.match(words)
    bare = words if gazetteer.named(words) else CALLED.sub("", words)  # "Wijk bij Duurstede" is no "wijk"
    if called and called[1].lower().startswith("gem"):
        own = gazetteer.municipality_named(bare)
        if len(own) == 1:
            return Found(own[0])
    return _exact(bare, gazetteer) or _with_hint(bare, gazetteer) or _near(bare, gazetteer) or NotAPlace(bare)


def _exact(name: str, gazetteer: Gazetteer) -> PlaceOutcome | None:
    return of_options(gazetteer.named(name), fold(name) in gazetteer.elsewhere)


def of_options(options: tuple[Place, ...], doubtful: bool = False) -> PlaceOutcome | None:
    """One option is found (or confirmed first, when the name is doubtful), several are asked, none is None."""
    if len(options) > 1:
        return Which(options)
    if not options:
        return None
    return DidYouMean(options[0]) if doubtful else Found(options[0])


def _with_hint(words: str, gazetteer: Gazetteer) -> PlaceOutcome | None:
    """A name with what tells it apart: a province, a municipality, a town nearby, or only a suffix behind it."""
    further = FURTHER.match(words)
    if further:
        return of_options(narrowed(gazetteer.named(further[1]), further[2], gazetteer))
    for cut in range(1, len(words.split())):
        head, tail = " ".join(words.split()[:-cut]), " ".join(words.split()[-cut:])
        if province_named(fold(tail)) and (options := gazetteer.named(head)):
            return of_options(narrowed(options, tail, gazetteer))
    return None


def narrowed(options: tuple[Place, ...], hint: str, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """The options that fit the hint; all of them when it tells nothing apart."""
    if len(options) < 2:
        return options
    province = province_named(fold(CALLED.sub("", hint)))
    if province:
        return _kept(options, (o for o in options if gazetteer.near[o.gm_code][-1] == province))
    hinted = {place.gm_code for place in gazetteer.named(CALLED.sub("", hint))}
    own = tuple(option for option in options if option.gm_code in hinted)
    return own or _closest(options, hinted, gazetteer)


def told_apart_by(said: str, options: tuple[Place, ...], gazetteer: Gazetteer) -> Place | None:
    """The one option that an answer to "which?" means; None when it names a place of its own, or nothing."""
    words = " ".join(said.split()).strip(" .,!?")
    hint = HINT.sub("", words)
    hinted = {place.gm_code for place in gazetteer.named(hint)}
    own = [option for option in options if option.gm_code in hinted]
    if len(own) == 1:
        return own[0]
    if hinted and hint == words and not province_named(fold(hint)):
        return None  # "Zwolle", said instead of a choice: another place
    left = narrowed(options, hint, gazetteer)
    return left[0] if len(left) == 1 else None


def _closest(options: tuple[Place, ...], hinted: set[str], gazetteer: Gazetteer) -> tuple[Place, ...]:
    """The options in the same safety region as the town nearby, else in the same province."""
    for size in (0, 1):
        areas = {gazetteer.near[code][size] for code in hinted} - {""}
        near = tuple(option for option in options if gazetteer.near[option.gm_code][size] in areas)
        if near:
            return near
    return options


def _kept(options: tuple[Place, ...], fitting: Iterable[Place]) -> tuple[Place, ...]:
    return tuple(fitting) or options


def _near(name: str, gazetteer: Gazetteer) -> PlaceOutcome | None:
    """The nearest name within the slips that its length allows: always confirmed, never taken."""
    folded = fold(name)
    slips = (len(folded) >= ONE_SLIP_FROM) + (len(folded) >= TWO_SLIPS_FROM)
    if not slips or folded in gazetteer.no_municipality:
        return None
    nearest = process.extract(folded, gazetteer.meanings.keys(), scorer=OSA.distance, score_cutoff=slips, limit=20)
    if not nearest:
        return None
    least = min(distance for _, distance, _ in nearest)
    options = {p.gm_code: p for key, distance, _ in nearest if distance == least for p in gazetteer.named(key)}
    if len(options) == 1:
        return DidYouMean(next(iter(options.values())))
    return Which(tuple(options.values())) if len(options) <= NEAREST_MAX else None
