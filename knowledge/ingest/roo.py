"""Carry the open register of Dutch public bodies (ROO) over into the project.

The source folder holds an export of the "Register van Overheidsorganisaties" as CSV and JSON lines.
This module writes the facts that Wegwijs needs as small, sorted files, so that a clone works without the
source and so that a renewed export gives a readable difference in git. No e-mail addresses and no names of
people are taken over. A value that cannot be trusted is left empty, never guessed.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.ingest.roo_values import (
    clean_address,
    clean_host,
    clean_phone,
    clean_place,
    clean_site,
    clean_url,
    slug,
    town_spelling,
)

type Row = dict[str, str]

MUNICIPALITY_FIELDS = (
    "gm_code",
    "id",
    "name",
    "short_name",
    "province",
    "website",
    "phone",
    "appointment_url",
    "visiting_address",
    "postal_address",
    "tooi",
    "source_url",
    "checked_on",
)
FORMER_FIELDS = ("gm_code", "name", "valid_until", "successor")
PLACE_FIELDS = ("place", "gm_code")
BODY_FIELDS = ("id", "name", "website", "phone", "visiting_address", "tooi", "source_url", "checked_on")

# Boroughs of Amsterdam that the register keeps among the former municipalities ("Noord", "West" …).
BOROUGHS_ENDED_ON = "2014-03-19"

_WATER_BOARD_NAME = re.compile(r"^(waterschap|hoogheemraadschap|wetterskip)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RegisterCounts:
    """How many rows each written file has."""

    municipalities: int
    former_municipalities: int
    places: int
    hosts: int
    water_boards: int
    provinces: int


def import_register(source: Path, target: Path) -> RegisterCounts:
    """Read the register export in ``source`` and write the project's files into ``target``."""
    places = _places(_read_csv(source / "plaats_gemeente.csv"))
    towns = town_spelling(row["place"] for row in places)
    municipalities = _municipalities(_read_csv(source / "gemeenten_huidig.csv"), towns)
    present = {row["gm_code"] for row in municipalities}
    former = _former(_read_csv(source / "gemeenten_opgeheven.csv"), _municipality_graph(source), present)
    hosts = _official_hosts(row["host"] for row in _read_csv(source / "officiele_hosts.csv"))
    bodies = list(_read_json_lines(source / "organisaties_overig_huidig.jsonl"))
    water_boards = _bodies(bodies, "waterschap", towns)
    provinces = _bodies(bodies, "provincie", towns)

    target.mkdir(parents=True, exist_ok=True)
    _write_csv(target / "gemeenten.csv", MUNICIPALITY_FIELDS, municipalities)
    _write_csv(target / "gemeenten_opgeheven.csv", FORMER_FIELDS, former)
    _write_csv(target / "plaatsen.csv", PLACE_FIELDS, places)
    _write_csv(target / "waterschappen.csv", BODY_FIELDS, water_boards)
    _write_csv(target / "provincies.csv", BODY_FIELDS, provinces)
    (target / "official_hosts.txt").write_text("".join(f"{host}\n" for host in hosts), encoding="utf-8")
    counts = RegisterCounts(
        municipalities=len(municipalities),
        former_municipalities=len(former),
        places=len(places),
        hosts=len(hosts),
        water_boards=len(water_boards),
        provinces=len(provinces),
    )
    snapshot = max(row["checked_on"] for row in (*municipalities, *water_boards, *provinces))
    (target / "SOURCE.md").write_text(_source_note(counts, snapshot), encoding="utf-8")
    return counts


# ---- values -------------------------------------------------------------------------------------


def _municipalities(rows: Iterable[Row], towns: Mapping[str, str]) -> list[Row]:
    """Return the current municipalities, sorted by code, each with a unique id."""
    found = [_municipality(row, towns) for row in rows]
    _require_unique(found, "id")
    _require_unique(found, "gm_code")
    return sorted(found, key=lambda row: row["gm_code"])


def _municipality(row: Row, towns: Mapping[str, str]) -> Row:
    """Return one municipality in our columns."""
    return {
        "gm_code": row["gm_code"],
        "id": slug(row["naam"]),
        "name": row["naam"],
        "short_name": row["kort"],
        "province": row["provincie"],
        "website": clean_site(row["website"]),
        "phone": clean_phone(row["telefoon"]),
        "appointment_url": _appointment(row["afspraak_url"]),
        "visiting_address": clean_address(row["bezoekadres"], towns),
        "postal_address": clean_address(row["postadres"], towns),
        "tooi": row["tooi"],
        "source_url": row["bron_url"],
        "checked_on": row["last_mutation"],
    }


def _appointment(value: str) -> str:
    """Return the page for an appointment; a bare unencrypted home page is not one."""
    return clean_url(value) if value.strip().lower().startswith("https://") else ""


def _former(rows: Iterable[Row], graph: Mapping[str, MunicipalityNode], present: set[str]) -> list[Row]:
    """Return the former municipalities with the present municipality where the register knows it."""
    current = {node.earlier_code: node.gm_code for node in graph.values() if node.gm_code in present}
    current |= {code: code for code in present}
    found = [
        {
            "gm_code": row["gm_code"],
            "name": clean_place(row["naam"]),
            "valid_until": row["valid_until"],
            "successor": _successor(row, graph, current),
        }
        for row in rows
        if row["valid_until"] != BOROUGHS_ENDED_ON
    ]
    return sorted(found, key=lambda row: (row["name"], row["valid_until"], row["gm_code"]))


@dataclass(frozen=True, slots=True)
class MunicipalityNode:
    """A municipality in the chain of successors; ``earlier_code`` is its code before it was renamed."""

    gm_code: str
    successor_id: str
    earlier_code: str


def _municipality_graph(source: Path) -> dict[str, MunicipalityNode]:
    """Return code and successor of every municipality, present and former, by register id."""
    records = _read_json_lines(source / "roo_organisaties_volledig.jsonl.gz")
    return {str(record["id"]): _node(record) for record in records if record.get("type") == "gemeente"}


def _node(record: Mapping[str, Any]) -> MunicipalityNode:
    """Return one municipality of the full register as a link in the chain."""
    identifiers = record.get("identifiers") or {}
    tooi = str(identifiers.get("tooi") or "").rpartition("/")[2]
    return MunicipalityNode(
        gm_code=str(identifiers.get("organisatiecode") or tooi),
        successor_id=str(record.get("successor_id") or ""),
        earlier_code="gm" + str(identifiers.get("ictu") or "").removeprefix("0"),
    )


def _successor(row: Row, graph: Mapping[str, MunicipalityNode], current: Mapping[str, str]) -> str:
    """Follow the chain of successors to a present municipality; empty when the chain breaks off."""
    if row["gm_code"] in current:
        return current[row["gm_code"]]
    seen: set[str] = set()
    register_id = row["opvolger_id"]
    while register_id in graph and register_id not in seen:
        seen.add(register_id)
        node = graph[register_id]
        if node.gm_code in current:
            return current[node.gm_code]
        register_id = node.successor_id
    return ""


def _places(rows: Iterable[Row]) -> list[Row]:
    """Return each place with its municipality; a name may belong to several municipalities."""
    pairs = {(clean_place(row["plaats"]), row["gm_code"]) for row in rows}
    return [{"place": place, "gm_code": code} for place, code in sorted(pairs)]


def _official_hosts(values: Iterable[str]) -> list[str]:
    """Return the usable official hosts, sorted."""
    return sorted({host for value in values if (host := clean_host(value))})


def _bodies(records: Iterable[Mapping[str, Any]], kind: str, towns: Mapping[str, str]) -> list[Row]:
    """Return the water boards or the provinces."""
    found = [_body(record, kind, towns) for record in records if record["type"] == kind]
    _require_unique(found, "id")
    return sorted(found, key=lambda row: row["id"])


def _body(record: Mapping[str, Any], kind: str, towns: Mapping[str, str]) -> Row:
    """Return one water board or province in our columns."""
    name = str(record["naam"])
    if not (_WATER_BOARD_NAME.match(name) or name.lower().startswith(kind)):
        name = f"{kind.capitalize()} {name}"
    return {
        "id": slug(name),
        "name": name,
        "website": clean_site(str(record.get("website") or "")),
        "phone": _general_phone(record.get("phones") or []),
        "visiting_address": clean_address(str(record.get("bezoekadres") or ""), towns),
        "tooi": str(record.get("tooi") or ""),
        "source_url": str(record["bron_url"]),
        "checked_on": str(record.get("last_mutation") or ""),
    }


def _general_phone(phones: Sequence[Mapping[str, str]]) -> str:
    """Return the number that the register labels as general."""
    for phone in phones:
        if phone.get("label", "").lower() == "algemeen":
            return clean_phone(phone.get("nummer", ""))
    return ""


def _require_unique(rows: Iterable[Row], field: str) -> None:
    """Stop when two rows share an identifier: then one would silently hide the other."""
    seen: set[str] = set()
    for row in rows:
        if row[field] in seen:
            raise ValueError(f"{field} {row[field]!r} occurs twice in the register")
        seen.add(row[field])


def _read_csv(path: Path) -> list[Row]:
    """Read a CSV file with a header."""
    with path.open(encoding="utf-8", newline="") as stream:
        return [dict(row) for row in csv.DictReader(stream)]


def _write_csv(path: Path, fields: Sequence[str], rows: Iterable[Row]) -> None:
    """Write rows as CSV with Unix line ends."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, fieldnames=fields, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _read_json_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Read JSON lines, plain or gzipped."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            yield json.loads(line)


def _source_note(counts: RegisterCounts, snapshot: str) -> str:
    """Return the text of ``SOURCE.md``."""
    return _SOURCE_NOTE.format(
        snapshot=snapshot,
        municipalities=counts.municipalities,
        former=counts.former_municipalities,
        places=counts.places,
        hosts=counts.hosts,
        water_boards=counts.water_boards,
        provinces=counts.provinces,
    )


_SOURCE_NOTE = """\
# Where the register of organisations comes from

## Open register (written by `wegwijs ingest roo FOLDER`, do not edit by hand)

Origin: Register van Overheidsorganisaties (ROO), <https://organisaties.overheid.nl>, as republished by
<https://github.com/anneschuth/polder> (commit 82b2d3b, 2026-05-19). Licence of the data: CC0 1.0.
Latest change among the rows below: {snapshot}.

| file | rows | what |
| --- | ---: | --- |
| `gemeenten.csv` | {municipalities} | present municipalities |
| `gemeenten_opgeheven.csv` | {former} | former municipalities, with the present one where known |
| `plaatsen.csv` | {places} | place names with their municipality (a name can occur more than once) |
| `official_hosts.txt` | {hosts} | host names of public bodies: the list of links that may be shown |
| `waterschappen.csv` | {water_boards} | water boards |
| `provincies.csv` | {provinces} | provinces |

`checked_on` is the date on which the register row last changed.

Changed on the way: phone numbers in one notation (`073 615 51 55`, `14 0592`); websites as https and as
the root of the site; towns in addresses in their usual spelling; `'S` and `'T` in place names in lower
case.

Left out: e-mail addresses, people, councils, identifiers we do not use; the former boroughs of
Amsterdam; hosts that are malformed, that serve anyone (LinkedIn, Formdesk) or that belong to German and
Belgian towns; appointment pages without https. The register has no opening hours. The province of 43
municipalities was missing in the register and comes from <https://github.com/rwrw01/soevereinscan>
(facts only).

To renew: put a newer export with the same file names in a folder and run `wegwijs ingest roo FOLDER`.
The result is sorted, so `git diff` shows exactly what changed.

## Curated organisations: `national/` and `generic/`

Written by hand. Each file names its own sources and dates under `provenance`. A phone number has a
`certainty`: `register` means that it stands in the open register (date = last change of that row),
`known` means that it is a widely known national number that an editor entered. Where neither was
certain there is no number, only the site.

## `wetten.csv`

Law to organisation, from <https://github.com/MinBZK/poc-machine-law> (commit ddfe1fd, 2026-08-05;
EUPL-1.2): the short name of the law, its BWB number and the organisation that carries it out. Municipal
rows became `gemeente`. Corrected by hand where the source names the ministry or a registry that only
supplies data: Participatiewet, Bbz and Alcoholwet are carried out by the municipality; authority over
children, guardianship, administration and bankruptcy, and the loss of voting rights, belong to the
courts. Left out: laws of bodies that are not in this register and rows without a law.

## `producten.csv`

The "Uniforme Productnamenlijst" (UPL) of Logius, as published in
<https://github.com/maykinmedia/sdg-invoervoorziening> (commit a419347). **The list is of December
2021**: later laws (Omgevingswet, Wet betaalbare huur …) are missing, and temporary schemes in it have
ended. One row per product; several laws are joined with `; `. `organisation_id` is filled where one
body carries the product out: municipality, province or water board when that is the only level, and for
the central government the executing body where the law or the name leaves no doubt. Otherwise it is
empty. The placeholder "UPL-naam nog niet beschikbaar" was left out. Eleven products have no level in the
list itself.
"""
