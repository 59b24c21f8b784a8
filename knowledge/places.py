"""Where a citizen lives, when a question says so in plain words ("ik woon in Kaatsheuvel").

Careful on purpose: only a place after "in", "te" or "gemeente" counts, and only when the name means one
municipality. Anything less certain is left alone: a wrong municipality is a wrong door.
"""

import re

from knowledge.register import Register

# "in", "uit", "te", "gemeente" and then one to four words; Dutch place names have no more in practice.
MENTION = re.compile(
    r"\b(?:gemeente|gem\.?|wo(?:on|nen|ont) in|kom uit|inwoner van|verhuis naar|in)\s+"
    r"((?:['’]?[\w'’.-]+\s*){1,4})",
    re.IGNORECASE,
)
NAME_WORDS_MAX = 4


def municipality_in(question: str, register: Register) -> str | None:
    """The gm code that the question names without doubt, or None."""
    for mention in MENTION.finditer(question):
        code = _longest_name(mention.group(1).split(), register)
        if code:
            return code
    return None


def _longest_name(after: list[str], register: Register) -> str | None:
    for length in range(min(NAME_WORDS_MAX, len(after)), 0, -1):
        name = " ".join(after[:length]).strip(" .,!?").replace("’", "'")
        # A name in small letters may be an ordinary word ("in beek", "in best"), so short ones need a capital.
        if len(name) < 3 or (name.islower() and len(name) < 6):
            continue
        found = register.municipalities_at(name)
        if len(found) == 1:
            return found[0].gm_code
    return None
