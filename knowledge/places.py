"""Where a citizen lives, when a question says so in plain words ("ik woon in Kaatsheuvel").

Careful on purpose: only a place after "in", "te" or "gemeente" counts, and only when the name means one
municipality. Anything less certain is left alone: a wrong municipality is a wrong door.
"""

import re
from dataclasses import dataclass

from knowledge.register import Register

# "in", "uit", "te", "gemeente" and then one to four words; Dutch place names have no more in practice.
MENTION = re.compile(
    r"\b(?:gemeente|gem\.?|wo(?:on|nen|ont) in|kom uit|inwoner van|verhuis naar|in)\s+"
    r"((?:['’]?[\w'’.-]+\s*){1,4})",
    re.IGNORECASE,
)
NAME_WORDS_MAX = 4
RESIDENCE = re.compile(r"wo(?:on|nen|ont) in|kom uit|inwoner van", re.IGNORECASE)


@dataclass(frozen=True)
class Located:
    """The gm code that a question names without doubt (or None), and what is left to search for."""

    municipality: str | None
    subject: str


def locate(question: str, register: Register) -> Located:
    """Where the citizen lives, taken out of the question: the place is no part of the subject.

    "ik woon in Kaatsheuvel" goes as a whole; of "verhuis naar Kaatsheuvel" only the name, since moving is a subject.
    """
    for mention in MENTION.finditer(question):
        words = mention.group(1).split()
        for length in range(min(NAME_WORDS_MAX, len(words)), 0, -1):
            code = _code(" ".join(words[:length]), register)
            if code:
                return Located(code, _without(question, mention, words[:length]))
    return Located(None, question)


def _without(question: str, mention: "re.Match[str]", name: list[str]) -> str:
    begin = mention.start() if RESIDENCE.match(mention.group()) else mention.start(1)
    end = question.index(name[-1], mention.start(1)) + len(name[-1])
    left = f"{question[:begin]} {question[end:]}".strip()
    return left if re.search(r"\w{3}", left) else question


def _code(name: str, register: Register) -> str | None:
    plain = name.strip(" .,!?").replace("’", "'")
    # A name in small letters may be an ordinary word ("in beek", "in best"), so short ones need a capital.
    if len(plain) < 3 or (plain.islower() and len(plain) < 6):
        return None
    found = register.municipalities_at(plain)
    return found[0].gm_code if len(found) == 1 else None
