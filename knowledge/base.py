"""The knowledge base in memory: texts, register, ingested records, index and encoder, loaded together."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from bot.settings import Settings
from knowledge.doors import load_doors
from knowledge.encoder import Encoder, SentenceEncoder
from knowledge.index import Contents, KnowledgeIndex, Progress, build_index, load_index
from knowledge.phrasings import load_phrasings
from knowledge.records import load_records
from knowledge.register import Register, load_register
from knowledge.schema import Door, IngestedRecord, ServiceText
from knowledge.texts import load_texts


@dataclass(frozen=True)
class KnowledgeBase:
    """Everything that a question is answered from."""

    texts: Mapping[str, ServiceText]
    records: Mapping[str, IngestedRecord]
    doors: Mapping[str, Door]
    register: Register
    index: KnowledgeIndex
    encoder: Encoder

    @cached_property
    def titles(self) -> dict[str, str]:
        """Topic → title that a citizen reads, own texts and records alike."""
        own = {topic: text.title for topic, text in self.texts.items()}
        return own | {topic: record.question for topic, record in self.records.items()}


def open_base(settings: Settings, encoder: Encoder | None = None) -> KnowledgeBase:
    """Load it all; raises `ContentProblems` or `IndexUnusable`, both with the remedy."""
    encoder = encoder or SentenceEncoder(settings.encoder)
    index = load_index(settings.index_dir, encoder.fingerprint)
    texts = {text.id: text for text in load_texts()}
    records = {record.id: record for record in load_records(settings.records_dir)}
    doors = {door.id: door for door in load_doors()}
    return KnowledgeBase(texts, records, doors, load_register(), index, encoder)


def read_contents(settings: Settings) -> Contents:
    """Everything that is indexed; raises `ContentProblems`."""
    return Contents(load_texts(), load_records(settings.records_dir), load_doors(), load_phrasings())


def refresh_index(
    settings: Settings, encoder: Encoder | None = None, progress: Progress = lambda stage, done, total: None
) -> tuple[KnowledgeIndex, bool]:
    """Build the index when texts, records or encoder changed; says whether it was built."""
    encoder = encoder or SentenceEncoder(settings.encoder)
    _, built = build_index(read_contents(settings), encoder, settings.index_dir, progress)
    return load_index(settings.index_dir, encoder.fingerprint), built
