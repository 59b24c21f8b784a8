"""The register of public bodies as the CSV that organisaties.overheid.nl gives: a selection, with semicolons.

A cell can hold several values: `14 0592, label: algemeen;…`, and for an address `adresType: Bezoekadres,
openbareRuimte: Spiekersteeg, huisnummer: 1, …`.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from knowledge.ingest.draft import IngestFailed
from knowledge.ingest.roo_export import Address, PublicBody
from knowledge.problems import ContentProblems
from knowledge.reading import text_of

NAME, KIND, CODE, TOOI = "Officiële naam", "Type", "Organisatiecode", "TOOi URI"
REQUIRED = (NAME, KIND, CODE, TOOI, "Telefoonnummers", "Internetpagina's", "Bevat plaatsen", "Laatste mutatie")
ADDRESS = {
    "street": "openbareRuimte", "number": "huisnummer", "suffix": "toevoeging", "box": "postbus",
    "postcode": "postcode", "town": "woonplaats", "province": "provincieAfkorting",
}  # fmt: skip
_PAIR = re.compile(r"(\w+): (.*?)(?=, \w+: |$)", re.DOTALL)
_DATE = re.compile(r"^(\d\d)-(\d\d)-(\d{4})$")


def read_csv(path: Path) -> Iterator[PublicBody]:
    """Every body in the file; raises `IngestFailed` when it is no such export."""
    try:
        rows = csv.DictReader(io.StringIO(text_of(path)), delimiter=";")
    except (OSError, ContentProblems) as error:
        raise IngestFailed(f"cannot read {path} as CSV in UTF-8: {error}") from error
    headings = [heading.strip() for heading in rows.fieldnames or ()]
    missing = [name for name in REQUIRED if name not in headings]
    if missing:
        raise IngestFailed(f"{path} is no export of the register: it has no column {missing[0]!r}")
    for row in rows:
        yield _body({(key or "").strip(): (value or "").strip() for key, value in row.items() if key})


def _body(row: Mapping[str, str]) -> PublicBody:
    return PublicBody(
        kind=row[KIND].casefold(),
        name=row[NAME],
        short_name=row.get("Afkorting", ""),
        code=row[CODE] or row[TOOI].rpartition("/")[2],
        tooi=row[TOOI],
        phones=_labelled(row["Telefoonnummers"]),
        sites=_labelled(row["Internetpagina's"]),
        appointment_url=row.get("Online afspraak url", ""),
        addresses=_addresses(next((value for key, value in row.items() if key.startswith("Adressen")), "")),
        places=tuple(place.strip() for place in row["Bevat plaatsen"].split(",") if place.strip()),
        changed_on=_iso(row["Laatste mutatie"]),
        ended_on=_iso(row.get("Einddatum", "")),
    )


def _labelled(cell: str) -> tuple[tuple[str, str], ...]:
    """`value, label: x;value, label: y` as (x, value), (y, value)."""
    parts = (part.partition(", label: ") for part in cell.split(";") if part.strip())
    return tuple((label.strip(), value.strip()) for value, _, label in parts)


def _addresses(cell: str) -> tuple[Address, ...]:
    entries = (dict(_PAIR.findall(entry)) for entry in re.split(r";(?=adresType: )", cell) if entry)
    return tuple(
        Address(entry.get("adresType", ""), **{field: entry.get(name, "") for field, name in ADDRESS.items()})
        for entry in entries
    )


def _iso(written: str) -> str:
    """`02-06-2025` as `2025-06-02`; an ISO date as it is."""
    return _DATE.sub(r"\3-\2-\1", written)
