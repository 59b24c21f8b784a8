"""The knowledge base in memory: texts, register, ingested records, index and encoder, loaded together."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from bot.settings import Settings
from knowledge.contents import read_contents
from knowledge.encoder import Encoder, SentenceEncoder
from knowledge.index import KnowledgeIndex, Progress, build_index, load_index
from knowledge.register import Register, load_register
from knowledge.schema import Door, IngestedRecord, ServiceText


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
    register = load_register()
    contents = read_contents(settings.records_dir, register)
    return KnowledgeBase(
        texts={text.id: text for text in contents.texts},
        records={record.id: record for record in contents.records},
        doors={door.id: door for door in contents.doors},
        register=register,
        index=index,
        encoder=encoder,
    )


def refresh_index(
    settings: Settings, encoder: Encoder | None = None, progress: Progress = lambda stage, done, total: None
) -> tuple[KnowledgeIndex, bool]:
    """Build the index when texts, records or encoder changed; says whether it was built."""
    encoder = encoder or SentenceEncoder(settings.encoder)
    _, built = build_index(read_contents(settings.records_dir), encoder, settings.index_dir, progress)
    return load_index(settings.index_dir, encoder.fingerprint), built
