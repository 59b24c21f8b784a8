"""Who can help when no text answers: named by the citizen, known by product, law or task, or most believed.

Every lead says why it is one and how sure that is. Names, products, laws and keywords are stemmed once a register.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from knowledge.lexical import WORD, words
from knowledge.register import LAST_DOOR, Register
from knowledge.schema import ServiceText
from knowledge.search import Search

Why = Literal["name", "product", "law", "keyword", "texts"]
# How often each way is right, roughly: an organisation that is named is meant, a keyword can stand for much.
SURE: Mapping[Why, float] = {"name": 0.9, "law": 0.8, "product": 0.7, "keyword": 0.5}
# An organisation is named when the texts, or a name, product, law or task, point to it this surely.
REFER_BELIEF = 0.30
# From here on Wegwijs says "hierbij moet u zijn", below it "waarschijnlijk".
SAY_SURELY_FROM = 0.65
NAME_WORDS_MAX = 7
# A product of one common word ("adoptie", "advies") says less than one of two.
LONE_STEM_SHARE = 0.7
# Words that ask how to reach somebody, beside a name: then the answer is the name's own contact details.
CONTACT = (
    "telefoonnummer nummer telefoon bellen bel adres contact contactgegevens openingstijden open bereiken bereikbaar "
    "bereik website site mail mailen e-mailadres email balie loket kantoor afspraak langs langskomen zit vestiging "
    "spreken iemand medewerker postadres postbus gegevens gratis lokale hoofdkantoor wanneer laat dicht"
)
# Abbreviations that are words too: meant only when written in capitals ("het OM", but "om te").
ALSO_WORDS = frozenset(WORD.findall("adv ap az bak bas bz cfi ez fin gip hap hof ido img nla om pi rud zin"))
# "ik heb geen advocaat", "zonder notaris": not whom the citizen looks for.
WITHOUT = re.compile(r"\b(?:geen|zonder)\s+(?:eigen\s+)?\w+", re.IGNORECASE)
ARTICLE = re.compile(r"^(?:de|het|een) ")


@dataclass(frozen=True)
class Lead:
    """An organisation that can probably help; `sure` between 0 and 1."""

    organisation: str
    why: Why
    sure: float


@dataclass(frozen=True)
class Leads:
    """Names (folded), and stems of keywords, products and laws with the organisation that they point to."""

    names: Mapping[str, str]
    stems: tuple[tuple[frozenset[str], Why, str], ...]


@lru_cache(4)
def _leads(register: Register) -> Leads:
    names: dict[str, str] = {}
    stems: list[tuple[frozenset[str], Why, str]] = []
    for organisation in register.organisations.values():
        for name in (organisation.name, organisation.official_name, *organisation.spoken_names):
            names.setdefault(_folded(name), organisation.id)
        stems += [(frozenset(words(keyword)), "keyword", organisation.id) for keyword in organisation.keywords]
    stems += [(frozenset(words(mandate.name)), mandate.kind, mandate.organisation) for mandate in register.mandates]
    return Leads(names={name: id_ for name, id_ in names.items() if len(name) >= 2}, stems=tuple(stems))


def _folded(name: str) -> str:
    return ARTICLE.sub("", " ".join(WORD.findall(name.casefold())))


def named_organisations(question: str, register: Register) -> tuple[str, ...]:
    """Organisations that the question names, officially or as people call them, longest name first.

    A name within a longer one does not count ("de bibliotheek" within another name).
    """
    said = [_as_written(word) for word in re.findall(r"\w+", WITHOUT.sub(" ", question))]
    names = _leads(register).names
    found: dict[str, int] = {}
    taken: set[int] = set()
    for length in range(min(NAME_WORDS_MAX, len(said)), 0, -1):
        for begin in range(len(said) - length + 1):
            place = range(begin, begin + length)
            id_ = names.get(" ".join(said[begin : begin + length]))
            if id_ and taken.isdisjoint(place):
                taken.update(place)
                found.setdefault(id_, length)
    return tuple(found)


def _as_written(word: str) -> str:
    """In small letters, except a word that is only an abbreviation when it stands in capitals."""
    folded = word.casefold()
    return folded.upper() if folded in ALSO_WORDS and not word.isupper() else folded


def asks_for_contact(question: str, register: Register) -> str | None:
    """The organisation whose contact details are asked, when the question asks nothing else ("nummer van de SVB")."""
    named = named_organisations(question, register)
    if len(named) != 1:
        return None
    organisation = register.organisations[named[0]]
    own = {stem for name, id_ in _leads(register).names.items() if id_ == organisation.id for stem in words(name)}
    left = [stem for stem in words(question) if stem not in own]
    proper = {_folded(organisation.name), _folded(organisation.official_name)}
    alone = not left and _folded(question) in proper  # "aow" alone asks for the AOW, not for the SVB
    return organisation.id if alone or (left and all(stem in words(CONTACT) for stem in left)) else None


def believed_organisations(search: Search, texts: Mapping[str, ServiceText]) -> tuple[tuple[str, float], ...]:
    """Organisations with the belief of the texts whose first door they are, most believed first."""
    belief: defaultdict[str, float] = defaultdict(float)
    for hit in search.candidates:
        if hit.topic in texts:
            belief[texts[hit.topic].organisations[0].id] += hit.probability
    return tuple(sorted(belief.items(), key=lambda pair: -pair[1]))


def leads(search: Search, texts: Mapping[str, ServiceText], register: Register) -> tuple[Lead, ...]:
    """Everybody who may help with this question, most sure first; one lead an organisation."""
    best: dict[str, Lead] = {}
    for lead in (*_named(search.question, register), *task_leads(search.question, register), *_believed(search, texts)):
        if lead.organisation not in best or best[lead.organisation].sure < lead.sure:
            best[lead.organisation] = lead
    return tuple(sorted(best.values(), key=lambda lead: -lead.sure))


def _named(question: str, register: Register) -> list[Lead]:
    named = named_organisations(question, register)
    return [Lead(id_, "name", SURE["name"] - 0.01 * place) for place, id_ in enumerate(named)]


def task_leads(question: str, register: Register) -> list[Lead]:
    """Products, laws and keywords whose words all occur; several that agree are surer than one."""
    asked = set(words(question))
    doubt: defaultdict[str, float] = defaultdict(lambda: 1.0)
    why: dict[str, tuple[float, Why]] = {}
    for stems, kind, id_ in _leads(register).stems:
        if stems and stems <= asked:
            sure = SURE[kind] * (1.0 if len(stems) > 1 else LONE_STEM_SHARE)
            doubt[id_] *= 1 - sure
            why[id_] = max(why.get(id_, (0.0, kind)), (sure, kind))
    return [Lead(id_, why[id_][1], min(1 - left, SURE["law"])) for id_, left in doubt.items() if id_ != LAST_DOOR]


def _believed(search: Search, texts: Mapping[str, ServiceText]) -> list[Lead]:
    return [Lead(id_, "texts", belief) for id_, belief in believed_organisations(search, texts)]


def keyword_organisations(question: str, register: Register) -> tuple[str, ...]:
    """Organisations whose keywords, products or laws occur in the question, most sure first."""
    found = sorted(task_leads(question, register), key=lambda lead: (-lead.sure, lead.organisation))
    return tuple(lead.organisation for lead in found)
