"""The base that serves is replaced when a newer index is there, and only then; a broken one changes nothing."""

import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.reply import plain_text
from knowledge.answer import reply_to
from knowledge.ask import ask
from knowledge.base import KnowledgeBase, open_base, refresh_index
from knowledge.encoder import SentenceEncoder
from knowledge.index import current_build
from knowledge.live import LiveBase
from tests.knowledge.editor import change, new_text, settings_in, small_content, the_text

QUESTION = "mogen wij met de buurt vliegeren op het strand"


@pytest.fixture
def live(tmp_path: Path, encoder: SentenceEncoder, index_dir: Path) -> LiveBase:
    small_content(tmp_path / "content")
    refresh_index(settings_in(tmp_path), encoder)
    return LiveBase(settings_in(tmp_path), encoder)


def answer(base: KnowledgeBase) -> tuple[str | None, str]:
    reply = reply_to(ask(base, QUESTION), base)
    return reply.topic, plain_text(reply)


def test_a_new_text_is_answered_after_a_refresh_and_not_before(
    live: LiveBase, tmp_path: Path, encoder: SentenceEncoder
) -> None:
    new_text(tmp_path)
    refresh_index(settings_in(tmp_path), encoder)
    assert answer(live.base)[0] != "vliegerfeest-aanvragen"
    assert live.refresh()
    topic, text = answer(live.base)
    assert topic == "vliegerfeest-aanvragen"
    assert "Een vliegerfeest op het strand vraagt u aan bij uw gemeente." in text


def test_a_question_keeps_the_base_that_it_began_with(live: LiveBase, tmp_path: Path, encoder: SentenceEncoder) -> None:
    begun = live.base
    the_text(tmp_path).unlink()
    refresh_index(settings_in(tmp_path), encoder)
    live.refresh()
    assert "huurtoeslag" in begun.texts
    assert reply_to(ask(begun, "toeslag voor mijn huur"), begun).topic == "huurtoeslag"
    assert "huurtoeslag" not in live.base.texts


def test_nothing_is_loaded_while_nothing_changed(live: LiveBase) -> None:
    before = live.base
    assert not live.refresh()
    assert live.base is before


@pytest.mark.parametrize("damage", ["vectors.faiss", "contents/organisations/gemeenten.csv", "manifest.json"])
def test_a_broken_build_leaves_the_old_base_and_says_so_once(
    live: LiveBase, tmp_path: Path, encoder: SentenceEncoder, damage: str, caplog: pytest.LogCaptureFixture
) -> None:
    before = live.base
    new_text(tmp_path)
    refresh_index(settings_in(tmp_path), encoder)
    index = tmp_path / "data" / "index"
    (index / "builds" / (current_build(index) or "") / damage).write_text("kapot", encoding="utf-8")
    with caplog.at_level(logging.INFO):
        assert not live.refresh()
        assert not live.refresh()
    assert live.base is before
    errors = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert len(errors) == 1
    assert "serves on" in errors[0]
    assert "\n" not in errors[0]


def test_an_index_that_disappears_leaves_the_old_base(live: LiveBase, tmp_path: Path) -> None:
    before = live.base
    (tmp_path / "data" / "index" / "CURRENT").unlink()
    assert not live.refresh()
    assert live.base is before


def test_a_text_that_is_not_valid_today_is_neither_found_nor_shown(
    tmp_path: Path, encoder: SentenceEncoder, index_dir: Path
) -> None:
    small_content(tmp_path / "content")
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)
    change(new_text(tmp_path), "status: draft", f"status: draft\nvalid_from: {tomorrow}")
    refresh_index(settings_in(tmp_path), encoder)
    base = open_base(settings_in(tmp_path), encoder)
    assert base.resting == {"vliegerfeest-aanvragen"}
    outcome = ask(base, QUESTION)
    assert "vliegerfeest-aanvragen" not in {hit.topic for hit in outcome.search.candidates}
    assert reply_to(outcome, base).topic != "vliegerfeest-aanvragen"
