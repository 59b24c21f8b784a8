"""Everything that is known, checked together: what is withdrawn stays out, what is wrong is named."""

from datetime import date
from pathlib import Path

import pytest

from knowledge import contents
from knowledge.contents import read_contents
from knowledge.problems import ContentProblems
from knowledge.texts import load_texts


def test_what_we_know_is_consistent(tmp_path: Path) -> None:
    known = read_contents(tmp_path)
    assert len(known.texts) >= 320
    assert len(known.doors) >= 60
    assert known.phrasings.keys() <= {text.id for text in known.texts}


def test_a_text_out_of_its_time_is_not_valid() -> None:
    text = load_texts()[0]
    assert text.valid_on(date(2026, 11, 22))
    assert not text.model_copy(update={"valid_until": date(2026, 1, 1)}).valid_on(date(2026, 11, 22))
    assert not text.model_copy(update={"valid_from": date(2027, 1, 1)}).valid_on(date(2026, 11, 22))
    assert not text.model_copy(update={"status": "withdrawn"}).valid_on(date(2026, 11, 22))


def test_a_phrasing_without_a_text_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bestaat-niet.txt").write_text("hoe vraag ik dit\n", encoding="utf-8")
    monkeypatch.setattr(contents, "PHRASINGS_DIR", tmp_path)
    with pytest.raises(ContentProblems, match="there is no text 'bestaat-niet'"):
        read_contents(tmp_path)
