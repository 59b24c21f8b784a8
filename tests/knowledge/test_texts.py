"""Texts are read whole or refused with file, line and remedy."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.problems import ContentProblems
from knowledge.register import load_register
from knowledge.schema import SECTIONS
from knowledge.texts import TEXTS_DIR, load_texts, read_text

GOOD = (TEXTS_DIR / "paspoort-en-id" / "paspoort-aanvragen.md").read_text(encoding="utf-8")


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str], Path]:
    def write(content: str, name: str = "paspoort-aanvragen.md") -> Path:
        path = tmp_path / name
        path.write_text(content, encoding="utf-8")
        return path

    return write


def problems(path: Path) -> str:
    with pytest.raises(ContentProblems) as caught:
        read_text(path)
    return str(caught.value)


def test_a_good_text_has_its_seven_sections(write: Callable[[str], Path]) -> None:
    assert tuple(read_text(write(GOOD)).sections) == SECTIONS


def test_a_missing_field_names_file_and_remedy(write: Callable[[str], Path]) -> None:
    without = "\n".join(line for line in GOOD.split("\n") if not line.startswith("status:"))
    said = problems(write(without))
    assert "paspoort-aanvragen.md:" in said
    assert "status" in said
    assert "add this key" in said


def test_a_wrong_value_is_named_at_its_line(write: Callable[[str], Path]) -> None:
    line = next(number for number, row in enumerate(GOOD.split("\n"), start=1) if row.startswith("status:"))
    said = problems(write(GOOD.replace("status: draft", "status: klaar")))
    assert f"paspoort-aanvragen.md:{line}:" in said
    assert "choose one of the values" in said


def test_an_unknown_field_is_refused(write: Callable[[str], Path]) -> None:
    assert "does not exist" in problems(write(GOOD.replace("status: draft", "status: draft\nkleur: rood")))


def test_broken_yaml_names_its_line(write: Callable[[str], Path]) -> None:
    said = problems(write(GOOD.replace("status: draft", "status: [draft")))
    assert "YAML" in said
    assert "quotes" in said


@pytest.mark.parametrize("heading", SECTIONS)
def test_a_missing_heading_says_which_headings_are_needed(heading: str, write: Callable[[str], Path]) -> None:
    assert f"## {heading}" in problems(write(GOOD.replace(f"## {heading}\n", "")))


def test_an_empty_section_is_refused(write: Callable[[str], Path]) -> None:
    before, _, after = GOOD.partition("## Kosten\n")
    assert "'Kosten' is empty" in problems(write(f"{before}## Kosten\n\n{after[after.index('## ') :]}"))


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "paspoort-aanvragen.md"
    path.write_bytes(GOOD.encode("utf-16"))
    assert "UTF-8" in problems(path)


def test_the_file_is_named_after_the_id(tmp_path: Path) -> None:
    path = tmp_path / "anders.md"
    path.write_text(GOOD, encoding="utf-8")
    assert "name the file paspoort-aanvragen.md" in problems(path)


def test_mistakes_between_texts_are_found_together(tmp_path: Path) -> None:
    theme = tmp_path / "paspoort-en-id"
    theme.mkdir()
    (theme / "paspoort-aanvragen.md").write_text(
        re.sub(r"life_events: .*", "life_events: [feest]", GOOD), encoding="utf-8"
    )
    with pytest.raises(ContentProblems) as caught:
        load_texts(tmp_path)
    said = str(caught.value)
    assert "related text" in said
    assert "life event 'feest'" in said


def test_our_texts_cover_what_citizens_ask_most() -> None:
    texts = load_texts()
    assert len(texts) >= 320
    assert len({text.theme for text in texts}) >= 40
    assert sum("ondernemer" in text.audience for text in texts) >= 60


def test_half_of_the_questions_do_without_the_official_name() -> None:
    for text in load_texts():
        without = [q for q in text.questions if not any(term.casefold() in q.casefold() for term in text.terms)]
        assert len(without) * 2 >= len(text.questions), text.id


def test_every_organisation_of_a_text_is_in_the_register() -> None:
    known = load_register().organisations
    missing = {(text.id, o.id) for text in load_texts() for o in text.organisations if o.id not in known}
    assert not missing
