"""Putting a build in its place: one builder at a time, a folder of its own, checked before it serves.

Readers see the old build or the new one, never half: `CURRENT` is replaced in one step, and a build that was
swapped in is never touched again until it is thrown away.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from knowledge.index import DAMAGE, LAYOUT_VERSION, Manifest, Progress, current_build, read_build, read_manifest

MAKING = "making-"
# The one that serves, and the one before it: a server may still be loading that, and an editor may want it back.
BUILDS_KEPT = 2
# A temporary folder is its maker's alone; the server may run as somebody else.
READABLE = 0o755


@contextmanager
def building(folder: Path, progress: Progress) -> Iterator[None]:
    """Wait until nobody else builds in `folder`; the lock ends with the process, however that ends."""
    builds = folder / "builds"
    builds.mkdir(parents=True, exist_ok=True)
    with (folder / "LOCK").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            progress("waiting", 0, 1)
            fcntl.flock(lock, fcntl.LOCK_EX)
        for left_behind in builds.glob(f"{MAKING}*"):
            shutil.rmtree(left_behind, ignore_errors=True)
        yield


@contextmanager
def workplace(folder: Path, manifest: Manifest) -> Iterator[Path]:
    """A folder to make a build in. It serves when the block ends well and what was written can be read back."""
    work = Path(tempfile.mkdtemp(prefix=MAKING, dir=folder / "builds"))
    try:
        yield work
        read_back(work)
        name = f"{datetime.fromisoformat(manifest.built_at):%Y%m%dT%H%M%S}-{manifest.digest}"
        shutil.rmtree(folder / "builds" / name, ignore_errors=True)
        work.chmod(READABLE)
        work.rename(folder / "builds" / name)
        serve(folder, name)
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        raise


def read_back(build: Path) -> None:
    """Raises `OSError` when what was written is not what can be read."""
    try:
        read_build(build)
    except DAMAGE as error:
        raise OSError(f"the new build cannot be read back ({error})") from error


def serve(folder: Path, name: str) -> None:
    """Point every reader to a build that is there, and throw away the oldest ones."""
    pointer = folder / "CURRENT.new"
    with pointer.open("w", encoding="utf-8") as file:
        file.write(name)
        file.flush()
        os.fsync(file.fileno())
    os.replace(pointer, folder / "CURRENT")
    os.utime(folder / "builds" / name)
    others = [build for build in (folder / "builds").iterdir() if build.name != name]
    for old in sorted(others, key=lambda build: build.stat().st_mtime, reverse=True)[BUILDS_KEPT - 1 :]:
        shutil.rmtree(old, ignore_errors=True)


def kept_build(folder: Path, digest: str) -> str | None:
    """The name of an older build of the same contents that is still sound: an edit that was taken back."""
    for build in (folder / "builds").iterdir():
        try:
            manifest = read_manifest(build)
            if (manifest.layout, manifest.digest) == (LAYOUT_VERSION, digest) and build.name != current_build(folder):
                read_build(build)
                return build.name
        except DAMAGE:
            continue
    return None
