"""Is this organisation meant for just this citizen? A role may begin with the case for which it is the one to go to.

"Bent u in het buitenland? Dan gaat u naar de ambassade." An editor writes that for readers; here the question is held
against it. A condition holds when everything it says apart from the title of the text stands in the question.
"""

import re
from functools import lru_cache

from knowledge.lexical import words

# "Woont u in het buitenland?": the verb says how one asks, the rest what must be so.
CONDITION = re.compile(r"^\W*\w+ (?:(?:u|uw|het|er|iemand)\b)?(?P<case>[^?.]*)\?(?P<then>.*)$")
# What is denied, preferred or only comes later cannot be read from words that stand in a question.
NO_CASE = re.compile(r"\b(?:geen|niets?|nooit|liever|meer|ook|eerst|later|kan|kunt|kunnen)\b", re.IGNORECASE)
OR = re.compile(r",| of ")
# A short word ("weg", "kind") stands in too many questions to decide anything; an abbreviation does not.
# Any capital (Anw, Saba) would count too: measured, and one question more went to the wrong organisation.
TELLING_MIN_CHARS = 6
ABBREVIATION = re.compile(r"\b[A-Z]{2,}\b")


def is_meant(role: str, title: str, question: str) -> bool:
    """Whether the role names a case, and the question is that case."""
    asked = frozenset(words(question))
    return any(case <= asked for case in _cases(role, title))


@lru_cache(4096)
def _cases(role: str, title: str) -> tuple[frozenset[str], ...]:
    """The stems of each case that the role is for; none when it names no case, or one that words cannot tell."""
    found = CONDITION.match(role)
    if not found or NO_CASE.search(found["case"]) or NO_CASE.search(found["then"]):
        return ()
    known, short = frozenset(words(title)), frozenset(words(" ".join(ABBREVIATION.findall(found["case"]))))
    cases = [frozenset(words(part)) - known for part in OR.split(found["case"]) if part.strip()]
    if len(cases) > 1 and any(len(case) != 1 for case in cases):
        return ()  # "iemand met een verblijfsvergunning of een kind": the parts do not stand alone
    return tuple(case for case in cases if _tells(case, short))


def _tells(case: frozenset[str], abbreviations: frozenset[str]) -> bool:
    return len(case) > 1 or any(len(stem) >= TELLING_MIN_CHARS or stem in abbreviations for stem in case)
