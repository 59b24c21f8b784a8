"""Everything that is known, checked together: what is wrong is named with its file, line and remedy."""

from datetime import date
from pathlib import Path

import pytest

from bot.settings import settings
from knowledge.contents import read_contents
from knowledge.library import Library
from knowledge.problems import ContentProblems
from knowledge.texts import load_texts
from tests.knowledge.editor import change, new_text, settings_in, small_content, the_text


@pytest.fixture
def library(tmp_path: Path) -> Library:
    small_content(tmp_path / "content")
    return Library.of(settings_in(tmp_path))


def problems(library: Library) -> str:
    with pytest.raises(ContentProblems) as caught:
        read_contents(library)
    return str(caught.value)


def test_what_we_know_is_consistent(tmp_path: Path) -> None:
    known = read_contents(Library(settings().content_dir, tmp_path))
    assert len(known.texts) >= 320
    assert len(known.doors) >= 60
    assert known.phrasings.keys() <= {text.id for text in known.texts}


def test_the_small_content_of_the_tests_is_sound(library: Library) -> None:
    assert len(read_contents(library).texts) == 6


def test_a_text_out_of_its_time_is_not_valid() -> None:
    text = load_texts()[0]
    assert text.valid_on(date(2026, 11, 22))
    assert not text.model_copy(update={"valid_until": date(2026, 1, 1)}).valid_on(date(2026, 11, 22))
    assert not text.model_copy(update={"valid_from": date(2027, 1, 1)}).valid_on(date(2026, 11, 22))
    assert not text.model_copy(update={"status": "withdrawn"}).valid_on(date(2026, 11, 22))


def test_a_withdrawn_text_is_checked_but_left_out(library: Library, tmp_path: Path) -> None:
    change(the_text(tmp_path), "status: draft", "status: withdrawn")
    assert "huurtoeslag" not in {text.id for text in read_contents(library).texts}
    change(the_text(tmp_path), "## Kosten\n", "")
    assert "headings are" in problems(library)


def test_a_phrasing_without_a_text_is_named(library: Library) -> None:
    (library.phrasings / "bestaat-niet.txt").write_text("hoe vraag ik dit\n", encoding="utf-8")
    assert "there is no text 'bestaat-niet'" in problems(library)


def test_an_unknown_organisation_is_named_at_its_line(library: Library, tmp_path: Path) -> None:
    path = new_text(tmp_path)
    change(path, "- id: gemeente", "- id: vliegerdienst")
    line = path.read_text(encoding="utf-8").split("\n").index("  - id: vliegerdienst") + 1
    assert f"vliegerfeest-aanvragen.md:{line}: organisation 'vliegerdienst' is not in the register" in problems(library)


@pytest.mark.parametrize(
    "url",
    [
        "https://www.vliegers-te-koop.nl/strand",
        "http://www.rijksoverheid.nl/onderwerpen",
        "https://www.rijksoverheid.nl.vliegers.com/x",
    ],
)
def test_a_source_that_is_no_official_page_is_named_at_its_line(library: Library, tmp_path: Path, url: str) -> None:
    path = new_text(tmp_path)
    change(path, "https://www.rijksoverheid.nl/onderwerpen/gemeenten", url)
    line = path.read_text(encoding="utf-8").split("\n").index(f"    url: {url}") + 1
    said = problems(library)
    assert f"vliegerfeest-aanvragen.md:{line}: {url}" in said
    assert "official host" in said
    assert "more_hosts.txt" in said


def test_an_id_that_is_used_twice_is_named(library: Library, tmp_path: Path) -> None:
    twin = the_text(tmp_path).parent.parent / "paspoort-en-id" / "huurtoeslag.md"
    twin.write_text(the_text(tmp_path).read_text(encoding="utf-8"), encoding="utf-8")
    assert "id 'huurtoeslag' is used twice" in problems(library)


@pytest.mark.parametrize("make", ["phrasings/huurtoeslag.txt", "doors/een-deur.yaml", "texts/vrije-tijd/x.md"])
def test_a_file_in_another_encoding_is_named_with_the_line(library: Library, make: str) -> None:
    path = library.content / make
    path.parent.mkdir(exist_ok=True)
    path.write_bytes("eerste regel\nenquête\n".encode("cp1252"))
    said = problems(library)
    assert f"{path.name}:2: not UTF-8" in said
    assert "save the file as UTF-8" in said


def test_a_byte_order_mark_is_no_mistake(library: Library, tmp_path: Path) -> None:
    path = new_text(tmp_path)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert "vliegerfeest-aanvragen" in {text.id for text in read_contents(library).texts}


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.jsonl", '{"id": "een"}\n', "a.jsonl:1"),
        ("a.jsonl", "geen json\n", "a.jsonl:1"),
        ("b.jsonl", "\n", "b.jsonl:1"),
    ],
)
def test_a_broken_file_of_records_is_named_with_its_line(library: Library, name: str, content: str, said: str) -> None:
    library.records.mkdir(parents=True)
    (library.records / name).write_text(content, encoding="utf-8")
    assert said in problems(library)
    assert "wegwijs ingest" in problems(library)


def test_mistakes_in_several_files_are_told_together(library: Library, tmp_path: Path) -> None:
    change(new_text(tmp_path), "- id: gemeente", "- id: vliegerdienst")
    (library.phrasings / "bestaat-niet.txt").write_text("x\n", encoding="utf-8")
    change(the_text(tmp_path), "- id: dienst-toeslagen", "- id: dienst-bestaat-niet")
    said = problems(library)
    assert all(word in said for word in ("vliegerdienst", "bestaat-niet", "dienst-bestaat-niet"))


@pytest.mark.parametrize("left_behind", ["texts/wonen/.huurtoeslag.md.swp", "texts/~x.md", "texts/x.md~"])
def test_what_an_editing_program_leaves_behind_is_no_content(library: Library, left_behind: str) -> None:
    before = library.digest()
    path = library.content / left_behind
    path.parent.mkdir(exist_ok=True)
    path.write_text("half", encoding="utf-8")
    assert library.digest() == before


def test_a_change_of_the_register_counts_as_a_change_of_content(library: Library) -> None:
    before = library.digest()
    change(library.organisations / "national" / "uwv.yaml", "UWV", "UWV ")
    assert library.digest() != before
