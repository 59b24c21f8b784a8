"""The uniform product list (UPL) of Logius: official names of services, as rows of `producten.csv`.

The list has a row a law; here each product has one row, with its laws joined. `organisation_id` is the level of
government when there is only one below the central government; what an editor filled in before is kept.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.ingest.draft import IngestFailed
from knowledge.ingest.tables import Row, Table, rows_of
from knowledge.problems import ContentProblems
from knowledge.reading import text_of

FIELDS = ("name", "levels", "audience", "law", "organisation_id")
FILE = "producten.csv"
LEVELS = {"Rijk": "rijk", "Provincie": "provincie", "Waterschap": "waterschap", "Gemeente": "gemeente"}
AUDIENCES = {"Burger": "burger", "Bedrijf": "ondernemer"}
NAME, LAW, MARK = "UniformeProductnaam", "Grondslaglabel", "X"
# Stands in the list for products without a name of their own.
PLACEHOLDER = "UPL-naam nog niet beschikbaar"


@dataclass
class _Product:
    levels: set[str] = field(default_factory=set)
    audience: set[str] = field(default_factory=set)
    laws: dict[str, None] = field(default_factory=dict)

    def add(self, row: Mapping[str, str]) -> None:
        self.levels |= {level for column, level in LEVELS.items() if row[column].strip() == MARK}
        self.audience |= {who for column, who in AUDIENCES.items() if row[column].strip() == MARK}
        if law := row[LAW].strip():
            self.laws[law] = None

    def row(self, name: str, known: str) -> Row:
        levels = [level for level in LEVELS.values() if level in self.levels]
        alone = levels[0] if len(levels) == 1 and levels[0] != "rijk" else ""
        return {
            "name": name,
            "levels": "+".join(levels),
            "audience": "+".join(who for who in AUDIENCES.values() if who in self.audience),
            "law": "; ".join(self.laws),
            "organisation_id": known or alone,
        }


def read(path: Path, register: Path) -> Table:
    """The products of a list, ready to write into `register`; raises `IngestFailed`."""
    products: dict[str, _Product] = {}
    for row in _rows(path):
        if (name := row[NAME].strip()) and name != PLACEHOLDER:
            products.setdefault(name, _Product()).add(row)
    known = {row["name"]: row["organisation_id"] for row in rows_of(register / FILE)}
    rows = [products[name].row(name, known.get(name, "")) for name in sorted(products, key=str.casefold)]
    return Table(FILE, FIELDS, ("name",), tuple(rows))


def _rows(path: Path) -> Iterable[dict[str, str]]:
    try:
        rows = csv.DictReader(io.StringIO(text_of(path)))
    except (OSError, ContentProblems) as error:
        raise IngestFailed(f"cannot read {path} as CSV in UTF-8: {error}") from error
    missing = {NAME, LAW, *LEVELS, *AUDIENCES} - set(rows.fieldnames or ())
    if missing:
        raise IngestFailed(f"{path} is no uniform product list: it has no column {min(missing)!r}")
    return [{key: value or "" for key, value in row.items() if key} for row in rows]
