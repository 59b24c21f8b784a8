"""An editor's story: a text with a mistake is refused, corrected, and answered by the running Wegwijs."""

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from bot.settings import settings
from connectors.cli import app
from connectors.client import CitizenClient
from connectors.service import free_port
from connectors.stack import SCRATCH_MESSAGES_PER_MINUTE, Stack, running_stack
from knowledge.base import refresh_index
from knowledge.encoder import SentenceEncoder
from knowledge.problems import KnowledgeError
from tests.knowledge.conftest import encoder, index_dir, more_texts, warm_cache
from tests.knowledge.editor import change, new_text, settings_in, small_content

__all__ = ["encoder", "index_dir", "more_texts", "warm_cache"]  # fixtures, shared with the tests of the knowledge

pytestmark = [pytest.mark.stack, pytest.mark.timeout(900)]

QUESTION = "mogen wij met de buurt vliegeren op het strand"
TOPIC = "vliegerfeest-aanvragen"


@pytest.fixture
def own_stack(
    tmp_path: Path, encoder: SentenceEncoder, index_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Stack]:
    """The whole stack on six texts; `wegwijs` in this process reads and writes the same folders."""
    small_content(tmp_path / "content")
    chosen = settings_in(tmp_path).model_copy(
        update={"port": free_port(), "messages_per_minute": SCRATCH_MESSAGES_PER_MINUTE}
    )
    refresh_index(chosen, encoder)
    monkeypatch.setenv("WEGWIJS_CONTENT_DIR", str(chosen.content_dir))
    monkeypatch.setenv("WEGWIJS_DATA_DIR", str(chosen.data_dir))
    settings.cache_clear()
    with running_stack(chosen) as running:
        yield running
    settings.cache_clear()


@pytest.fixture
def asked(own_stack: Stack) -> Iterator[Callable[[str], dict[str, object]]]:
    """Asks in one conversation, and gives the reply."""
    with httpx.Client(base_url=own_stack.url, timeout=90, trust_env=False) as http:
        client = CitizenClient.start(http)
        yield lambda question: client.say(question).replies[0]["reply"]


def index() -> str:
    """`wegwijs index`; its output, or the mistakes that it names."""
    try:
        return CliRunner().invoke(app, ["index"], catch_exceptions=False).output
    except KnowledgeError as error:
        return str(error)


def until_live(asked: Callable[[str], dict[str, object]]) -> dict[str, object]:
    """The first reply about the new text; the server looks every second."""
    for _ in range(60):
        reply = asked(QUESTION)
        if reply["topic"] == TOPIC:
            return reply
    raise AssertionError(f"the new text is not live: {reply}")


def test_a_text_is_refused_corrected_and_answered_without_a_restart(
    own_stack: Stack, asked: Callable[[str], dict[str, object]], tmp_path: Path
) -> None:
    processes = [service.pid for service in own_stack.services]
    assert asked(QUESTION)["topic"] != TOPIC
    path = new_text(tmp_path)
    change(path, "https://www.rijksoverheid.nl/onderwerpen/gemeenten", "https://www.vliegerwinkel.com/strand")
    change(path, "- id: gemeente", "- id: vliegerdienst")
    said = index()
    assert f"{TOPIC}.md:8: organisation 'vliegerdienst' is not in the register" in said
    assert f"{TOPIC}.md:12: https://www.vliegerwinkel.com/strand" in said
    assert asked(QUESTION)["topic"] != TOPIC
    assert asked("toeslag voor mijn huur")["topic"] == "huurtoeslag"
    change(path, "https://www.vliegerwinkel.com/strand", "https://www.rijksoverheid.nl/onderwerpen/gemeenten")
    change(path, "- id: vliegerdienst", "- id: gemeente")
    assert "index built" in index()
    reply = until_live(asked)
    assert "Een vliegerfeest op het strand vraagt u aan bij uw gemeente." in str(reply["text"])
    change(path, "## Kosten", "## Prijs")
    assert "headings are" in index()
    assert asked(QUESTION)["topic"] == TOPIC
    assert [service.pid for service in own_stack.services] == processes
