"""The search index on disk: what a build holds, which one serves, and how it is loaded.

    var/index/
    ├── CURRENT              name of the build that serves
    ├── cache.sqlite         vectors by content (may be thrown away)
    ├── LOCK                 held by the one process that builds
    └── builds/<name>/       manifest.json  passages.jsonl  vectors.faiss  means.npz  layer.npz  ranker.json
                             words/ grams/   the two BM25 indexes
                             contents/       a copy of the files it was made of

A build is never changed after it was swapped in (knowledge.build), and refused under another encoder.
"""

import hashlib
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from knowledge.library import Library
from knowledge.matcher import Matcher
from knowledge.passages import Passage, cut
from knowledge.problems import KnowledgeError
from knowledge.ranker import Ranker
from knowledge.schema import Door, IngestedRecord, ServiceText
from knowledge.topic_map import TopicMap

# Raise when the layout or the features change: an index of another version is rebuilt.
LAYOUT_VERSION = 7
CONTENTS = "contents"

Progress = Callable[[str, int, int], None]
"""Called with (stage, done, total) while a build runs."""

# What a damaged file raises, by library: json, numpy, FAISS, bm25s and our own checks.
DAMAGE = (OSError, ValueError, KeyError, TypeError, EOFError, RuntimeError, zipfile.BadZipFile)


class IndexUnusable(KnowledgeError):
    """There is no index, it is broken, or another encoder made it. The message says what to do."""


@dataclass(frozen=True)
class Contents:
    """What an index is made of; `files` is the digest of `library` when the contents were read from it."""

    texts: Sequence[ServiceText]
    records: Sequence[IngestedRecord] = ()
    doors: Sequence[Door] = ()
    phrasings: Mapping[str, Sequence[str]] = field(default_factory=dict)
    library: Library | None = None
    files: str = ""

    @property
    def foreign(self) -> frozenset[str]:
        """Topics that are somebody else's text."""
        return frozenset(record.id for record in self.records)

    def passages(self) -> tuple[Passage, ...]:
        return cut(self.texts, self.records, self.phrasings, self.doors)


@dataclass(frozen=True)
class Manifest:
    """What an index was made of; `hashes` maps a topic to the hash of its passages.

    `files` is the digest of the copied files, `encoded` how many passages were new to the encoder. The ranker
    was learned in the build `ranker_from`; since then `ranker_drift` of the topics changed (a share, added up).
    """

    layout: int
    digest: str
    encoder: str
    built_at: str
    texts: int
    records: int
    passages: int
    hashes: dict[str, str]
    files: str = ""
    encoded: int = 0
    ranker_from: str = ""
    ranker_drift: float = 0.0


@dataclass(frozen=True)
class KnowledgeIndex:
    """A loaded index; immutable, so that a new build can be swapped in under running searches."""

    manifest: Manifest
    passages: tuple[Passage, ...]
    matcher: Matcher
    ranker: Ranker
    folder: Path

    @property
    def topic_map(self) -> TopicMap:
        return self.matcher.topic_map

    @property
    def library(self) -> Library | None:
        """The files that the build carries; None when it was made of contents without files."""
        copied = self.folder / CONTENTS
        return Library.copied_into(copied) if copied.is_dir() else None


def load_index(folder: Path, encoder_fingerprint: str) -> KnowledgeIndex:
    """The current index; raises `IndexUnusable`."""
    name, manifest = current_build(folder), current_manifest(folder)
    if name is None or manifest is None:
        raise IndexUnusable(f"there is no search index in {folder}. Build it: wegwijs index")
    if manifest.encoder != encoder_fingerprint:
        raise IndexUnusable(
            f"the index was made by encoder {manifest.encoder}, but the settings name {encoder_fingerprint}. "
            "Build it again (wegwijs index) or set WEGWIJS_ENCODER back."
        )
    build = folder / "builds" / name
    try:
        return read_build(build)
    except DAMAGE as error:
        raise IndexUnusable(f"the index in {build} is broken ({error}). Remove it and run: wegwijs index") from error


def read_build(build: Path) -> KnowledgeIndex:
    """The index in one folder; raises one of `DAMAGE` when a file is missing, cut off or does not fit the others."""
    manifest = read_manifest(build)
    with (build / "passages.jsonl").open(encoding="utf-8") as file:
        passages = tuple(Passage(**json.loads(line)) for line in file)
    foreign = frozenset(topic for topic, content in manifest.hashes.items() if content.startswith("record:"))
    matcher = Matcher.load(build, TopicMap.of(passages, foreign))
    if not len(matcher.vectors) == len(passages) == manifest.passages:
        raise ValueError(f"{len(passages)} passages and {len(matcher.vectors)} vectors of {manifest.passages}")
    return KnowledgeIndex(manifest, passages, matcher, Ranker.load(build / "ranker.json"), build)


def read_manifest(build: Path) -> Manifest:
    """What the build in `build` was made of."""
    return Manifest(**json.loads((build / "manifest.json").read_text(encoding="utf-8")))


def current_build(folder: Path) -> str | None:
    """The name of the build that serves, or None."""
    try:
        return (folder / "CURRENT").read_text(encoding="utf-8").strip() or None
    except (OSError, UnicodeDecodeError):
        return None


def current_manifest(folder: Path) -> Manifest | None:
    """The manifest of the build that serves, or None when there is none of this layout."""
    name = current_build(folder)
    try:
        manifest = read_manifest(folder / "builds" / name) if name else None
    except (OSError, ValueError, TypeError):
        return None
    return manifest if manifest and manifest.layout == LAYOUT_VERSION else None


def _hashes(passages: Sequence[Passage], foreign: frozenset[str]) -> dict[str, str]:
    """Topic → hash of its passages; that of somebody else's text begins with `record:`."""
    digests: dict[str, list[str]] = {}
    for passage in passages:
        digests.setdefault(passage.topic, []).append(passage.digest)
    return {
        topic: ("record:" if topic in foreign else "") + hashlib.sha256("".join(found).encode()).hexdigest()[:16]
        for topic, found in digests.items()
    }


def manifest_of(contents: Contents, encoder_fingerprint: str) -> Manifest:
    """What an index of these contents would be called, without building it."""
    passages = contents.passages()
    hashes = _hashes(passages, contents.foreign)
    identity = json.dumps([LAYOUT_VERSION, encoder_fingerprint, hashes, contents.files], sort_keys=True)
    return Manifest(
        layout=LAYOUT_VERSION,
        digest=hashlib.sha256(identity.encode()).hexdigest()[:16],
        encoder=encoder_fingerprint,
        built_at=datetime.now(UTC).isoformat(timespec="seconds"),
        texts=len(contents.texts),
        records=len(contents.records),
        passages=len(passages),
        hashes=hashes,
        files=contents.files,
    )
