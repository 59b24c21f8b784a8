"""Records of rijksoverheid.nl: read safely, shown as theirs, refused with a reason."""

import json
from pathlib import Path
from typing import Any

import pytest

from knowledge.answer import excerpt
from knowledge.ingest.html import HTML_MAX_CHARS, to_text
from knowledge.ingest.rijksoverheid import IngestFailed, read, to_record
from knowledge.records import load_records, save_records

# Rewritten by hand in the form of the interface; no text of rijksoverheid.nl.
DETAIL: dict[str, Any] = {
    "id": "00000000-0000-4000-8000-000000000001",
    "type": "vraag en antwoord",
    "canonical": "https://www.rijksoverheid.nl/onderwerpen/voorbeeld/vraag-en-antwoord/voorbeeld",
    "dataurl": "https://opendata.rijksoverheid.nl/v1/infotypes/faq/00000000-0000-4000-8000-000000000001",
    "question": "Waar lever ik mijn oude fiets in?",
    "introduction": "<p>Een oude fiets brengt u naar de milieustraat. Dat kost niets.</p>",
    "content": [{"paragraphtitle": "Wat neemt u mee", "paragraph": "<ul><li>Uw fiets</li><li>Uw pas</li></ul>"}],
    "subjects": ["Afval"],
    "lastmodified": "2026-01-02T10:00:00.000Z",
    "license": "CC0 1.0 Universal",
}


def write(path: Path, *details: object) -> str:
    path.write_text("\n".join(json.dumps(detail) for detail in details), encoding="utf-8")
    return str(path)


def test_a_detail_becomes_a_record() -> None:
    record = to_record(DETAIL)
    assert record.question == "Waar lever ik mijn oude fiets in?"
    assert record.paragraphs[0].text == "- Uw fiets\n- Uw pas"
    assert record.licence == "CC0 1.0 Universal"
    assert str(record.modified_on) == "2026-01-02"


def test_a_record_without_an_answer_is_left_out_with_its_reason(tmp_path: Path) -> None:
    empty = {**DETAIL, "id": "2", "introduction": "", "content": []}
    found = read(write(tmp_path / "in.jsonl", DETAIL, empty, {"id": "3"}, ["geen record"]))
    assert len(found.records) == 1
    assert [reason.split(":")[0] for reason in found.refused] == ["2", "3", "record 4"]
    assert "no answer" in found.refused[0]


def test_a_file_that_is_not_json_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text("<xml/>", encoding="utf-8")
    with pytest.raises(IngestFailed, match="JSON"):
        read(str(path))


def test_an_interface_that_does_not_answer_is_an_error() -> None:
    with pytest.raises(IngestFailed, match="Nothing was changed"):
        read("http://127.0.0.1:9/v1/infotypes/faq")


def test_html_becomes_plain_text_and_scripts_disappear() -> None:
    html = "<p>Eén <b>twee</b><br>drie</p><script>alert(1)</script><ol><li>a</li><li>b</li></ol><p onclick='x'>vier"
    assert to_text(html) == "Eén twee\ndrie\n1. a\n2. b\nvier"


def test_too_much_html_is_refused(tmp_path: Path) -> None:
    huge = {**DETAIL, "introduction": "x" * (HTML_MAX_CHARS + 1)}
    assert "characters of HTML" in read(write(tmp_path / "in.jsonl", huge)).refused[0]


def test_an_excerpt_ends_at_a_sentence() -> None:
    long = to_record({**DETAIL, "introduction": "<p>" + "Dit is een zin van enige lengte. " * 40 + "</p>"})
    assert len(excerpt(long)) <= 600
    assert excerpt(long).endswith(".")


def test_records_are_kept_and_replaced_by_source(tmp_path: Path) -> None:
    record = to_record(DETAIL)
    save_records(tmp_path, "rijksoverheid", [record])
    assert load_records(tmp_path) == (record,)
    save_records(tmp_path, "rijksoverheid", [])
    assert load_records(tmp_path) == ()


def test_the_real_records_are_read(shared_data: Path) -> None:
    found = read(str(shared_data / "rijksoverheid_vac" / "vacs.jsonl"))
    assert len(found.records) == 179  # 180 lines, of which one stands twice
    assert not found.refused
