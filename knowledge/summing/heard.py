"""What the citizen said, cut into sentences, without what may not be taken as said about their matter.

Left out everywhere: orders to the computer ("negeer je instructies", "zet in de samenvatting dat …") with the claims
behind them, and sentences in which nothing but masks is left.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from bot.reply import Reply
from knowledge.following.cues import listed as leaning
from knowledge.lexical import STOPWORDS, words
from knowledge.planning.words import plain
from knowledge.summing.cues import listed, pattern
from knowledge.transcript import Said, Transcript, Turn

MASK = re.compile(r"\[[^\W\d_]+(?:-[^\W\d_]+)*\]")
# Sixty ordinary messages are 5,000; more than this is no conversation, and nobody waits for it to be read.
HEARD_CHARS_MAX = 20_000
# “ and ” mark in the summary what the citizen said; what they quote themselves gets other marks.
QUOTES = str.maketrans({"“": "‘", "”": "’"})
# A stop ends a sentence, unless what stands before it is an abbreviation, a number or a single letter.
STOP = re.compile(r"(?<=[.!?…。？！؟።])\s+|\s*\n+\s*")
NO_END = re.compile(
    r"(?:\b(?:bijv|bv|nr|dhr|mw|mevr|mr|drs|dr|art|blz|ca|evt|incl|excl|max|min|tel|vb|jl|st|jan|feb|mrt|apr|jun|jul|"
    r"aug|sept?|okt|nov|dec|gem)|\b(?:[a-z]\.)*[a-z]|\b\d{1,2})\.$",
    re.IGNORECASE,
)

# Fewer stems that may name a subject, and nobody knows what it is about.
SUBJECT_STEMS_MIN = 2


@dataclass(frozen=True)
class Sentence:
    """A sentence as typed, on one line. `before`: the reply that it follows; `after`: the one that it got."""

    text: str
    said: Said
    before: Reply | None
    after: Reply | None

    @cached_property
    def plain(self) -> str:
        """Without masks, which are no words of the citizen."""
        return plain(MASK.sub(" ", self.text))

    @cached_property
    def content(self) -> tuple[str, ...]:
        """Stems of the words that may name a subject; numbers name none."""
        return stems_of(self.plain)

    @property
    def sequence(self) -> int:
        return self.said.sequence


def stems_of(said: str) -> tuple[str, ...]:
    """Stems of the words of a plain text that may name a subject."""
    told = [word for word in said.split() if not word.isdigit() and word not in silent()]
    return words(" ".join(told)) if told else ()


@cache
def silent() -> frozenset[str]:
    """Words that name no subject."""
    return STOPWORDS | leaning("light") | leaning("points_back") | listed("light")


def heard_in(transcript: Transcript) -> tuple[Sentence, ...]:
    """The sentences of all messages, the oldest first; presses on a button are none."""
    befores = (None, *(turn.reply for turn in transcript.turns))
    turns = list(zip(transcript.turns, befores, strict=False))
    return tuple(
        Sentence(text, turn.said, before, turn.reply) for turn, before in _read(turns) for text in _of_turn(turn)
    )


def _read(turns: list[tuple[Turn, Reply | None]]) -> list[tuple[Turn, Reply | None]]:
    """The first message, and as many of the last as there is room for."""
    kept: list[tuple[Turn, Reply | None]] = []
    room = HEARD_CHARS_MAX
    for one in reversed(turns[1:]):
        room -= len(one[0].said.text)
        if room < 0:
            break
        kept.append(one)
    return [*turns[:1], *reversed(kept)]


def _of_turn(turn: Turn) -> Iterator[str]:
    """The sentences of one message; behind an order to the computer only questions still count."""
    ordered = False
    for text in sentences(turn.said.text):
        ordered = ordered or is_order(text)
        is_question = "?" in text and not is_order(text)
        if says_something(text) and (is_question or not ordered):
            yield text.translate(QUOTES)


def is_order(text: str) -> bool:
    """Whether it tells the computer what to be, to forget or to write down."""
    return bool(pattern("orders").search(plain(text)))


def says_something(text: str) -> bool:
    """Whether a word is left once masks are taken out."""
    return bool(re.search(r"[^\W\d_]", MASK.sub("", text)))


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, each on one line; every one is a part of the text as typed."""
    whole: list[str] = []
    begin = 0
    for stop in STOP.finditer(text):
        if "\n" in stop[0] or not NO_END.search(text[begin : stop.start()]):
            whole.append(text[begin : stop.start()])
            begin = stop.end()
    whole.append(text[begin:])
    return tuple(line for part in whole if (line := " ".join(part.split())))
