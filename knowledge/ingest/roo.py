"""Carry the open register of Dutch public bodies (ROO) over into the project.

Facts that Wegwijs needs become small, sorted files, so that a clone works without the source and a renewed export
gives a readable difference in git. No e-mail addresses and no names of people are taken over. A value that cannot be
trusted is left empty, never guessed; one that the export does not hold is kept as it was.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from knowledge.ingest.draft import IngestFailed
from knowledge.ingest.roo_csv import read_csv
from knowledge.ingest.roo_export import Export, export_of
from knowledge.ingest.roo_folder import read_folder
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
from knowledge.ingest.roo_xml import read_xml
from knowledge.ingest.tables import Row, Table, require_unique, rows_of

MUNICIPALITY_FIELDS = (
    "gm_code", "id", "name", "short_name", "province", "website", "phone", "appointment_url", "visiting_address",
    "postal_address", "tooi", "source_url", "checked_on",
)  # fmt: skip
FORMER_FIELDS = ("gm_code", "name", "valid_until", "successor")
# A municipality that got another name, or lost a part, keeps its code and stands here more than once.
FORMER_KEY = ("gm_code", "name", "valid_until")
PLACE_FIELDS = ("place", "gm_code")
BODY_FIELDS = ("id", "name", "website", "phone", "visiting_address", "tooi", "source_url", "checked_on")

# Boroughs of Amsterdam that the register keeps among the former municipalities ("Noord", "West" …).
BOROUGHS_ENDED_ON = "2014-03-19"

_WATER_BOARD_NAME = re.compile(r"^(waterschap|hoogheemraadschap|wetterskip)\b", re.IGNORECASE)


def read(source: Path) -> Export:
    """An export in any of its forms: a folder, `.xml`, `.xml.gz` or `.csv`; raises `IngestFailed`."""
    today = datetime.now(UTC).date()
    if source.is_dir():
        return read_folder(source)
    if not source.is_file():
        raise IngestFailed(f"there is no file or folder {source}")
    if source.suffix == ".csv":
        return export_of(read_csv(source), complete=False, today=today)
    return export_of(read_xml(source), complete=True, today=today)


def tables_of(export: Export, register: Path) -> tuple[Table, ...]:
    """The tables to write into `register`; what is there now fills what the export does not hold."""
    known = {name: rows_of(register / name) for name in ("gemeenten.csv", "gemeenten_opgeheven.csv", "plaatsen.csv")}
    places = [{"place": clean_place(row["plaats"]), "gm_code": row["gm_code"]} for row in export.places]
    towns = town_spelling(row["place"] for row in (*places, *known["plaatsen.csv"]))
    municipalities = _municipalities(export.municipalities, towns, known["gemeenten.csv"])
    renewed = {row["gm_code"] for row in municipalities}
    if not export.complete:
        municipalities = _merged(known["gemeenten.csv"], municipalities, "gm_code")
        places += [row for row in known["plaatsen.csv"] if row["gm_code"] not in renewed]
    former = _former(export, known["gemeenten_opgeheven.csv"])
    return (
        Table("gemeenten.csv", MUNICIPALITY_FIELDS, ("gm_code",), _sorted(municipalities, "gm_code")),
        Table("gemeenten_opgeheven.csv", FORMER_FIELDS, FORMER_KEY, _sorted(former, "name", "valid_until", "gm_code")),
        Table("plaatsen.csv", PLACE_FIELDS, PLACE_FIELDS, _places(places)),
        _bodies("waterschappen.csv", "waterschap", export, register, towns),
        _bodies("provincies.csv", "provincie", export, register, towns),
        _official_hosts(export, register),
    )


def _municipalities(rows: Iterable[Row], towns: Mapping[str, str], known: Iterable[Row]) -> list[Row]:
    """The present municipalities, each with a unique id and code."""
    before = {row["gm_code"]: row for row in known}
    found = [_municipality(row, towns, before.get(row["gm_code"], {})) for row in rows]
    require_unique(found, "id", "municipalities")
    require_unique(found, "gm_code", "municipalities")
    return found


def _municipality(row: Row, towns: Mapping[str, str], before: Mapping[str, str]) -> Row:
    """One municipality in our columns."""
    return {
        "gm_code": row["gm_code"],
        "id": slug(row["naam"]),
        "name": row["naam"],
        "short_name": row["kort"],
        "province": row["provincie"] or before.get("province", ""),
        "website": clean_site(row["website"]),
        "phone": clean_phone(row["telefoon"]),
        "appointment_url": _appointment(row["afspraak_url"]),
        "visiting_address": clean_address(row["bezoekadres"], towns),
        "postal_address": clean_address(row["postadres"], towns),
        "tooi": row["tooi"],
        "source_url": row["bron_url"] or before.get("source_url", row["tooi"]),
        "checked_on": row["last_mutation"],
    }


def _appointment(value: str) -> str:
    """The page for an appointment; a bare unencrypted home page is not one."""
    return clean_url(value) if value.strip().lower().startswith("https://") else ""


def _former(export: Export, known: Iterable[Row]) -> list[Row]:
    """The former municipalities, with the present one where the export or the file knows it; none is forgotten."""
    before = {tuple(row[name] for name in FORMER_KEY): row for row in known}
    now = (
        {
            "gm_code": row["gm_code"],
            "name": clean_place(row["naam"]),
            "valid_until": row["valid_until"],
            "successor": export.successors.get(row["gm_code"], ""),
        }
        for row in export.former
        if row["valid_until"] != BOROUGHS_ENDED_ON
    )
    found = dict(before)
    for row in now:
        key = tuple(row[name] for name in FORMER_KEY)
        found[key] = row | {"successor": row["successor"] or before.get(key, row)["successor"]}
    return list(found.values())


def _places(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Each place with its municipality; a name may belong to several municipalities."""
    pairs = {(row["place"], row["gm_code"]) for row in rows}
    return tuple({"place": place, "gm_code": code} for place, code in sorted(pairs))


def _official_hosts(export: Export, register: Path) -> Table:
    """The usable official hosts; a selection of the register only adds to what is known."""
    path = register / "official_hosts.txt"
    before = path.read_text(encoding="utf-8").split() if path.exists() and not export.complete else []
    hosts = {host for value in (*export.hosts, *before) if (host := clean_host(value))}
    return Table("official_hosts.txt", ("host",), ("host",), tuple({"host": host} for host in sorted(hosts)))


def _bodies(file: str, kind: str, export: Export, register: Path, towns: Mapping[str, str]) -> Table:
    """The water boards or the provinces."""
    known = rows_of(register / file)
    pages = {row["id"]: row["source_url"] for row in known}
    found = [_body(row, kind, towns, pages) for row in export.bodies if row["type"] == kind]
    require_unique(found, "id", file)
    rows = found if export.complete else _merged(known, found, "id")
    return Table(file, BODY_FIELDS, ("id",), _sorted(rows, "id"))


def _body(row: Row, kind: str, towns: Mapping[str, str], pages: Mapping[str, str]) -> Row:
    name = row["naam"]
    if not (_WATER_BOARD_NAME.match(name) or name.lower().startswith(kind)):
        name = f"{kind.capitalize()} {name}"
    return {
        "id": slug(name),
        "name": name,
        "website": clean_site(row["website"]),
        "phone": clean_phone(row["telefoon"]),
        "visiting_address": clean_address(row["bezoekadres"], towns),
        "tooi": row["tooi"],
        "source_url": row["bron_url"] or pages.get(slug(name), row["tooi"]),
        "checked_on": row["last_mutation"],
    }


def _merged(before: Iterable[Row], now: Iterable[Row], key: str) -> list[Row]:
    """The rows of both; a row of now replaces the one of before, unless that is of a later day."""
    rows = {row[key]: row for row in before}
    for row in now:
        if row["checked_on"] >= rows.get(row[key], row)["checked_on"]:
            rows[row[key]] = row
    return list(rows.values())


def _sorted(rows: Iterable[Row], *fields: str) -> tuple[Row, ...]:
    return tuple(sorted(rows, key=lambda row: tuple(row[field] for field in fields)))
