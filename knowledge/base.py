"""The knowledge base in memory: texts, register, ingested records, index and encoder, loaded together."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from bot.settings import Settings
from knowledge.build import build_index
from knowledge.contents import read_contents, read_register
from knowledge.encoder import Encoder, SentenceEncoder
from knowledge.glossary import load_glossary
from knowledge.index import KnowledgeIndex, Progress, load_index
from knowledge.library import Library
from knowledge.planning.load import load_plans
from knowledge.planning.schema import LifePlan
from knowledge.register import Register
from knowledge.schema import Door, IngestedRecord, ServiceText
from knowledge.word_lookup import WordLookup
from knowledge.word_spotting import WordSpotter


@dataclass(frozen=True)
class KnowledgeBase:
    """Everything that a question is answered from; the texts are those that are valid on the day it was loaded."""

    texts: Mapping[str, ServiceText]
    records: Mapping[str, IngestedRecord]
    doors: Mapping[str, Door]
    register: Register
    index: KnowledgeIndex
    encoder: Encoder
    library: Library

    @cached_property
    def titles(self) -> dict[str, str]:
        """Topic → title that a citizen reads, own texts and records alike."""
        own = {topic: text.title for topic, text in self.texts.items()}
        return own | {topic: record.question for topic, record in self.records.items()}

    @cached_property
    def plans(self) -> dict[str, LifePlan]:
        """Life events as plans, by id; raises `ContentProblems`."""
        return load_plans(self.register, self.library.plans, self.library.texts)

    def plans_of(self, topic: str | None) -> tuple[LifePlan, ...]:
        """The plans that the answer to this topic offers."""
        return tuple(plan for plan in self.plans.values() if topic in plan.offered_by)

    @cached_property
    def words(self) -> WordLookup:
        """The glossary, as citizens ask for its words; raises `ContentProblems`."""
        return WordLookup(load_glossary(self.library.glossary))

    @cached_property
    def seen_words(self) -> WordSpotter:
        """The glossary, as its words stand in texts."""
        return WordSpotter(self.words.glossary)

    @cached_property
    def resting(self) -> frozenset[str]:
        """Topics of the index that are not answered today: texts that are not yet, or no longer, valid."""
        return frozenset(self.index.topic_map.topics) - self.texts.keys() - self.records.keys() - self.doors.keys()


def open_base(settings: Settings, encoder: Encoder | None = None) -> KnowledgeBase:
    """Load it all from the build that serves; raises `ContentProblems` or `IndexUnusable`, both with the remedy.

    The texts are those that the build carries: a mistake in a file that is being edited stops nothing.
    """
    encoder = encoder or SentenceEncoder(settings.encoder)
    index = load_index(settings.index_dir, encoder.fingerprint)
    library = index.library or Library.of(settings)
    register = read_register(library)
    contents = read_contents(library, register)
    today = datetime.now(UTC).date()
    base = KnowledgeBase(
        texts={text.id: text for text in contents.texts if text.valid_on(today)},
        records={record.id: record for record in contents.records},
        doors={door.id: door for door in contents.doors},
        register=register,
        index=index,
        encoder=encoder,
        library=library,
    )
    _ = base.plans, base.words  # what is broken shows now, not at a citizen's question
    return base


def refresh_index(
    settings: Settings,
    encoder: Encoder | None = None,
    progress: Progress = lambda stage, done, total: None,
    relearn: bool = False,
) -> tuple[KnowledgeIndex, bool]:
    """Build the index when texts, register, records or encoder changed; says whether it was built.

    Raises `ContentProblems` or `BuildFailed`; the old index is then as it was.
    """
    encoder = encoder or SentenceEncoder(settings.encoder)
    contents = read_contents(Library.of(settings))
    _, built = build_index(contents, encoder, settings.index_dir, progress, relearn)
    return load_index(settings.index_dir, encoder.fingerprint), built
