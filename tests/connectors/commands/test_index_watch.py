"""`wegwijs index --watch`: an editor sees a mistake with its place and remedy, corrects it, and it is built."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.settings import ROOT
from knowledge.base import open_base
from knowledge.encoder import SentenceEncoder
from knowledge.index import current_build
from tests.knowledge.conftest import encoder, index_dir, more_texts, warm_cache
from tests.knowledge.editor import change, new_text, settings_in, small_content

pytestmark = pytest.mark.slow

__all__ = ["encoder", "index_dir", "more_texts", "warm_cache"]  # fixtures, shared with the tests of the knowledge

WAIT_SECONDS = 240

Until = Callable[[Callable[[str], bool]], str]


@pytest.fixture
def watching(tmp_path: Path, index_dir: Path) -> Iterator[Until]:
    """`wegwijs index --watch` in a process of its own; waits until what it said satisfies a condition."""
    small_content(tmp_path / "content")
    said = tmp_path / "said.txt"
    with said.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-c", "from connectors.cli import main; main()", "index", "--watch"],
            cwd=ROOT,
            env={
                **os.environ,
                "WEGWIJS_CONTENT_DIR": str(tmp_path / "content"),
                "WEGWIJS_DATA_DIR": str(tmp_path / "data"),
                "PYTHONUNBUFFERED": "1",
            },
            stdout=out,
            stderr=subprocess.STDOUT,
        )

    def until(enough: Callable[[str], bool]) -> str:
        deadline = time.monotonic() + WAIT_SECONDS
        while not enough(text := said.read_text(encoding="utf-8")):
            assert process.poll() is None, text
            assert time.monotonic() < deadline, text
            time.sleep(0.1)
        return text

    yield until
    process.terminate()
    process.wait()


def test_a_mistake_is_shown_and_a_correction_is_built(
    watching: Until, tmp_path: Path, index_dir: Path, encoder: SentenceEncoder
) -> None:
    watching(lambda said: "watching" in said)
    first = current_build(index_dir)
    path = new_text(tmp_path)
    watching(lambda said: said.count("index built") == 2)
    second = current_build(index_dir)
    assert second != first
    change(path, "status: draft", "status: klaar")
    said = watching(lambda said: "old index serves on" in said)
    line = path.read_text(encoding="utf-8").split("\n").index("status: klaar") + 1
    assert f"vliegerfeest-aanvragen.md:{line}: status" in said
    assert "choose one of the values" in said
    assert current_build(index_dir) == second
    change(path, "status: klaar", "status: checked")
    watching(lambda said: said.count("index built") == 3)
    assert open_base(settings_in(tmp_path), encoder).texts["vliegerfeest-aanvragen"].status == "checked"
