"""Long texts cut where people pause: between paragraphs, else lines, else sentences, else words, else anywhere."""

import re
from collections.abc import Iterator

# Between what a text may be cut, and how the parts are put together again.
SEAMS = (("\n\n", r"\n\n"), ("\n", r"\n"), (" ", r"(?<=[.!?;]) "), (" ", r" "))
DOTS = "…"


def pieces(text: str, limit: int) -> Iterator[str]:
    """Parts of at most `limit` characters, in order and each as long as possible; nothing for an empty text."""
    yield from _pieces(text.strip(), limit, 0)


def shortened(text: str, limit: int) -> str:
    """`text` when it fits, else its first words and an ellipsis."""
    if len(text) <= limit:
        return text
    kept = text[: limit - len(DOTS) + 1].rsplit(" ", 1)[0] if " " in text[:limit] else text[: limit - len(DOTS)]
    return kept.rstrip(" ,;:") + DOTS


def _pieces(text: str, limit: int, level: int) -> Iterator[str]:
    if len(text) <= limit:
        if text:
            yield text
    elif level == len(SEAMS):
        yield from (text[begin : begin + limit] for begin in range(0, len(text), limit))
    else:
        yield from _gathered(text, limit, level)


def _gathered(text: str, limit: int, level: int) -> Iterator[str]:
    """As many parts together as fit; a part that is too long by itself is cut one level deeper."""
    seam, pattern = SEAMS[level]
    held = ""
    for part in re.split(pattern, text):
        together = f"{held}{seam}{part}" if held else part
        if len(together) <= limit:
            held = together
            continue
        if held:
            yield held
        *whole, held = list(_pieces(part, limit, level + 1)) or [""]
        yield from whole
    if held:
        yield held
