"""Building the index: beside the old one, checked, and swapped in at once.

Whatever goes wrong (a full disk, a killed process, files that change meanwhile) leaves the old build in place.
One process builds at a time; it clears away what a killed one left behind.
"""

import json
import shutil
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from knowledge.encoder import Encoder, Vectors
from knowledge.index import CONTENTS, Contents, Manifest, Progress, current_build, current_manifest, manifest_of
from knowledge.learn import learn_ranker
from knowledge.learned_layer import LearnedLayer
from knowledge.matcher import Matcher
from knowledge.passages import Passage
from knowledge.problems import KnowledgeError
from knowledge.ranker import Ranker
from knowledge.swap import building, kept_build, serve, workplace
from knowledge.topic_map import TopicMap
from knowledge.vector_cache import VectorCache

# Learning how to weigh the engines takes most of a build and gives some twelve numbers, which one text in
# twenty hardly moves. Until so many topics changed, the weights of an earlier build are kept.
RELEARN_SHARE = 0.05


class BuildFailed(KnowledgeError):
    """The index could not be written; the old one serves on."""


@dataclass(frozen=True)
class _Task:
    """One build: of what, with what, and the build that serves now."""

    contents: Contents
    passages: Sequence[Passage]
    encoder: Encoder
    folder: Path
    progress: Progress
    current: Manifest | None
    relearn: bool

    @property
    def serving(self) -> Path:
        """The folder of the build that serves; only asked for when there is one."""
        return self.folder / "builds" / (current_build(self.folder) or "")


def build_index(
    contents: Contents,
    encoder: Encoder,
    folder: Path,
    progress: Progress = lambda stage, done, total: None,
    relearn: bool = False,
) -> tuple[Manifest, bool]:
    """Build and swap in; returns the manifest and whether anything had to be built. Raises `BuildFailed`.

    `relearn`: learn the weights of the ranker anew, however little changed.
    """
    passages = contents.passages()
    if not passages:
        raise KnowledgeError("there are no texts to index: add one below knowledge/texts/ (docs/texts.md)")
    wanted = manifest_of(contents, encoder.fingerprint)
    try:
        with building(folder, progress):
            current = current_manifest(folder)
            if current and current.digest == wanted.digest and not relearn:
                return current, False
            if not relearn and (kept := kept_build(folder, wanted.digest)):
                serve(folder, kept)
                return wanted, True
            return _build(_Task(contents, passages, encoder, folder, progress, current, relearn), wanted), True
    except (OSError, sqlite3.Error) as error:
        raise BuildFailed(_failure(folder, error)) from error


def _failure(folder: Path, error: Exception) -> str:
    current = current_manifest(folder)
    state = f"The one of {current.built_at} serves on." if current else "There is no older one."
    return f"the index could not be written below {folder}: {error}. {state} Mend that and run: wegwijs index"


def _build(task: _Task, wanted: Manifest) -> Manifest:
    with workplace(task.folder, wanted) as work:
        _copy_contents(task.contents, work)
        manifest = _engines(task, wanted, work)
        (work / "manifest.json").write_text(json.dumps(asdict(manifest), indent=1), encoding="utf-8")
    return manifest


def _copy_contents(contents: Contents, work: Path) -> None:
    if contents.library and contents.library.copy_to(work / CONTENTS).digest() != contents.files:
        raise BuildFailed("files changed while they were read. The old index serves on; run again: wegwijs index")


def _engines(task: _Task, wanted: Manifest, work: Path) -> Manifest:
    """Write everything that searches; says in the manifest what was new."""
    if task.current and not task.relearn and _same_passages(task.current, wanted):
        _copy_engines(task.serving, work)
        return replace(wanted, ranker_from=task.current.ranker_from, ranker_drift=task.current.ranker_drift)
    vectors, encoded = _vectors(task)
    topic_map = TopicMap.of(task.passages, task.contents.foreign)
    learned = _earlier(task, wanted, topic_map) or _learn(task, wanted, vectors, topic_map)
    learned.ranker.save(work / "ranker.json")
    _save(Matcher.fit(task.passages, vectors, topic_map, learned.layer), work)
    with (work / "passages.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(asdict(passage), ensure_ascii=False) + "\n" for passage in task.passages)
    return replace(wanted, encoded=encoded, ranker_from=learned.build, ranker_drift=learned.drift)


@dataclass(frozen=True)
class _Learned:
    """The weights of the ranker, the build they were learned in, and a layer to go on from when there is one."""

    ranker: Ranker
    build: str
    drift: float = 0.0
    layer: LearnedLayer | None = None


def _learn(task: _Task, wanted: Manifest, vectors: Vectors, topic_map: TopicMap) -> _Learned:
    ranker = learn_ranker(task.passages, vectors, topic_map, lambda done, of: task.progress("ranker", done, of))
    return _Learned(ranker, wanted.digest)


def _earlier(task: _Task, wanted: Manifest, topic_map: TopicMap) -> _Learned | None:
    """What the build that serves has learned; None when too much changed since then."""
    current = task.current
    if current is None or task.relearn or current.encoder != wanted.encoder:
        return None
    drift = round(current.ranker_drift + _share_changed(current.hashes, wanted.hashes), 5)
    if drift >= RELEARN_SHARE:
        return None
    layer = LearnedLayer.load(task.serving / "layer.npz").carried_over(list(current.hashes), topic_map.topics)
    return _Learned(Ranker.load(task.serving / "ranker.json"), current.ranker_from or current.digest, drift, layer)


def _share_changed(old: Mapping[str, str], new: Mapping[str, str]) -> float:
    """Topics that are new, gone or different, as a share of all topics."""
    topics = old.keys() | new.keys()
    return sum(old.get(topic) != new.get(topic) for topic in topics) / len(topics)


def _same_passages(current: Manifest, wanted: Manifest) -> bool:
    """Only what is shown changed (a phone number, a source): what is searched stays as it is."""
    return (current.encoder, current.hashes) == (wanted.encoder, wanted.hashes)


def _copy_engines(build: Path, work: Path) -> None:
    shutil.copytree(build, work, dirs_exist_ok=True, ignore=shutil.ignore_patterns(CONTENTS, "manifest.json"))


def _save(matcher: Matcher, work: Path) -> None:
    try:
        matcher.save(work)
    except RuntimeError as error:  # how FAISS says that a file could not be written
        raise OSError(str(error)) from error


def _vectors(task: _Task) -> tuple[Vectors, int]:
    """Vectors of all passages, and how many the encoder had to make."""
    done = 0

    def ready(more: int) -> None:
        nonlocal done
        done += more
        task.progress("vectors", done, len(task.passages))

    with VectorCache(task.folder / "cache.sqlite", task.encoder) as cache:
        return cache.vectors(task.passages, ready), cache.encoded
