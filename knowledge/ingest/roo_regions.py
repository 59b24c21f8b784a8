"""GGD, veiligheidsregio and omgevingsdienst of every municipality, from the open register.

The register holds the joint arrangements ("gemeenschappelijke regelingen") with the municipalities that take
part. A municipality gets a region only when exactly one present arrangement of that kind names it. What the
register lacks or mixes up stands in `regios_bekend.csv`, entered by an editor: five GGDs that are part of a
safety region, and two safety regions that share an abbreviation in the source.
"""

import csv
import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from knowledge.ingest.roo_values import clean_phone, clean_site, slug

type Row = dict[str, str]

KINDS: Mapping[str, re.Pattern[str]] = {
    "ggd": re.compile(r"\bggd\b|gezondheidsdienst|gezondheidsregio|dienst gezondheid & jeugd", re.IGNORECASE),
    "veiligheidsregio": re.compile(r"veiligheidsregio|veiligheids- en gezond", re.IGNORECASE),
    "omgevingsdienst": re.compile(r"omgevingsdienst|milieudienst|uitvoeringsdienst|utfieringstsjinst", re.IGNORECASE),
}
REGION_FIELDS = ("id", "kind", "name", "website", "phone", "source_url", "checked_on")
LINK_FIELDS = ("gm_code", *KINDS)
# In 2026 one service for the whole province of Utrecht replaced these two, whose arrangements still stand open.
REPLACED = frozenset({"Omgevingsdienst regio Utrecht", "Regionale uitvoeringsdienst Utrecht 2.0"})
LONG_NAME = re.compile(r"(?:gemeentelijke|gemeenschappelijke|geneeskundige) gezondheidsdienst", re.IGNORECASE)


def import_regions(source: Path, target: Path) -> int:
    """Write `regios.csv` and `gemeente_regio.csv` into `target`; says how many municipalities got a row.

    `target` must hold `gemeenten.csv` and `regios_bekend.csv` already.
    """
    bodies = [body for body in _records(source) if not body["valid_until"]]
    known = _read(target / "regios_bekend.csv")
    members = _members(bodies)
    codes = sorted(row["gm_code"] for row in _read(target / "gemeenten.csv"))
    links = [_link(code, members, known) for code in codes]
    used = {link[kind] for link in links for kind in KINDS} - {""}
    regions = [_region(kind, name, bodies, known) for kind, name in sorted(_named(members))]
    regions += [_known_region(row) for row in known if row["veiligheidsregio"]]
    regions = sorted((row for row in regions if row["id"] in used), key=lambda row: (row["kind"], row["id"]))
    _write(target / "regios.csv", REGION_FIELDS, regions)
    _write(target / "gemeente_regio.csv", LINK_FIELDS, links)
    return len(links)


type Members = Mapping[str, Mapping[str, set[str]]]  # kind → gm code → names of regions


def _members(bodies: Iterable[Mapping[str, Any]]) -> Members:
    found: dict[str, defaultdict[str, set[str]]] = {kind: defaultdict(set) for kind in KINDS}
    for body in bodies:
        arrangement = body.get("gr_meta") or {}
        name = (arrangement.get("regionaal_samenwerkingsorgaan") or {}).get("naam")
        if name is None or name in REPLACED:
            continue
        for kind, pattern in KINDS.items():
            if pattern.search(name):
                for code in _codes(arrangement):
                    found[kind][code].add(name)
    return found


def _codes(arrangement: Mapping[str, Any]) -> Iterator[str]:
    for member in arrangement.get("deelnemende_organisaties") or []:
        address = member.get("tooi") or ""
        if "/gemeente/" in address:
            yield address.rpartition("/")[2]


def _named(members: Members) -> set[tuple[str, str]]:
    return {(kind, name) for kind, by_code in members.items() for names in by_code.values() for name in names}


def _link(code: str, members: Members, known: Iterable[Row]) -> Row:
    link = {"gm_code": code} | {kind: _only(kind, members[kind].get(code, set())) for kind in KINDS}
    if not link["ggd"]:
        of_safety_region = {row["veiligheidsregio"]: row["id"] for row in known if row["veiligheidsregio"]}
        link["ggd"] = of_safety_region.get(link["veiligheidsregio"], "")
    return link


def _only(kind: str, names: set[str]) -> str:
    return _id(kind, next(iter(names))) if len(names) == 1 else ""


def _id(kind: str, name: str) -> str:
    own = slug(_short(name))
    return own if own.startswith((kind, "veiligheids", "dienst", "dcmr", "regionale", "fryske")) else f"{kind}-{own}"


def _short(name: str) -> str:
    return LONG_NAME.sub("GGD", name)


def _region(kind: str, name: str, bodies: Iterable[Mapping[str, Any]], known: Iterable[Row]) -> Row:
    body = next((body for body in bodies if _current_name(body) == name and body.get("contact")), {})
    row = {
        "id": _id(kind, name),
        "kind": kind,
        "name": _short(name),
        "website": clean_site(str((body.get("contact") or {}).get("website") or "")),
        "phone": _phone((body.get("contact") or {}).get("phones") or []),
        "source_url": (body.get("sources") or [{}])[0].get("url", ""),
        "checked_on": str(body.get("last_mutation") or ""),
    }
    corrected = next((entry for entry in known if entry["id"] == row["id"]), None)
    return _known_region(corrected) if corrected else _without_platform(row)


def _known_region(row: Row) -> Row:
    return {field: row.get(field, "") for field in REGION_FIELDS} | {"source_url": row["website"]}


def _without_platform(row: Row) -> Row:
    """A page on LinkedIn is no site of government."""
    return row | {"website": ""} if "linkedin." in row["website"] else row


def _phone(phones: Iterable[Mapping[str, str]]) -> str:
    """The general number; a mobile number belongs to a person."""
    numbers = [clean_phone(p.get("nummer", "")) for p in phones if p.get("label", "").lower() == "algemeen"]
    return next((number for number in numbers if number and not number.startswith("06")), "")


def _current_name(body: Mapping[str, Any]) -> str:
    open_names = [name for name in body["names"] if not name.get("valid_until")]
    return str((open_names or body["names"])[-1]["value"])


def _records(source: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(source / "roo_organisaties_volledig.jsonl.gz", "rt", encoding="utf-8") as stream:
        yield from map(json.loads, stream)


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as stream:
        return [dict(row) for row in csv.DictReader(stream)]


def _write(path: Path, fields: tuple[str, ...], rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, fieldnames=fields, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
