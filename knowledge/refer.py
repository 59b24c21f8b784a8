"""Who can help when no text answers: named by the citizen, or most believed by the search."""

import re
from collections import defaultdict
from collections.abc import Mapping

from knowledge.lexical import WORD, words
from knowledge.register import Register
from knowledge.schema import ServiceText
from knowledge.search import Search

# An organisation is named when the texts agree this much on who it is.
REFER_BELIEF = 0.30


def named_organisations(question: str, register: Register) -> tuple[str, ...]:
    """Organisations that the question names, officially or as people call them, longest name first."""
    plain = f" {' '.join(WORD.findall(question.casefold()))} "
    found: list[tuple[int, str]] = []
    for organisation in register.organisations.values():
        names = (organisation.name, organisation.official_name, *organisation.spoken_names)
        hits = [len(name) for name in names if _occurs(name, plain)]
        if hits:
            found.append((max(hits), organisation.id))
    return tuple(organisation for _, organisation in sorted(found, reverse=True))


def _occurs(name: str, plain: str) -> bool:
    folded = re.sub(r"^(de|het|een) ", "", " ".join(WORD.findall(name.casefold())))
    return len(folded) >= 2 and f" {folded} " in plain


def believed_organisations(search: Search, texts: Mapping[str, ServiceText]) -> tuple[tuple[str, float], ...]:
    """Organisations with the belief of the texts whose first door they are, most believed first."""
    belief: defaultdict[str, float] = defaultdict(float)
    for hit in search.candidates:
        if hit.topic in texts:
            belief[texts[hit.topic].organisations[0].id] += hit.probability
    return tuple(sorted(belief.items(), key=lambda pair: -pair[1]))


def keyword_organisations(question: str, register: Register) -> tuple[str, ...]:
    """Organisations whose keywords occur in the question, most keywords first."""
    asked = set(words(question))
    scores = {
        organisation.id: sum(bool(stems) and stems <= asked for stems in _stems(organisation.keywords))
        for organisation in register.organisations.values()
    }
    found = [organisation for organisation, score in scores.items() if score]
    return tuple(sorted(found, key=lambda organisation: (-scores[organisation], organisation)))


def _stems(keywords: tuple[str, ...]) -> list[set[str]]:
    return [set(words(keyword)) for keyword in keywords]
