"""The GGD, veiligheidsregio, omgevingsdienst, waterschap and provincie of a municipality, where the data names one.

A municipality that lies in several water boards has none here: then the citizen is told how to find the right one.
"""

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from pydantic import HttpUrl

from knowledge.schema import Line, Municipality, Record, Slug

# Columns of `gemeente_regio.csv` and `gemeente_waterschap.csv`, plus the province of the municipality itself.
LOCAL_KINDS = frozenset({"ggd", "veiligheidsregio", "omgevingsdienst", "waterschap", "provincie"})


class LocalBody(Record):
    """One regional body; empty cells are None."""

    id: Slug
    name: Line
    website: HttpUrl | None
    phone: str | None
    source_url: HttpUrl
    checked_on: date


def load_local_bodies(folder: Path, municipalities: Iterable[Municipality]) -> dict[tuple[str, str], LocalBody]:
    """(gm code, generic organisation id) → the body that works there."""
    bodies = _bodies(folder)
    found: dict[tuple[str, str], LocalBody] = {}
    for name in ("gemeente_regio.csv", "gemeente_waterschap.csv"):
        for row in _rows(folder / name):
            code = row.pop("gm_code")
            found |= {(code, kind): bodies[kind, value] for kind, value in row.items() if value}
    provinces = {body.name: body for (kind, _), body in bodies.items() if kind == "provincie"}
    for own in municipalities:
        body = provinces.get(f"Provincie {own.province}")
        if body:
            found[own.gm_code, "provincie"] = body
    return found


def _bodies(folder: Path) -> dict[tuple[str, str], LocalBody]:
    rows = [(row["kind"], row) for row in _rows(folder / "regios.csv")]
    rows += [("waterschap", row) for row in _rows(folder / "waterschappen.csv")]
    rows += [("provincie", row) for row in _rows(folder / "provincies.csv")]
    return {(kind, row["id"]): _body(row) for kind, row in rows} | _entered_by_an_editor(folder)


def _entered_by_an_editor(folder: Path) -> dict[tuple[str, str], LocalBody]:
    """Water boards that are missing in the open register; the other rows are in `regios.csv` already."""
    rows = [row for row in _rows(folder / "regios_bekend.csv") if row["kind"] == "waterschap"]
    return {
        (row["kind"], row["id"]): _body(row | {"source_url": row["website"], "checked_on": row["checked_on"]})
        for row in rows
    }


def _body(row: Mapping[str, str]) -> LocalBody:
    return LocalBody.model_validate({field: row.get(field) or None for field in LocalBody.model_fields})


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
