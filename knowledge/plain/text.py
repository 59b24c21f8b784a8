"""From any input to sentences with words: markup goes, lists become sentences, official names become one word."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from knowledge.plain.names import NAME, WORD, explained, lookup, mask
from knowledge.plain.vocabulary import word_list

TEXT_MAX_CHARS = 200_000  # above this only the beginning is judged; our longest text has 3,000
SHOUT_MIN_LETTERS = 20
TAG = re.compile(
    r"<(?:script|style)\b.*?</(?:script|style)\s*>|<!--.*?-->|</?[a-zA-Z][^<>]{0,500}>", re.DOTALL | re.IGNORECASE
)
BLOCK_TAG = re.compile(r"</?(?:p|div|li|ul|ol|br|h[1-6]|tr|td|th|section|article)\b[^<>]{0,500}>", re.IGNORECASE)
URL = re.compile(r"\b(?:https?://|www\.)\S+|\S+@\S+\.\S+")
LIST_MARK = re.compile(r"^\s*(?:[-*•–#>]+|\d{1,2}[.)])\s+")
SENTENCE_END = re.compile(r"([.!?…]+[\"'”’)\]]*)\s+")


@dataclass(frozen=True)
class Sentence:
    """One sentence as the editor wrote it, and its words; `NAME` stands where an official name stood."""

    text: str
    words: tuple[str, ...]

    @cached_property
    def lower(self) -> tuple[str, ...]:
        return tuple("" if self._is_name(i) else word.lower().replace("’", "'") for i, word in enumerate(self.words))

    def _is_name(self, place: int) -> bool:
        word = self.words[place]
        inner_capital = not word[1:].islower() and not word.isupper() and any(map(str.isupper, word[1:]))
        return word == NAME or inner_capital or (place > 0 and word[0].isupper() and word.lower() != "u")


def sentences(text: str, *names: frozenset[str]) -> list[Sentence]:
    """The sentences that hold at least one word; `names` and words that the text itself explains weigh nothing."""
    plain = clean(text)
    known = [lookup(group) for group in (*names, explained(plain))]
    found = []
    for piece in _pieces(plain):
        words = tuple(WORD.findall(piece))
        if any(word[0].isalpha() for word in words):
            for index in known:
                words = mask(words, index)
            found.append(Sentence(piece, words))
    return found


def clean(text: str) -> str:
    """Text without markup, web addresses and control characters; lines are kept."""
    text = text.lower() if _shouts(text) else text
    text = text[:TEXT_MAX_CHARS].replace("\0", " ").replace("\r\n", "\n").replace("\r", "\n")
    text = TAG.sub(" ", BLOCK_TAG.sub("\n\n", text))
    text = URL.sub(" ", html.unescape(text))
    return "".join(letter if letter == "\n" or letter.isprintable() else " " for letter in text)


def _shouts(text: str) -> bool:
    """Nearly everything in capitals: then a capital marks no name."""
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) > SHOUT_MIN_LETTERS and sum(map(str.isupper, letters)) > len(letters) / 2


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    for block in _blocks(text.split("\n")):
        start = 0
        for end in SENTENCE_END.finditer(block):
            if _ends_here(block, end):
                pieces.append(block[start : end.end(1)])
                start = end.end()
        pieces.append(block[start:])
    return [piece.strip() for piece in pieces if piece.strip()]


def _blocks(lines: Sequence[str]) -> list[str]:
    """Lines that belong together; a blank line or a list mark begins a new block."""
    blocks: list[str] = [""]
    for line in lines:
        marked = LIST_MARK.match(line)
        if marked or not line.strip():
            blocks.append("")
        blocks[-1] += " " + line[marked.end() if marked else 0 :].strip()
    return [block.strip() for block in blocks if block.strip()]


def _ends_here(block: str, end: re.Match[str]) -> bool:
    """A full stop after an abbreviation or before a small letter ends no sentence."""
    if end.group(1)[0] != ".":
        return True
    before = block[: end.start()].rsplit(None, 1)[-1:] or [""]
    token = before[0].strip("(\"'").lower()
    short = token in word_list("soft_abbreviations") or "." in token or len(token) == 1
    return not short and not block[end.end() : end.end() + 1].islower()
