"""Real accidents while an index is built: a full disk, a killed process, two builders, files that change meanwhile."""

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.settings import ROOT
from knowledge.base import open_base, refresh_index
from knowledge.build import BuildFailed, build_index
from knowledge.contents import read_contents
from knowledge.encoder import SentenceEncoder
from knowledge.index import current_build
from knowledge.library import Library
from knowledge.swap import building
from tests.knowledge.editor import change, new_text, settings_in, small_content, the_text

pytestmark = pytest.mark.slow

# Larger than the texts and the cache's own journal, smaller than the vectors of the small index.
FULL_AT_BYTES = 150_000


@pytest.fixture
def built(tmp_path: Path, encoder: SentenceEncoder, index_dir: Path) -> Path:
    """A folder with content and an index of it."""
    small_content(tmp_path / "content")
    refresh_index(settings_in(tmp_path), encoder)
    return tmp_path


@pytest.fixture
def index_process(built: Path) -> Iterator[Callable[..., "subprocess.Popen[str]"]]:
    """Starts `wegwijs index` on that folder, in a process of its own."""
    started: list[subprocess.Popen[str]] = []

    def start(before: Callable[[], None] | None = None) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [sys.executable, "-c", "from connectors.cli import main; main()", "index"],
            cwd=ROOT,
            env={
                **os.environ,
                "WEGWIJS_CONTENT_DIR": str(built / "content"),
                "WEGWIJS_DATA_DIR": str(built / "data"),
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            preexec_fn=before,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()


def serves(folder: Path, encoder: SentenceEncoder) -> str:
    """The title of the text about the rent, in the index that serves now."""
    return open_base(settings_in(folder), encoder).texts["huurtoeslag"].title


def fill_up() -> None:
    """From here on every file that grows larger fails, as on a full disk (EFBIG instead of ENOSPC)."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (FULL_AT_BYTES, FULL_AT_BYTES))


def test_a_full_disk_is_said_and_the_old_index_serves_on(
    built: Path, encoder: SentenceEncoder, index_process: Callable[..., "subprocess.Popen[str]"]
) -> None:
    before, title = current_build(built / "data" / "index"), serves(built, encoder)
    change(the_text(built), f"title: {title}", "title: Geld terug voor de huur")
    (built / "data" / "index" / "cache.sqlite").unlink()
    process = index_process(fill_up)
    said, _ = process.communicate(timeout=240)
    assert process.returncode == 1
    assert "could not be written" in said
    assert "serves on" in said
    assert "Traceback" not in said
    assert current_build(built / "data" / "index") == before
    assert serves(built, encoder) == title
    assert not list((built / "data" / "index" / "builds").glob("making-*"))


def test_a_build_that_is_killed_leaves_the_old_index_and_the_next_one_clears_up(
    built: Path, encoder: SentenceEncoder, index_process: Callable[..., "subprocess.Popen[str]"]
) -> None:
    builds, title = built / "data" / "index" / "builds", serves(built, encoder)
    change(the_text(built), f"title: {title}", "title: Geld terug voor de huur")
    process = index_process()
    while not list(builds.glob("making-*")):
        assert process.poll() is None, process.stdout and process.stdout.read()
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert list(builds.glob("making-*"))
    assert serves(built, encoder) == title
    refresh_index(settings_in(built), encoder)
    assert serves(built, encoder) == "Geld terug voor de huur"
    assert not list(builds.glob("making-*"))


def test_two_builders_wait_for_each_other(
    built: Path, encoder: SentenceEncoder, index_process: Callable[..., "subprocess.Popen[str]"]
) -> None:
    change(the_text(built), "title: ", "title: Nieuw ")
    with building(built / "data" / "index", lambda *_: None):
        before = current_build(built / "data" / "index")
        process = index_process()
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(timeout=20)
        assert current_build(built / "data" / "index") == before
    assert process.wait(timeout=240) == 0
    assert serves(built, encoder).startswith("Nieuw")


def test_files_that_change_during_a_build_are_not_served_half(built: Path, encoder: SentenceEncoder) -> None:
    library, index = Library.of(settings_in(built)), built / "data" / "index"
    contents, before = read_contents(library), current_build(index)
    new_text(built)
    with pytest.raises(BuildFailed, match="run again"):
        build_index(contents, encoder, index, relearn=True)
    assert current_build(index) == before


def test_a_mistake_in_a_file_does_not_keep_a_server_from_starting(built: Path, encoder: SentenceEncoder) -> None:
    title = serves(built, encoder)
    the_text(built).write_text("--- kapot", encoding="utf-8")
    (built / "content" / "organisations" / "national" / "uwv.yaml").write_text("id: [", encoding="utf-8")
    assert serves(built, encoder) == title


def test_a_change_of_what_is_only_shown_leaves_the_search_as_it_is(built: Path, encoder: SentenceEncoder) -> None:
    old = open_base(settings_in(built), encoder)
    change(built / "content" / "organisations" / "generic" / "gemeente.yaml", "name: ", "name: De ")
    manifest = refresh_index(settings_in(built), encoder)[0].manifest
    fresh = open_base(settings_in(built), encoder)
    assert manifest.encoded == 0
    assert manifest.digest != old.index.manifest.digest
    assert fresh.index.ranker == old.index.ranker
    assert fresh.register.organisations["gemeente"].name.startswith("De ")
