"""The register and the product list from open data: the same facts from every form, nothing lost, nothing half."""

import csv
import gzip
import shutil
from datetime import date
from pathlib import Path

import pytest

from knowledge.ingest import roo, upl
from knowledge.ingest.draft import IngestFailed
from knowledge.ingest.roo_csv import read_csv
from knowledge.ingest.roo_export import export_of
from knowledge.ingest.roo_note import renew_note
from knowledge.ingest.roo_xml import read_xml
from knowledge.ingest.tables import Table, compare, replace_all, rows_of
from knowledge.problems import ContentProblems
from knowledge.register import REGISTER_DIR

TODAY = date(2026, 11, 22)

# Written by us in the form of organisaties.overheid.nl: municipalities that do not exist.
XML = """<?xml version="1.0" encoding="UTF-8"?>
<p:overheidsorganisaties xmlns:p="https://organisaties.overheid.nl/static/schema/oo/export/2.6.9"><p:organisaties>
 <p:organisatie p:systeemId="1" p:resourceIdentifierTOOI="https://identifier.overheid.nl/tooi/id/gemeente/gm9901">
  <p:naam>Gemeente Vlieger aan Zee</p:naam><p:afkorting>Vlieger aan Zee</p:afkorting>
  <p:types><p:type>Gemeente</p:type></p:types>
  <p:identificatiecodes>
   <p:resourceIdentifier p:naam="Organisatiecode">gm9901</p:resourceIdentifier>
  </p:identificatiecodes>
  <p:adressen>
   <p:adres><p:adresType>Bezoekadres</p:adresType><p:openbareRuimte>Touw</p:openbareRuimte><p:huisnummer>1</p:huisnummer>
    <p:toevoeging>a</p:toevoeging><p:postcode>1234 AB</p:postcode><p:woonplaats>VLIEGER AAN ZEE</p:woonplaats>
    <p:provincie>NH</p:provincie></p:adres>
   <p:adres><p:adresType>Postadres</p:adresType><p:postbus>9</p:postbus><p:postcode>1234 ZZ</p:postcode>
    <p:woonplaats>VLIEGER AAN ZEE</p:woonplaats></p:adres>
  </p:adressen>
  <p:contact>
   <p:telefoonnummers><p:telefoonnummer><p:nummer>(010) 111 11 11</p:nummer><p:label>pers</p:label></p:telefoonnummer>
    <p:telefoonnummer><p:nummer>14 0999</p:nummer><p:label>algemeen</p:label></p:telefoonnummer></p:telefoonnummers>
   <p:internetadressen>
    <p:internetadres><p:url>www.vliegeraanzee.nl/contact</p:url><p:label>algemeen</p:label></p:internetadres>
   </p:internetadressen>
   <p:emailadressen><p:emailadres><p:email>jan@vliegeraanzee.nl</p:email></p:emailadres></p:emailadressen>
  </p:contact>
  <p:afspraak><p:url>https://afspraak.vliegeraanzee.nl/</p:url></p:afspraak>
  <p:geografie><p:bevatPlaatsen>Vlieger aan Zee, 'S Touw</p:bevatPlaatsen></p:geografie>
  <p:datumMutatie>2026-05-02</p:datumMutatie>
  <p:organisaties><p:organisatie p:systeemId="9"><p:naam>Dienst Touw</p:naam>
   <p:types><p:type>Organisatieonderdeel</p:type></p:types></p:organisatie></p:organisaties>
 </p:organisatie>
 <p:organisatie p:systeemId="2" p:resourceIdentifierTOOI="https://identifier.overheid.nl/tooi/id/gemeente/gm9902">
  <p:naam>Gemeente Oud Touw</p:naam><p:types><p:type>Gemeente</p:type></p:types><p:eindDatum>2020-01-01</p:eindDatum>
  <p:nextVersion p:systeemId="1">Gemeente Vlieger aan Zee</p:nextVersion>
 </p:organisatie>
 <p:organisatie p:systeemId="3"><p:naam>Waterschap Wind</p:naam>
  <p:types><p:type>Waterschap</p:type></p:types></p:organisatie>
 <p:organisatie p:systeemId="4"><p:naam>Holland</p:naam><p:types><p:type>Provincie</p:type></p:types></p:organisatie>
</p:organisaties></p:overheidsorganisaties>
"""

CSV_HEADING = (
    '"Officiële naam";"Afkorting";"Type";"Einddatum";"Laatste mutatie";"Adressen (type, straat)";"Online afspraak url";'
    '"Telefoonnummers ";"Internetpagina\'s";"Bevat plaatsen";"TOOi URI";"Organisatiecode"\n'
)
CSV_ROW = (
    '"Gemeente Vlieger aan Zee";"Vlieger aan Zee";"Gemeente";"";"02-05-2026";"adresType: Bezoekadres, openbareRuimte: '
    "Touw, huisnummer: 1, toevoeging: a, postcode: 1234 AB, woonplaats: VLIEGER AAN ZEE, provincieAfkorting: NH;"
    'adresType: Postadres, postbus: 9, postcode: 1234 ZZ, woonplaats: VLIEGER AAN ZEE";"https://afspraak.vliegeraanzee.nl/";'
    '"(010) 111 11 11, label: pers;14 0999, label: algemeen";"www.vliegeraanzee.nl/contact, label: algemeen";'
    '"Vlieger aan Zee, \'S Touw";"https://identifier.overheid.nl/tooi/id/gemeente/gm9901";"gm9901"\n'
)
VLIEGER = {
    "gm_code": "gm9901",
    "id": "gemeente-vlieger-aan-zee",
    "name": "Gemeente Vlieger aan Zee",
    "short_name": "Vlieger aan Zee",
    "province": "Noord-Holland",
    "website": "https://www.vliegeraanzee.nl",
    "phone": "14 0999",
    "appointment_url": "https://afspraak.vliegeraanzee.nl",
    "visiting_address": "Touw 1a, 1234 AB Vlieger aan Zee",
    "postal_address": "Postbus 9, 1234 ZZ Vlieger aan Zee",
    "tooi": "https://identifier.overheid.nl/tooi/id/gemeente/gm9901",
    "checked_on": "2026-05-02",
}


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """A copy of the real register, to write in."""
    return Path(shutil.copytree(REGISTER_DIR, tmp_path / "organisations"))


def tables(source: Path, register: Path) -> dict[str, Table]:
    return {table.file: table for table in roo.tables_of(roo.read(source), register)}


def write(path: Path, content: str) -> Path:
    path.write_text(content, encoding="utf-8")
    return path


@pytest.mark.parametrize("form", ["xml", "xml.gz", "csv"])
def test_a_municipality_is_the_same_from_every_form(tmp_path: Path, register: Path, form: str) -> None:
    path = tmp_path / f"export.{form}"
    content = CSV_HEADING + CSV_ROW if form == "csv" else XML
    path.write_bytes(gzip.compress(content.encode()) if form == "xml.gz" else content.encode())
    made = tables(path, register)
    row = made["gemeenten.csv"].keyed()["gm9901",]
    assert {key: row[key] for key in VLIEGER} == VLIEGER
    assert {"place": "'s Touw", "gm_code": "gm9901"} in made["plaatsen.csv"].rows
    assert "vliegeraanzee.nl" in {one["host"] for one in made["official_hosts.txt"].rows}


def test_no_mail_address_and_no_part_of_an_organisation_is_taken_over(tmp_path: Path, register: Path) -> None:
    made = tables(write(tmp_path / "e.xml", XML), register)
    assert "jan@" not in str(made)
    assert "Dienst Touw" not in str(made)


def test_a_municipality_that_ended_leads_to_its_successor_and_none_is_forgotten(tmp_path: Path, register: Path) -> None:
    former = tables(write(tmp_path / "e.xml", XML), register)["gemeenten_opgeheven.csv"]
    assert {"gm_code": "gm9902", "name": "Oud Touw", "valid_until": "2020-01-01", "successor": "gm9901"} in former.rows
    assert len(former.rows) == len(rows_of(register / "gemeenten_opgeheven.csv")) + 1


def test_water_boards_and_provinces_get_their_kind_in_their_name(tmp_path: Path, register: Path) -> None:
    made = tables(write(tmp_path / "e.xml", XML), register)
    assert [row["name"] for row in made["waterschappen.csv"].rows] == ["Waterschap Wind"]
    assert [row["name"] for row in made["provincies.csv"].rows] == ["Provincie Holland"]


def test_a_selection_adds_and_removes_nothing(tmp_path: Path, register: Path) -> None:
    made = tables(write(tmp_path / "e.csv", CSV_HEADING + CSV_ROW), register)
    changes = {name: compare(table, register) for name, table in made.items()}
    assert changes["gemeenten.csv"].new == ("gm9901",)
    assert changes["official_hosts.txt"].new == ("vliegeraanzee.nl",)
    assert not any(one.gone or one.changed for one in changes.values())


def test_a_selection_that_is_older_than_what_we_have_changes_nothing(tmp_path: Path, register: Path) -> None:
    old = CSV_ROW.replace("gm9901", "gm0014").replace("02-05-2026", "01-01-2001").replace("vliegeraanzee", "groningen")
    made = tables(write(tmp_path / "e.csv", CSV_HEADING + old), register)
    assert not compare(made["gemeenten.csv"], register).changed


def test_an_export_of_everything_that_lacks_much_is_seen_as_a_loss(tmp_path: Path, register: Path) -> None:
    changes = compare(tables(write(tmp_path / "e.xml", XML), register)["gemeenten.csv"], register)
    assert changes.loses_much
    assert len(changes.gone) == 342


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("e.xml", XML[: len(XML) // 2], "no whole export"),
        ("e.xml", "<html/>", "no <organisatie>"),
        ("e.xml.gz", "geen gzip", "no whole export"),
        ("e.csv", "a;b\n", "no column"),
        ("map", None, "no file or folder"),
    ],
)
def test_what_is_no_export_is_refused(tmp_path: Path, name: str, content: str | None, said: str) -> None:
    path = tmp_path / name
    if content is not None:
        write(path, content)
    with pytest.raises(IngestFailed, match=said):
        roo.read(path)


def test_a_folder_that_lacks_a_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IngestFailed, match="plaats_gemeente"):
        roo.read(tmp_path)


def test_tables_that_would_break_the_register_are_not_written(register: Path) -> None:
    before = {path.name: path.read_bytes() for path in register.glob("*.csv")}
    fields = tuple(rows_of(register / "gemeenten.csv")[0])
    broken = Table("gemeenten.csv", fields, ("gm_code",), tuple(rows_of(register / "gemeenten.csv")[:1]))
    with pytest.raises(ContentProblems, match="do not fit together"):
        replace_all((broken,), register)
    assert {path.name: path.read_bytes() for path in register.glob("*.csv")} == before


def test_the_origin_is_renewed_and_what_is_written_by_hand_stays(tmp_path: Path, register: Path) -> None:
    made = tables(write(tmp_path / "e.csv", CSV_HEADING + CSV_ROW.replace("02-05-2026", "01-11-2026")), register)
    (register / "SOURCE.md").write_text(
        "Met de hand.\nLatest change among the rows below: 2020-01-01.\n| `gemeenten.csv` | 342 | nu |\n",
        encoding="utf-8",
    )
    renew_note(register, made.values())
    assert (register / "SOURCE.md").read_text(encoding="utf-8") == (
        "Met de hand.\nLatest change among the rows below: 2026-11-01.\n| `gemeenten.csv` | 343 | nu |\n"
    )


def test_readers_give_bodies_one_by_one(tmp_path: Path) -> None:
    bodies = list(read_xml(write(tmp_path / "e.xml", XML)))
    assert [body.name for body in bodies][:2] == ["Dienst Touw", "Gemeente Vlieger aan Zee"]
    assert export_of(bodies, True, TODAY).successors == {"gm9902": "gm9901"}
    assert [body.code for body in read_csv(write(tmp_path / "e.csv", CSV_HEADING + CSV_ROW))] == ["gm9901"]


# the uniform product list

UPL_HEADING = (
    "UniformeProductnaam,URI,Rijk,Provincie,Waterschap,Gemeente,Burger,Bedrijf,Dienstenwet,SDG,Autonomie,Medebewind,"
    "Aanvraag,Subsidie,Melding,Verplichting,DigiDMacht,Grondslag,Grondslaglabel,Grondslaglink\n"
)


def upl_row(name: str, levels: str, law: str = "") -> str:
    marks = ["X" if level in levels else "" for level in "RPWG"]
    return f"{name},http://x,{','.join(marks)},X,,,,,,,,,,,,{law},\n"


def test_a_product_has_one_row_with_its_levels_and_laws(tmp_path: Path, register: Path) -> None:
    listed = upl_row("vlieger", "PG", "Wet A") + upl_row("vlieger", "PG", "Wet B") + upl_row("touw", "G")
    table = upl.read(write(tmp_path / "u.csv", UPL_HEADING + listed), register)
    assert [tuple(row.values()) for row in table.rows] == [
        ("touw", "gemeente", "burger", "", "gemeente"),
        ("vlieger", "provincie+gemeente", "burger", "Wet A; Wet B", ""),
    ]


def test_what_an_editor_filled_in_is_kept(tmp_path: Path, register: Path) -> None:
    table = upl.read(
        write(tmp_path / "u.csv", UPL_HEADING + upl_row("aanvullende beurs kwijtschelding", "R")), register
    )
    assert table.rows[0]["organisation_id"] == "duo"


def test_what_is_no_product_list_is_refused(tmp_path: Path, register: Path) -> None:
    with pytest.raises(IngestFailed, match="no uniform product list"):
        upl.read(write(tmp_path / "u.csv", "naam\nx\n"), register)


# against the open data itself


def test_the_whole_register_gives_the_files_as_they_are(shared_data: Path) -> None:
    for table in roo.tables_of(roo.read(shared_data / "roo"), REGISTER_DIR):
        changes = compare(table, REGISTER_DIR)
        assert not changes.new, table.file
        assert not changes.gone, table.file


def test_the_official_csv_agrees_with_the_files(shared_data: Path, register: Path) -> None:
    sample = shared_data / "roo" / "roo_official_csv_export_sample.csv"
    known = {row["gm_code"]: row for row in rows_of(register / "gemeenten.csv")}
    export = roo.read(sample)
    (register / "gemeenten.csv").write_text(",".join(roo.MUNICIPALITY_FIELDS) + "\n", encoding="utf-8")
    for row in roo.tables_of(export, register)[0].rows:
        same = roo.MUNICIPALITY_FIELDS[:-2]  # the page and the day of the last change differ
        assert {name: row[name] for name in same} == {name: known[row["gm_code"]][name] for name in same}
    assert len(export.municipalities) == 5


def test_the_whole_product_list_gives_the_file_as_it_is(shared_data: Path) -> None:
    table = upl.read(shared_data / "upl_sdg" / "UPL-actueel.csv", REGISTER_DIR)
    with (REGISTER_DIR / "producten.csv").open(encoding="utf-8", newline="") as file:
        assert list(table.rows) == list(csv.DictReader(file))
