"""The search index on disk: built beside the old one, swapped in at once, refused under another encoder.

    var/index/
    ├── CURRENT              name of the build that serves
    ├── cache.sqlite         vectors by content (may be thrown away)
    └── builds/<digest>/     passages.jsonl  vectors.faiss  layer.npz  words/ grams/  ranker.json  manifest.json

A build that fails leaves the old one in place.
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from knowledge.encoder import Encoder
from knowledge.learn import learn_ranker
from knowledge.matcher import Matcher
from knowledge.passages import Passage, cut
from knowledge.problems import KnowledgeError
from knowledge.ranker import Ranker
from knowledge.schema import Door, IngestedRecord, ServiceText
from knowledge.topic_map import TopicMap
from knowledge.vector_cache import VectorCache

# Raise when the layout or the features change: an index of another version is rebuilt.
LAYOUT_VERSION = 6
BUILDS_KEPT = 2

Progress = Callable[[str, int, int], None]
"""Called with (stage, done, total) while a build runs."""


class IndexUnusable(KnowledgeError):
    """There is no index, it is broken, or another encoder made it. The message says what to do."""


@dataclass(frozen=True)
class Contents:
    """What an index is made of."""

    texts: Sequence[ServiceText]
    records: Sequence[IngestedRecord] = ()
    doors: Sequence[Door] = ()
    phrasings: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def foreign(self) -> frozenset[str]:
        """Topics that are somebody else's text."""
        return frozenset(record.id for record in self.records)

    def passages(self) -> tuple[Passage, ...]:
        return cut(self.texts, self.records, self.phrasings, self.doors)


@dataclass(frozen=True)
class Manifest:
    """What an index was made of; `hashes` maps a topic to the hash of its passages."""

    layout: int
    digest: str
    encoder: str
    built_at: str
    texts: int
    records: int
    passages: int
    hashes: dict[str, str]


@dataclass(frozen=True)
class KnowledgeIndex:
    """A loaded index; immutable, so that a new build can be swapped in under running searches."""

    manifest: Manifest
    passages: tuple[Passage, ...]
    matcher: Matcher
    ranker: Ranker

    @property
    def topic_map(self) -> TopicMap:
        return self.matcher.topic_map


def build_index(
    contents: Contents,
    encoder: Encoder,
    folder: Path,
    progress: Progress = lambda stage, done, total: None,
) -> tuple[Manifest, bool]:
    """Build and swap in; returns the manifest and whether anything had to be built."""
    passages = contents.passages()
    if not passages:
        raise KnowledgeError("there are no texts to index: add one below knowledge/texts/ (docs/texts.md)")
    manifest = manifest_of(contents, encoder.fingerprint)
    current = current_manifest(folder)
    if current and current.digest == manifest.digest:
        return current, False
    builds = folder / "builds"
    builds.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix="making-", dir=builds))
    try:
        _write_build(work, passages, contents, encoder, folder, progress)
        (work / "manifest.json").write_text(json.dumps(asdict(manifest), indent=1))
        _swap_in(work, manifest.digest, folder)
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        raise
    return manifest, True


def _write_build(
    work: Path,
    passages: Sequence[Passage],
    contents: Contents,
    encoder: Encoder,
    folder: Path,
    progress: Progress,
) -> None:
    done = 0

    def encoded(more: int) -> None:
        nonlocal done
        done += more
        progress("vectors", done, len(passages))

    with VectorCache(folder / "cache.sqlite", encoder) as cache:
        vectors = cache.vectors(passages, encoded)
    topic_map = TopicMap.of(passages, contents.foreign)
    ranker = learn_ranker(passages, vectors, topic_map, lambda i, n: progress("ranker", i, n))
    Matcher.fit(passages, vectors, topic_map).save(work)
    ranker.save(work / "ranker.json")
    with (work / "passages.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(asdict(passage), ensure_ascii=False) + "\n" for passage in passages)


def _swap_in(work: Path, digest: str, folder: Path) -> None:
    target = folder / "builds" / digest
    shutil.rmtree(target, ignore_errors=True)
    work.rename(target)
    pointer = folder / "CURRENT.new"
    pointer.write_text(digest)
    os.replace(pointer, folder / "CURRENT")
    builds = sorted((folder / "builds").iterdir(), key=lambda build: build.stat().st_mtime, reverse=True)
    for old in [build for build in builds if build.name != digest][BUILDS_KEPT - 1 :]:
        shutil.rmtree(old, ignore_errors=True)


def load_index(folder: Path, encoder_fingerprint: str) -> KnowledgeIndex:
    """The current index; raises `IndexUnusable`."""
    manifest = current_manifest(folder)
    if manifest is None:
        raise IndexUnusable(f"there is no search index in {folder}. Build it: wegwijs index")
    if manifest.encoder != encoder_fingerprint:
        raise IndexUnusable(
            f"the index was made by encoder {manifest.encoder}, but the settings name {encoder_fingerprint}. "
            "Build it again (wegwijs index) or set WEGWIJS_ENCODER back."
        )
    build = folder / "builds" / manifest.digest
    try:
        return _read_build(build, manifest)
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise IndexUnusable(f"the index in {build} is broken ({error}). Remove it and run: wegwijs index") from error


def _read_build(build: Path, manifest: Manifest) -> KnowledgeIndex:
    with (build / "passages.jsonl").open(encoding="utf-8") as file:
        passages = tuple(Passage(**json.loads(line)) for line in file)
    foreign = frozenset(topic for topic, content in manifest.hashes.items() if content.startswith("record:"))
    return KnowledgeIndex(
        manifest=manifest,
        passages=passages,
        matcher=Matcher.load(build, TopicMap.of(passages, foreign)),
        ranker=Ranker.load(build / "ranker.json"),
    )


def current_manifest(folder: Path) -> Manifest | None:
    """The manifest of the build that serves, or None when there is none of this layout."""
    try:
        digest = (folder / "CURRENT").read_text().strip()
        manifest = Manifest(**json.loads((folder / "builds" / digest / "manifest.json").read_text()))
    except (OSError, ValueError, TypeError):
        return None
    return manifest if manifest.layout == LAYOUT_VERSION else None


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
    identity = json.dumps([LAYOUT_VERSION, encoder_fingerprint, hashes], sort_keys=True)
    return Manifest(
        layout=LAYOUT_VERSION,
        digest=hashlib.sha256(identity.encode()).hexdigest()[:16],
        encoder=encoder_fingerprint,
        built_at=datetime.now(UTC).isoformat(timespec="seconds"),
        texts=len(contents.texts),
        records=len(contents.records),
        passages=len(passages),
        hashes=hashes,
    )
