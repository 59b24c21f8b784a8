"""The text of a message as it goes in: visible, in one form of Unicode, without control characters.

HTML stays as it was typed: it is text, and every channel renders text as text.
"""

import unicodedata

LINE_BREAKS = {"\r\n": "\n", "\r": "\n", "\u2028": "\n", "\u2029": "\n"}
KEPT = frozenset("\n\t")
# Overrides of the writing direction can make an agent read something else than was written.
DIRECTION = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def clean(text: str) -> str:
    """NFC, `\\n` as line break, no control characters or direction overrides, no outer white space.

    Empty when nothing of it can be seen (only spaces, zero-width characters or the like).
    """
    for found, wanted in LINE_BREAKS.items():
        text = text.replace(found, wanted)
    kept = "".join(character for character in text if _is_kept(character))
    composed = unicodedata.normalize("NFC", kept).strip()
    return composed if any(map(_is_visible, composed)) else ""


def _is_kept(character: str) -> bool:
    if character in KEPT:
        return True
    return unicodedata.category(character) not in ("Cc", "Cs") and character not in DIRECTION


def _is_visible(character: str) -> bool:
    return unicodedata.category(character)[0] not in "ZC"
