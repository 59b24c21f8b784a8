"""Who carries out a product or a law, as the tables of the register say; read with the register, of the same folder."""

import csv
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from knowledge.problems import Problem

Table = Literal["product", "law"]
# Kind of mandate → its file and the column that holds the name.
TABLES: dict[Table, tuple[str, str]] = {"product": ("producten.csv", "name"), "law": ("wetten.csv", "law")}


@dataclass(frozen=True)
class Mandate:
    """A product or law by its official name, and the organisation that carries it out."""

    name: str
    kind: Table
    organisation: str


def load_mandates(folder: Path, known: Collection[str]) -> tuple[tuple[Mandate, ...], list[Problem]]:
    """Every row that names an organisation, and the rows that name one which is not `known`; a table may be absent."""
    mandates: list[Mandate] = []
    problems: list[Problem] = []
    for kind, (file, column) in TABLES.items():
        for line, row in _rows(folder / file):
            if row["organisation_id"] in known:
                mandates.append(Mandate(row[column], kind, row["organisation_id"]))
            elif row["organisation_id"]:
                problems.append(_unknown(folder / file, line, row["organisation_id"]))
    return tuple(mandates), problems


def _rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(enumerate(csv.DictReader(file), start=2))


def _unknown(path: Path, line: int, organisation: str) -> Problem:
    return Problem(
        path, line, f"organisation {organisation!r} is not in the register", "use the id of an organisation, or none"
    )
