"""The judgement an editor reads: a score, whether that is plain (B1), and per sentence what to change."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from math import ceil
from pathlib import Path

import yaml

from knowledge.plain.analysis import Analysed, analyse
from knowledge.plain.model import B1_LINE, score

LONG_SENTENCE_WORDS = 20  # the house style: none over 20
GOOD_SENTENCE_WORDS = 14
CLAUSES_MAX = 2
DIFFICULT_IDEA_MIN = 0.7
DIFFICULT_IDEAS_MIN_WORDS = 2
SHOWN_MAX = 3  # an editor reads three words of a kind, not ten
SENTENCE_SHOWN_MAX_CHARS = 160
WORD_SHOWN_MAX_CHARS = 45


@dataclass(frozen=True)
class Remark:
    """One thing to change: where, and how."""

    sentence: str
    remedy: str

    def __str__(self) -> str:
        shown = self.sentence
        if len(shown) > SENTENCE_SHOWN_MAX_CHARS:
            shown = shown[: SENTENCE_SHOWN_MAX_CHARS - 1] + "…"
        return f"{self.remedy} In: “{shown}”"


@dataclass(frozen=True)
class Judgement:
    """`score` runs from 0 to 100, higher is harder; `plain` means that it lies under the B1 line."""

    score: float
    plain: bool
    remarks: tuple[Remark, ...]


def judge(text: str, *names: frozenset[str]) -> Judgement:
    """Never raises on any string. `names`: groups of official names and terms, which make a text no harder."""
    sentences = analyse(text, *names)
    found = score(sentences)
    plain = found < B1_LINE
    remarks = tuple(Remark(one.sentence.text, remedy) for one in sentences for remedy in _remedies(one))
    if not plain:
        remarks = (*_ideas(sentences), *remarks) or (Remark(sentences[0].sentence.text, _say("short")),)
    return Judgement(found, plain, remarks)


def _remedies(one: Analysed) -> Iterator[str]:
    for finder in (_words, _length, _verbs, _clauses, _several, _unknown):
        yield from finder(one)


def _words(one: Analysed) -> Iterator[str]:
    for written, plain in {hit.written: hit.entry.plain for hit in one.hard_words}.items():
        yield _say("word", written=written, plain=plain)


def _length(one: Analysed) -> Iterator[str]:
    if one.length > LONG_SENTENCE_WORDS:
        parts = ceil(one.length / GOOD_SENTENCE_WORDS)
        yield _say("length", words=one.length, parts={2: "twee", 3: "drie", 4: "vier"}.get(parts, parts))


def _verbs(one: Analysed) -> Iterator[str]:
    for found in dict.fromkeys(one.passives):
        yield _say("passive", found=found)
    for found in dict.fromkeys(one.nominalisations):
        yield _say("nominalisation", found=found)
    for found, distance in one.tangs:
        first, _, last = found.partition(" … ")
        yield _say("tang", first=first, last=last, count=distance)


def _clauses(one: Analysed) -> Iterator[str]:
    if len(one.clauses) > CLAUSES_MAX:
        yield _say("clauses", count=len(one.clauses), found=_list(one.clauses))


def _several(one: Analysed) -> Iterator[str]:
    if len(one.instructions) > 1:
        yield _say("instructions", count=len(one.instructions), found=_list(one.instructions))
    if len(one.negations) > 1:
        yield _say("negations", found=_list(one.negations))


def _unknown(one: Analysed) -> Iterator[str]:
    for found in dict.fromkeys(one.abbreviations):
        yield _say("abbreviation", found=_short(found))
    listed = {part for hit in one.hard_words for part in hit.written.split()}
    rare = [word.text for word in one.content if word.rare and word.text not in listed]
    for found in list(dict.fromkeys(rare))[:SHOWN_MAX]:
        yield _say("rare", found=_short(found))


def _ideas(sentences: Iterable[Analysed]) -> Iterator[Remark]:
    for one in sentences:
        words = [word.text for word in one.content if word.idea and word.idea.abstract >= DIFFICULT_IDEA_MIN]
        if len(words) >= DIFFICULT_IDEAS_MIN_WORDS:
            yield Remark(one.sentence.text, _say("ideas", found=_list(words)))


def _list(words: Iterable[str]) -> str:
    return ", ".join(_short(word) for word in list(dict.fromkeys(words))[:SHOWN_MAX])


def _short(word: str) -> str:
    return word if len(word) <= WORD_SHOWN_MAX_CHARS else word[: WORD_SHOWN_MAX_CHARS - 1] + "…"


def _say(key: str, **fields: object) -> str:
    return _templates()[key](**fields)


@cache
def _templates() -> dict[str, Callable[..., str]]:
    lines: dict[str, str] = yaml.safe_load((Path(__file__).parent / "remarks.yml").read_text(encoding="utf-8"))
    return {key: line.format for key, line in lines.items()}
