"""The register of public bodies as a folder of derived files, as republished by `polder` and cut to size.

It holds `gemeenten_huidig.csv`, `gemeenten_opgeheven.csv`, `plaats_gemeente.csv`, `officiele_hosts.csv`,
`organisaties_overig_huidig.jsonl` and `roo_organisaties_volledig.jsonl.gz`.
"""

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.ingest.draft import IngestFailed
from knowledge.ingest.roo_export import GENERAL, Export
from knowledge.ingest.tables import Row, rows_of

NEEDED = (
    "gemeenten_huidig.csv", "gemeenten_opgeheven.csv", "plaats_gemeente.csv", "officiele_hosts.csv",
    "organisaties_overig_huidig.jsonl", "roo_organisaties_volledig.jsonl.gz",
)  # fmt: skip


def read_folder(folder: Path) -> Export:
    """The rows of the files; raises `IngestFailed` when one is missing or broken."""
    missing = [name for name in NEEDED if not (folder / name).is_file()]
    if missing:
        raise IngestFailed(f"{folder} lacks {', '.join(missing)}; see knowledge/organisations/SOURCE.md")
    try:
        municipalities = rows_of(folder / "gemeenten_huidig.csv")
        former = rows_of(folder / "gemeenten_opgeheven.csv")
        return Export(
            municipalities=tuple(municipalities),
            former=tuple(former),
            places=tuple(rows_of(folder / "plaats_gemeente.csv")),
            hosts=tuple(row["host"] for row in rows_of(folder / "officiele_hosts.csv")),
            bodies=tuple(_body(record) for record in _json_lines(folder / "organisaties_overig_huidig.jsonl")),
            successors=_successors(former, _chain(folder), {row["gm_code"] for row in municipalities}),
        )
    except (OSError, EOFError, KeyError, ValueError) as error:
        raise IngestFailed(f"{folder} is no whole register: {type(error).__name__} {error}") from error


def _body(record: Mapping[str, Any]) -> Row:
    return {
        "type": str(record["type"]),
        "naam": str(record["naam"]),
        "website": str(record.get("website") or ""),
        "telefoon": _general_phone(record.get("phones") or []),
        "bezoekadres": str(record.get("bezoekadres") or ""),
        "tooi": str(record.get("tooi") or ""),
        "bron_url": str(record["bron_url"]),
        "last_mutation": str(record.get("last_mutation") or ""),
    }


def _general_phone(phones: Sequence[Mapping[str, str]]) -> str:
    """The number that the register labels as general."""
    return next((p.get("nummer", "") for p in phones if p.get("label", "").lower() == GENERAL), "")


@dataclass(frozen=True, slots=True)
class _Municipality:
    """A municipality in the chain of successors; `earlier_code` is its code before it was renamed."""

    gm_code: str
    successor_id: str
    earlier_code: str


def _chain(folder: Path) -> dict[str, _Municipality]:
    """Code and successor of every municipality, present and former, by id in the source."""
    records = _json_lines(folder / "roo_organisaties_volledig.jsonl.gz")
    return {str(record["id"]): _link(record) for record in records if record.get("type") == "gemeente"}


def _link(record: Mapping[str, Any]) -> _Municipality:
    identifiers = record.get("identifiers") or {}
    tooi = str(identifiers.get("tooi") or "").rpartition("/")[2]
    return _Municipality(
        gm_code=str(identifiers.get("organisatiecode") or tooi),
        successor_id=str(record.get("successor_id") or ""),
        earlier_code="gm" + str(identifiers.get("ictu") or "").removeprefix("0"),
    )


def _successors(former: Sequence[Row], chain: Mapping[str, _Municipality], present: set[str]) -> dict[str, str]:
    current = {link.earlier_code: link.gm_code for link in chain.values() if link.gm_code in present}
    current |= {code: code for code in present}
    found = {row["gm_code"]: _successor(row, chain, current) for row in former}
    return {code: successor for code, successor in found.items() if successor}


def _successor(row: Row, chain: Mapping[str, _Municipality], current: Mapping[str, str]) -> str:
    """Follow the chain to a present municipality; empty when it breaks off."""
    if row["gm_code"] in current:
        return current[row["gm_code"]]
    seen: set[str] = set()
    source_id = row["opvolger_id"]
    while source_id in chain and source_id not in seen:
        seen.add(source_id)
        link = chain[source_id]
        if link.gm_code in current:
            return current[link.gm_code]
        source_id = link.successor_id
    return ""


def _json_lines(path: Path) -> Iterator[dict[str, Any]]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            yield json.loads(line)
