"""What is searched: every text and record cut into passages that each still name their subject.

A `question` is how a citizen asks for it; a `section` is part of the answer. A topic is found by its
best passages, so a citizen's situation and the official words both lead to it.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from knowledge.schema import Door, IngestedRecord, ServiceText

PassageKind = Literal["question", "section"]

# Sections that say little apart are searched together, which also saves a third of the encoding time.
GROUPS = (
    ("Kort antwoord", "Voor wie"),
    ("Wat moet u doen",),
    ("Wat hebt u nodig", "Kosten", "Hoe lang duurt het"),
    ("Niet eens?",),
)
# e5 reads 512 tokens; a Dutch token is about 3.5 characters, and the title comes first.
PASSAGE_MAX_CHARS = 1600
# Three questions in twenty are never taught to the encoder: enough to learn the ranker's few numbers from.
KEPT_APART, OF = 3, 20


@dataclass(frozen=True)
class Passage:
    topic: str
    kind: PassageKind
    text: str

    @property
    def digest(self) -> str:
        """Identity of the content, for the cache of vectors."""
        return hashlib.sha256(f"{self.kind}\n{self.text}".encode()).hexdigest()

    @property
    def kept_apart(self) -> bool:
        """Whether the encoder was never taught this question, so that it is judged like a citizen's."""
        return int(self.digest, 16) % OF < KEPT_APART


def cut(
    texts: Iterable[ServiceText],
    records: Iterable[IngestedRecord] = (),
    phrasings: Mapping[str, Sequence[str]] = MappingProxyType({}),
    doors: Iterable[Door] = (),
) -> tuple[Passage, ...]:
    """All passages, in a fixed order; `phrasings` are more ways to ask, by topic."""
    own = (passage for text in texts for passage in _of_text(text, phrasings.get(text.id, ())))
    others = (passage for record in records for passage in _of_record(record))
    elsewhere = (Passage(door.id, "question", line) for door in doors for line in _lines(door))
    return (*own, *others, *elsewhere)


def _of_text(text: ServiceText, phrasings: Sequence[str]) -> Iterator[Passage]:
    yield Passage(text.id, "question", text.title)
    yield Passage(text.id, "question", ", ".join(text.terms))
    for question in dict.fromkeys((*text.questions, *phrasings)):
        yield Passage(text.id, "question", question)
    for headings in GROUPS:
        body = " ".join(text.sections[heading] for heading in headings)
        yield Passage(text.id, "section", f"{text.title}. {body}"[:PASSAGE_MAX_CHARS])


def _lines(door: Door) -> tuple[str, ...]:
    return tuple(dict.fromkeys((door.title, *door.phrasings)))


def _of_record(record: IngestedRecord) -> Iterator[Passage]:
    yield Passage(record.id, "question", record.question)
    if record.introduction:
        yield Passage(record.id, "section", record.introduction[:PASSAGE_MAX_CHARS])
    for paragraph in record.paragraphs:
        yield Passage(record.id, "section", f"{paragraph.title}. {paragraph.text}"[:PASSAGE_MAX_CHARS])
