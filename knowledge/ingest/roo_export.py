"""What an export of the register of public bodies (ROO) holds, whichever form it came in.

organisaties.overheid.nl/archive/exportOO.xml   knowledge.ingest.roo_xml     the whole register
the CSV that the site gives for a selection      knowledge.ingest.roo_csv     a part of it
a folder of derived files (CSV, JSON Lines)      knowledge.ingest.roo_folder  the whole register
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit

from knowledge.ingest.roo_values import clean_url, slug
from knowledge.ingest.tables import Row

PROVINCES = {
    "DR": "Drenthe", "FL": "Flevoland", "FR": "Fryslân", "GD": "Gelderland", "GR": "Groningen", "LB": "Limburg",
    "NB": "Noord-Brabant", "NH": "Noord-Holland", "OV": "Overijssel", "UT": "Utrecht", "ZL": "Zeeland",
    "ZH": "Zuid-Holland",
}  # fmt: skip
GENERAL = "algemeen"


@dataclass(frozen=True)
class Address:
    """One address of a body; empty strings where the register has nothing."""

    kind: str
    street: str = ""
    number: str = ""
    suffix: str = ""
    box: str = ""
    postcode: str = ""
    town: str = ""
    province: str = ""

    def __str__(self) -> str:
        place = f"Postbus {self.box}" if self.box else f"{self.street} {self.number}{self.suffix}".strip()
        return f"{place}, {self.postcode} {self.town}" if place and self.town else ""


@dataclass(frozen=True)
class PublicBody:
    """One organisation of the register. Dates are ISO; `phones` and `sites` are (label, value)."""

    kind: str
    name: str
    short_name: str = ""
    register_id: str = ""
    code: str = ""
    tooi: str = ""
    phones: tuple[tuple[str, str], ...] = ()
    sites: tuple[tuple[str, str], ...] = ()
    appointment_url: str = ""
    addresses: tuple[Address, ...] = ()
    places: tuple[str, ...] = ()
    changed_on: str = ""
    ended_on: str = ""
    successor_id: str = ""

    def address(self, kind: str) -> Address:
        return next((one for one in self.addresses if one.kind.casefold() == kind), Address(kind))

    @property
    def province(self) -> str:
        written = next((one.province for one in self.addresses if one.province), "")
        return PROVINCES.get(written.upper(), written if written in PROVINCES.values() else "")

    @property
    def source_url(self) -> str:
        if not self.register_id:
            return ""
        return f"https://organisaties.overheid.nl/{self.register_id}/{slug(self.short_name or self.name)}"


@dataclass(frozen=True)
class Export:
    """The rows that `knowledge.ingest.roo` makes tables of. `complete`: what is not in it does not exist any more."""

    municipalities: tuple[Row, ...]
    former: tuple[Row, ...]
    places: tuple[Row, ...]
    hosts: tuple[str, ...]
    bodies: tuple[Row, ...]
    complete: bool = True
    successors: Mapping[str, str] = field(default_factory=dict)
    """gm code of a former municipality → gm code of the present one."""


def export_of(bodies: Iterable[PublicBody], complete: bool, today: date) -> Export:
    """The rows of all bodies that exist today, and the municipalities that ended."""
    known = list(bodies)
    present = [body for body in known if not body.ended_on or body.ended_on > today.isoformat()]
    ended = [body for body in known if body.kind == "gemeente" and body.code and body not in present]
    current = [body for body in present if body.kind == "gemeente" and body.code]
    return Export(
        municipalities=tuple(_municipality(body) for body in current),
        former=tuple({"gm_code": b.code, "naam": _bare(b.name), "valid_until": b.ended_on} for b in ended),
        places=tuple({"plaats": place, "gm_code": body.code} for body in current for place in body.places),
        hosts=tuple(sorted({host for body in present for host in _hosts(body)})),
        bodies=tuple(_body(body) for body in present if body.kind in ("waterschap", "provincie")),
        complete=complete,
        successors=_successors(known, {body.code for body in current}),
    )


def _municipality(body: PublicBody) -> Row:
    return _body(body) | {
        "gm_code": body.code,
        "kort": body.short_name or _bare(body.name),
        "provincie": body.province,
        "afspraak_url": body.appointment_url,
        "postadres": str(body.address("postadres")),
    }


def _body(body: PublicBody) -> Row:
    return {
        "type": body.kind,
        "naam": body.name,
        "website": clean_url(_general(body.sites)),
        "telefoon": _general(body.phones),
        "bezoekadres": str(body.address("bezoekadres")),
        "tooi": body.tooi,
        "bron_url": body.source_url,
        "last_mutation": body.changed_on,
    }


def _general(labelled: tuple[tuple[str, str], ...]) -> str:
    """The value that the register labels as general, else the first."""
    general = [value for label, value in labelled if label.casefold() == GENERAL]
    return (general or [value for _, value in labelled] or [""])[0]


def _hosts(body: PublicBody) -> set[str]:
    return {urlsplit(clean_url(site)).hostname or "" for _, site in body.sites} - {""}


def _bare(name: str) -> str:
    return name.removeprefix("Gemeente ")


def _successors(bodies: Iterable[PublicBody], present: set[str]) -> dict[str, str]:
    by_id = {body.register_id: body for body in bodies if body.register_id}
    found: dict[str, str] = {}
    for body in by_id.values():
        seen, one = {body.register_id}, body
        while one.code not in present and one.successor_id in by_id and one.successor_id not in seen:
            seen.add(one.successor_id)
            one = by_id[one.successor_id]
        if one.code in present and one.code != body.code:
            found[body.code] = one.code
    return found
