"""The action server takes over a new index while it answers: no restart, no question without an answer."""

import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

import httpx
import pytest

from connectors.service import Service, free_port
from knowledge.base import refresh_index
from knowledge.encoder import SentenceEncoder
from knowledge.index import current_build
from tests.knowledge.conftest import encoder, index_dir, more_texts, warm_cache
from tests.knowledge.editor import change, new_text, settings_in, small_content

pytestmark = pytest.mark.slow

__all__ = ["encoder", "index_dir", "more_texts", "warm_cache"]  # fixtures, shared with the tests of the knowledge

QUESTION = "mogen wij met de buurt vliegeren op het strand"
OLD, NEW = "Een vliegerfeest op het strand vraagt u aan", "Een vliegerfeest op het strand meldt u"
WAIT_SECONDS = 120


@pytest.fixture
def server(tmp_path: Path, encoder: SentenceEncoder, index_dir: Path) -> Iterator[Service]:
    """An action server that knows about kites."""
    small_content(tmp_path / "content")
    new_text(tmp_path)
    refresh_index(settings_in(tmp_path), encoder)
    port = free_port()
    service = Service(
        name="actions",
        command=[sys.executable, "-m", "connectors.action_server", str(port)],
        health_url=f"http://127.0.0.1:{port}/health",
        log_path=tmp_path / "actions.log",
        environment={"WEGWIJS_DATA_DIR": str(tmp_path / "data"), "WEGWIJS_CONTENT_DIR": str(tmp_path / "content")},
    )
    service.start()
    service.wait_until_ready()
    yield service
    service.stop()


def ask(server: Service) -> str:
    """The text of the answer; fails when the server does not give exactly one."""
    tracker: dict[str, Any] = {
        "sender_id": "1:1",
        "slots": {},
        "latest_message": {"text": QUESTION, "intent": {"name": "ask"}, "entities": []},
        "events": [],
        "paused": False,
        "active_loop": {},
        "latest_action_name": None,
        "latest_input_channel": "rest",
    }
    body = {"next_action": "action_ask", "sender_id": "1:1", "tracker": tracker, "domain": {}}
    response = httpx.post(server.health_url.replace("health", "webhook"), json=body, timeout=60, trust_env=False)
    assert response.status_code == 200, response.text
    (said,) = response.json()["responses"]
    return str(said["custom"]["text"])


def asking(server: Service, stop: Event) -> list[str]:
    answers = []
    while not stop.is_set():
        answers.append(ask(server))
    return answers


def wait_for_log(server: Service, words: str) -> str:
    deadline = time.monotonic() + WAIT_SECONDS
    while words not in (said := server.log_path.read_text(encoding="utf-8")):
        assert time.monotonic() < deadline, said
        time.sleep(0.1)
    return said


def test_every_question_is_answered_while_the_index_is_replaced(
    server: Service, tmp_path: Path, encoder: SentenceEncoder
) -> None:
    pid = server.pid
    assert OLD in ask(server)
    stop = Event()
    with ThreadPoolExecutor(2) as threads:
        running: list[Future[list[str]]] = [threads.submit(asking, server, stop) for _ in range(2)]
        try:
            change(tmp_path / "content" / "texts" / "vrije-tijd" / "vliegerfeest-aanvragen.md", OLD, NEW)
            refresh_index(settings_in(tmp_path), encoder)
            wait_for_log(server, "serves now")
        finally:
            stop.set()
        answers = [answer for one in running for answer in one.result()]
    assert NEW in ask(server)
    assert answers
    assert all(OLD in answer or NEW in answer for answer in answers)
    assert server.pid == pid


def test_a_broken_build_is_reported_in_one_line_and_the_old_one_serves_on(
    server: Service, tmp_path: Path, encoder: SentenceEncoder
) -> None:
    index = tmp_path / "data" / "index"
    change(tmp_path / "content" / "texts" / "vrije-tijd" / "vliegerfeest-aanvragen.md", OLD, NEW)
    refresh_index(settings_in(tmp_path), encoder)
    broken = index / "builds" / "kapot"
    broken.mkdir()
    (index / "CURRENT").write_text("kapot", encoding="utf-8")
    said = wait_for_log(server, "is not used")
    assert current_build(index) == "kapot"
    assert len([line for line in said.splitlines() if "is not used" in line]) == 1
    assert "Traceback" not in said
    assert ask(server)


def test_the_desk_gets_texts_that_may_answer(server: Service) -> None:
    wanted = {"question": QUESTION, "municipality": None, "count": 3}
    url = server.health_url.replace("/health", "/suggestions")
    found = httpx.post(url, json=wanted, trust_env=False, timeout=WAIT_SECONDS).json()["suggestions"]
    assert found[0]["text"].startswith(OLD)
    assert len(found) <= 3
    assert httpx.post(url, json={"question": " "}, trust_env=False).json() == {"suggestions": []}
