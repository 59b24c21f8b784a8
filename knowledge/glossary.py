"""Official words and what they mean for a citizen: `knowledge/glossary/*.yaml`, read and checked in full before use.

Each entry names its source, a key of `sources.yaml`. A form stands in one entry only, so that a word has one meaning.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import yaml
from pydantic import Field, HttpUrl, TypeAdapter, ValidationError

from bot.settings import ROOT
from knowledge.problems import ContentProblems, Problem, line_at, schema_problems, yaml_problem
from knowledge.reading import text_of, yaml_of
from knowledge.schema import Line, Record, Slug, TextSource

GLOSSARY_DIR = ROOT / "knowledge" / "glossary"
SOURCES_FILE = "sources.yaml"
# A citizen reads two buttons under an explanation; three fill a phone.
SEE_MAX = 3


class OfficialWord(Record):
    """One word of letters and official sites, in B1, from the citizen's side.

    `also`: other forms and abbreviations. `see`: topics about it. `service`: the name of a service, so that "wat is …?"
    asks for its text. `everyday`: explained when asked, but known too well to be explained under every answer.
    """

    word: Line
    also: tuple[Line, ...] = ()
    meaning: Line
    example: Line | None = None
    see: tuple[Slug, ...] = Field((), max_length=SEE_MAX)
    service: bool = False
    everyday: bool = False
    source: Slug
    checked_on: date
    status: Literal["draft", "checked", "withdrawn"]

    @property
    def forms(self) -> tuple[str, ...]:
        return (self.word, *self.also)

    @property
    def explanation(self) -> str:
        """The meaning, and the example when there is one."""
        return f"{self.meaning} {self.example}" if self.example else self.meaning


class Page(Record):
    """An official page or a law that meanings come from."""

    title: Line
    url: HttpUrl


@dataclass(frozen=True)
class Glossary:
    """The words that are explained today, and the pages that their meanings come from, by key."""

    words: tuple[OfficialWord, ...]
    pages: dict[str, Page]

    def source_of(self, word: OfficialWord) -> TextSource:
        page = self.pages[word.source]
        return TextSource(title=page.title, url=page.url, checked_on=word.checked_on)


def load_glossary(folder: Path = GLOSSARY_DIR, topics: Collection[str] | None = None) -> Glossary:
    """The whole glossary; raises `ContentProblems` with every mistake found. Empty where there is no such folder.

    `topics`: those that `see` may name; None does not look.
    """
    if not folder.is_dir():
        return Glossary((), {})
    pages, problems = _read_pages(folder / SOURCES_FILE)
    words: list[tuple[Path, str, tuple[OfficialWord, ...]]] = []
    for path in sorted(folder.glob("*.yaml")):
        if path.name != SOURCES_FILE:
            try:
                words.append(_read_words(path))
            except ContentProblems as error:
                problems += error.problems
    problems += _cross_check(words, pages, topics)
    if problems:
        raise ContentProblems(problems)
    return Glossary(tuple(word for *_, own in words for word in own if word.status != "withdrawn"), pages)


def key_of(text: str) -> str:
    """Letters and digits only, small and without accents: "Ingebreke-stelling" and "ingebrekestelling" are one word."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[\W_]+", "", "".join(letter for letter in decomposed if not unicodedata.combining(letter)))


def _read_pages(path: Path) -> tuple[dict[str, Page], list[Problem]]:
    try:
        return _read(path, TypeAdapter(dict[Slug, Page])), []
    except ContentProblems as error:
        return {}, list(error.problems)


def _read_words(path: Path) -> tuple[Path, str, tuple[OfficialWord, ...]]:
    return path, text_of(path), _read(path, TypeAdapter(tuple[OfficialWord, ...]))


def _read[T](path: Path, schema: TypeAdapter[T]) -> T:
    if not path.exists():
        raise ContentProblems([Problem(path, 1, "there is no such file", "see docs/texts.md")])
    source = text_of(path)
    try:
        return schema.validate_python(yaml_of(source))
    except yaml.YAMLError as error:
        raise ContentProblems([yaml_problem(path, error)]) from error
    except ValidationError as error:
        raise ContentProblems(schema_problems(path, source, error)) from error


def _cross_check(
    files: list[tuple[Path, str, tuple[OfficialWord, ...]]], pages: dict[str, Page], topics: Collection[str] | None
) -> Iterator[Problem]:
    """Unknown sources and topics, and forms that two entries explain."""
    owner: dict[str, OfficialWord] = {}
    for path, text, words in files:
        for number, word in enumerate(words):
            for what, remedy in (*_unknown(word, pages, topics), *_doubles(word, owner)):
                yield Problem(path, line_at(text, (number,)), what, remedy)


def _unknown(word: OfficialWord, pages: dict[str, Page], topics: Collection[str] | None) -> Iterator[tuple[str, str]]:
    if pages and word.source not in pages:
        yield f"source {word.source!r} does not exist", f"use a key of {SOURCES_FILE}, or add the page there"
    for topic in word.see if topics is not None else ():
        if topic not in (topics or ()):
            yield f"text {topic!r} does not exist", "correct the id under see, or remove it"


def _doubles(word: OfficialWord, owner: dict[str, OfficialWord]) -> Iterator[tuple[str, str]]:
    for form in word.forms:
        first = owner.setdefault(key_of(form), word)
        if first is not word:
            yield f"{form!r} is explained under {word.word!r} and {first.word!r}", "keep the form in one of the two"
