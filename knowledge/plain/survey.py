"""Everything that citizens read from us, piece by piece: sections, roles of organisations, the bot's sentences."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.sentences import all_sentences
from knowledge.plain.judge import Judgement, judge
from knowledge.plain.names import NAME
from knowledge.register import Register
from knowledge.schema import ServiceText
from knowledge.texts import read_text

FIELD = re.compile(r"\{\w+\}")
SHORT_ID_MAX_LETTERS = 6  # ids such as uwv, svb and cjib are also what people call the organisation


@dataclass(frozen=True)
class Piece:
    """`source` is a text id, a file or "bot"; `part` a heading or a key."""

    source: str
    part: str
    text: str
    names: frozenset[str] = frozenset()
    terms: frozenset[str] = frozenset()

    def judged(self) -> Judgement:
        return judge(self.text, self.names, self.terms)


def official_names(register: Register) -> frozenset[str]:
    """Names of organisations: nobody can write them more plainly."""
    found: set[str] = set()
    for one in register.organisations.values():
        found |= {one.name, one.official_name}
        if len(one.id) <= SHORT_ID_MAX_LETTERS and one.id.isalpha():
            found.add(one.id)
    return frozenset(found)


def of_text(text: ServiceText, names: frozenset[str]) -> Iterator[Piece]:
    """The sections, and what is said about the organisations; the official terms of the text weigh nothing."""
    terms = frozenset(text.terms)
    for heading, body in text.sections.items():
        yield Piece(text.id, heading, body, names, terms)
    for organisation in text.organisations:
        yield Piece(text.id, f"rol van {organisation.id}", organisation.role, names, terms)


def of_bot(names: frozenset[str]) -> Iterator[Piece]:
    """Every sentence in `bot/sentences*.yml`."""
    for key, sentence in all_sentences().items():
        yield Piece("bot", key, FIELD.sub(NAME, sentence), names)


def of_file(path: Path, names: frozenset[str]) -> Iterator[Piece]:
    """A service text by section; any other file as one piece. Raises `ContentProblems` or OSError."""
    if path.suffix == ".md" and path.read_bytes().startswith(b"---\n"):
        yield from of_text(read_text(path), names)
    else:
        yield Piece(str(path), "", path.read_text(encoding="utf-8", errors="replace"), names)
