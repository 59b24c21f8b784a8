"""Records from files: rijksoverheid.nl, SDG products, Markdown and CSV; what is wrong is named, the rest is used."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.reply import plain_text
from knowledge.answer import record_reply
from knowledge.base import KnowledgeBase
from knowledge.foreign import EXCERPT_MAX_CHARS, excerpt
from knowledge.ingest.accept import Gate
from knowledge.ingest.draft import Ingested, IngestFailed
from knowledge.ingest.rijksoverheid import read as read_rijksoverheid
from knowledge.ingest.run import Kind, Order, read
from knowledge.records import load_records, save_records
from knowledge.register import load_register

# Written by us in the form of the interfaces; no text of theirs.
DETAIL: dict[str, Any] = {
    "id": "00000000-0000-4000-8000-000000000001",
    "type": "vraag en antwoord",
    "canonical": "https://www.rijksoverheid.nl/onderwerpen/voorbeeld/vraag-en-antwoord/voorbeeld",
    "question": "Waar lever ik mijn oude fiets in?",
    "introduction": "<p>Een oude fiets brengt u naar de milieustraat. Dat kost niets.</p>",
    "content": [{"paragraphtitle": "Wat neemt u mee", "paragraph": "<ul><li>Uw fiets</li><li>Uw pas</li></ul>"}],
    "subjects": ["Afval"],
    "lastmodified": "2026-01-02T10:00:00.000Z",
    "license": "CC0 1.0 Universal",
}
PRODUCT: dict[str, Any] = {
    "id": "11111111-1111-4111-8111-111111111111",
    "titel": "Vliegers verhuren",
    "tekst": "U mag [vliegers](http://www.rvo.nl/vliegers) verhuren.\r\n\r\n"
    "## Melden\r\n\r\nMeld het:\r\n\r\n1. bij ons\r\n2. op tijd",
    "links": [{"label": "Vliegers", "url": "https://vliegers.example.com", "categorie": "extern"}],
    "organisaties": [{"rol": "Ondersteuningsorganisatie", "owmsPrefLabel": "Rijksdienst voor Ondernemend Nederland"}],
    "laatstGewijzigd": "2026-02-03T04:00:14",
    "url": "https://ondernemersplein.overheid.nl/vliegers-verhuren/",
    "upnLabel": "vliegerverhuur",
    "taal": "nl",
}
PAGE = """---
title: Waar meld ik een scheve lantaarnpaal?
url: https://www.rijksoverheid.nl/lantaarnpaal
publisher: Gemeente Ergens
licence: CC0
modified_on: 2026-03-04
organisations: [gemeente]
---
Een scheve lantaarnpaal meldt u bij de gemeente.

<script>alert(1)</script>

## Hoe

| hoe | waar |
|-----|------|
| bel | 14 0XX |
"""
HEADING = "id;question;answer;url;publisher;licence;modified_on\n"
ROW = "1;Waar meld ik x?;{};https://www.rijksoverheid.nl/x;Gemeente;CC0;2026-01-01\n"


@pytest.fixture(scope="module")
def gate() -> Gate:
    return Gate.of(load_register())


def take(kind: Kind, path: Path, gate: Gate) -> Ingested:
    return read(Order.of(kind, str(path), "bron"), gate, path.parent / "fetched", lambda done, total: None)


def write(path: Path, content: str) -> Path:
    path.write_text(content, encoding="utf-8")
    return path


# rijksoverheid.nl


def test_a_list_of_details_and_one_a_line_are_the_same(gate: Gate, tmp_path: Path) -> None:
    lines = write(tmp_path / "a.jsonl", f"{json.dumps(DETAIL)}\n\n")
    listed = write(tmp_path / "a.json", json.dumps([DETAIL], indent=1))
    assert take("rijksoverheid", lines, gate) == take("rijksoverheid", listed, gate)


def test_a_detail_without_an_answer_is_left_out_with_its_reason(gate: Gate, tmp_path: Path) -> None:
    empty = {**DETAIL, "id": "2", "introduction": "", "content": []}
    rows = [DETAIL, empty, {"id": "3"}, ["geen record"], {**DETAIL, "id": "4", "content": "geen lijst"}]
    found = take("rijksoverheid", write(tmp_path / "in.jsonl", "\n".join(json.dumps(row) for row in rows)), gate)
    assert len(found.records) == 1
    assert [reason.split(":")[0] for reason in found.refused] == ["2", "3", "record 4", "4"]
    assert "no answer" in found.refused[0]


@pytest.mark.parametrize(
    ("content", "said"),
    [(b'{"id": 1}\n{half', "line 2"), (b"enqu\xeate", "codec"), (b"<faq><id>1</id>", "XML"), (b"[1,", "JSON")],
)
def test_a_file_that_cannot_be_read_is_refused_whole(gate: Gate, tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(content)
    with pytest.raises(IngestFailed, match=said):
        take("rijksoverheid", path, gate)


def test_an_xml_bomb_is_refused(gate: Gate, tmp_path: Path) -> None:
    bomb = (
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><faq><id>1</id><question>&b;</question></faq>'
    )
    found = take("rijksoverheid", write(tmp_path / "in.xml", bomb), gate)
    assert not found.records
    secret = write(tmp_path / "secret.txt", "geheim")
    thief = f'<!DOCTYPE x [<!ENTITY a SYSTEM "file://{secret}">]><faq><id>1</id><question>&a;</question></faq>'
    assert "geheim" not in str(take("rijksoverheid", write(tmp_path / "in2.xml", thief), gate))


def test_the_real_records_are_read(shared_data: Path) -> None:
    found = read_rijksoverheid(str(shared_data / "rijksoverheid_vac" / "vacs.jsonl"))
    assert len(found.records) == 179  # 180 lines, of which one stands twice
    assert not found.refused


# SDG


def test_a_product_becomes_a_record_with_its_parts_and_organisation(gate: Gate, tmp_path: Path) -> None:
    path = write(tmp_path / "page.json", json.dumps({"count": 1, "next": None, "results": [PRODUCT]}))
    record = take("sdg", path, gate).records[0]
    assert record.question == "Vliegers verhuren"
    assert record.introduction == "U mag vliegers verhuren."
    assert [(part.title, part.text) for part in record.paragraphs] == [("Melden", "Meld het:\n1. bij ons\n2. op tijd")]
    assert record.organisations == ("rvo",)
    assert [str(link.url) for link in record.links] == ["https://www.rvo.nl/vliegers"]


def test_products_in_another_language_and_no_products_are_refused(gate: Gate, tmp_path: Path) -> None:
    path = write(tmp_path / "p.json", json.dumps([{**PRODUCT, "taal": "en"}, {"id": "x"}, 3]))
    found = take("sdg", path, gate)
    assert not found.records
    assert [reason.split(": ")[1] for reason in found.refused] == [
        "the language is en",
        "tekst is missing",
        "it is not a product",
    ]


@pytest.mark.parametrize("content", ["{}", "3", "geen json", '{"results": {}}'])
def test_a_file_without_products_is_refused_whole(gate: Gate, tmp_path: Path, content: str) -> None:
    with pytest.raises(IngestFailed, match=r"p\.json"):
        take("sdg", write(tmp_path / "p.json", content), gate)


# Markdown


def test_a_page_of_markdown_becomes_a_record(gate: Gate, tmp_path: Path) -> None:
    write(tmp_path / "lantaarnpaal.md", PAGE)
    record = take("markdown", tmp_path, gate).records[0]
    assert record.id == "bron-lantaarnpaal"
    assert record.introduction.startswith("Een scheve lantaarnpaal meldt u bij de gemeente.")
    assert "<script>alert(1)</script>" in record.introduction  # words, as they stand; nothing renders them
    assert record.paragraphs[0].title == "Hoe"
    assert "14 0XX" in record.paragraphs[0].text
    assert record.organisations == ("gemeente",)


def test_pages_that_are_wrong_are_named_and_the_others_used(gate: Gate, tmp_path: Path) -> None:
    (tmp_path / "onder").mkdir()
    write(tmp_path / "onder" / "goed.md", PAGE)
    write(tmp_path / "a.md", "zonder voorkant")
    write(tmp_path / "b.md", PAGE.replace("licence: CC0\n", ""))
    write(tmp_path / "c.md", PAGE.replace("title: ", "title: [a: "))
    (tmp_path / "d.md").write_bytes(PAGE.replace("scheve", "enquête").encode("cp1252"))
    write(tmp_path / "e.md", PAGE.replace("publisher: Gemeente Ergens", "publisher: Gemeente Ergens\nwithdrawn: true"))
    found = take("markdown", tmp_path, gate)
    assert [record.id for record in found.records] == ["bron-onder-goed"]
    assert [reason.split(":")[0] for reason in found.refused] == ["a.md", "b.md", "c.md", "d.md"]
    assert "licence is missing" in found.refused[1]
    assert "not UTF-8" in found.refused[3]
    assert found.withdrawn == {"bron-e"}


def test_a_folder_without_pages_is_an_error(gate: Gate, tmp_path: Path) -> None:
    with pytest.raises(IngestFailed, match=r"no \.md files"):
        take("markdown", tmp_path, gate)


# CSV


@pytest.mark.parametrize(
    ("answer", "made"),
    [
        ("Bel de gemeente. Zie a < b.", "Bel de gemeente. Zie a < b."),
        ("<p>Bel <b>de</b> gemeente.</p>", "Bel de gemeente."),
    ],
)
def test_a_row_becomes_a_record_from_plain_text_or_html(gate: Gate, tmp_path: Path, answer: str, made: str) -> None:
    record = take("csv", write(tmp_path / "t.csv", HEADING + ROW.format(answer)), gate).records[0]
    assert (record.id, record.introduction) == ("bron-1", made)


def test_commas_semicolons_and_the_mark_of_excel_are_all_read(gate: Gate, tmp_path: Path) -> None:
    table = HEADING + ROW.format('"Regel een\nregel twee"')
    found = take("csv", write(tmp_path / "a.csv", "\ufeff" + table), gate)
    assert take("csv", write(tmp_path / "b.csv", table.replace(";", ",")), gate) == found
    assert found.records[0].introduction == "Regel een\nregel twee"


def test_a_row_of_another_length_is_refused_with_its_line(gate: Gate, tmp_path: Path) -> None:
    found = take("csv", write(tmp_path / "t.csv", HEADING + "1;te;weinig\n" + ROW.format("Bel.")), gate)
    assert len(found.records) == 1
    assert "line 2" in found.refused[0]


@pytest.mark.parametrize(
    ("content", "said"), [("a;b\n1;2\n", "no column 'id'"), ("", "no column"), (None, "cannot read")]
)
def test_what_is_no_such_table_is_refused_whole(gate: Gate, tmp_path: Path, content: str | None, said: str) -> None:
    path = tmp_path / "t.csv"
    if content is not None:
        write(path, content)
    with pytest.raises(IngestFailed, match=said):
        take("csv", path, gate)


def test_a_table_in_another_encoding_says_how_to_save_it(gate: Gate, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes((HEADING + ROW.format("Een enquête.")).encode("cp1252"))
    with pytest.raises(IngestFailed, match="UTF-8"):
        take("csv", path, gate)


# kept and shown


def test_records_are_kept_as_they_are_and_replaced_by_source(gate: Gate, tmp_path: Path) -> None:
    found = take("csv", write(tmp_path / "t.csv", HEADING + ROW.format("Bel.")), gate).records
    save_records(tmp_path / "records", "bron", found)
    assert load_records(tmp_path / "records") == found
    save_records(tmp_path / "records", "bron", [])
    assert load_records(tmp_path / "records") == ()


def test_a_plain_text_of_somebody_else_is_shown_whole_and_said_to_be_theirs(
    gate: Gate, tmp_path: Path, base: KnowledgeBase
) -> None:
    write(tmp_path / "lantaarnpaal.md", PAGE)
    record = take("markdown", tmp_path, gate).records[0].model_copy(update={"difficult": False})
    reply = record_reply(record, base, ("belastingdienst",))
    shown = plain_text(reply)
    assert "tekst van Gemeente Ergens" in shown
    assert "Tekst van Gemeente Ergens" in str(reply.sources[0].label)
    assert "14 0XX" in shown
    assert reply.organisations[0] == "gemeente"
    assert (reply.sources[0].url, str(reply.sources[0].checked_on)) == (str(record.url), "2026-03-04")


def test_a_difficult_text_is_shown_as_an_excerpt_with_the_link(gate: Gate, tmp_path: Path, base: KnowledgeBase) -> None:
    write(tmp_path / "lantaarnpaal.md", PAGE)
    record = take("markdown", tmp_path, gate).records[0].model_copy(update={"difficult": True})
    reply = record_reply(record, base, ())
    assert reply.sections == ()
    assert "14 0XX" not in plain_text(reply)
    assert "niet makkelijk" in reply.text
    assert reply.sources[0].url == str(record.url)


def test_an_excerpt_ends_at_a_sentence(gate: Gate, tmp_path: Path) -> None:
    record = take(
        "csv", write(tmp_path / "t.csv", HEADING + ROW.format("Dit is een zin van enige lengte. " * 40)), gate
    )
    short = excerpt(record.records[0])
    assert len(short) <= EXCERPT_MAX_CHARS
    assert short.endswith(".")
