"""Which writing system a text is in, counted in words; four of them say the language or leave few to choose from."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

LATIN, ARABIC, CYRILLIC, ETHIOPIC, HAN, OTHER = "latin", "arabic", "cyrillic", "ethiopic", "han", "other"
# The first word of a letter's name in Unicode; Japanese and Korean are not ours, whatever Han they hold.
NAMES = {"LATIN": LATIN, "ARABIC": ARABIC, "CYRILLIC": CYRILLIC, "ETHIOPIC": ETHIOPIC, "CJK": HAN}
# Chinese is written without spaces; a word has about two characters.
HAN_PER_WORD = 2
WORD = re.compile(r"[^\W\d_]+(?:[-'’\u200c.][^\W\d_]+)*")
# What must not be read as words: what privacy masked, addresses of the web and of mail.
NO_WORDS = re.compile(r"\[[a-z -]+\]|https?://\S+|www\.\S+|\S+@\S+")


def words_of(text: str) -> tuple[str, ...]:
    """The words in small letters, without marks that are seldom typed (points of Arabic, joiners)."""
    kept = NO_WORDS.sub(" ", text).replace("İ", "i").replace("’", "'").lower()
    return tuple(WORD.findall("".join(c for c in kept if not _is_point(c))))


def script_of(words: Iterable[str]) -> str | None:
    """The writing system of most words; None without words. A tie goes to what is rarer here."""
    counted: Counter[str] = Counter()
    for word in words:
        script = _of_letter(word[0])
        counted[script] += -(-len(word) // HAN_PER_WORD) if script == HAN else 1
    return max(counted, key=lambda script: (counted[script], script != LATIN), default=None)


def word_count(text: str) -> int:
    """How many words a reader would count."""
    return sum(-(-len(word) // HAN_PER_WORD) if _of_letter(word[0]) == HAN else 1 for word in words_of(text))


def _of_letter(letter: str) -> str:
    return NAMES.get(unicodedata.name(letter, "").split(" ")[0], OTHER)


def _is_point(character: str) -> bool:
    return "\u064b" <= character <= "\u0652" or character == "\u0640"
