"""The register of public bodies as XML (`exportOO.xml`, some 38 MB): read while it comes in, body by body.

Elements are found by their local names, so that a new version of the schema's address changes nothing. Entities are
not resolved and nothing is fetched.
"""

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from knowledge.ingest.draft import IngestFailed
from knowledge.ingest.roo_export import Address, PublicBody

ADDRESS = {
    "street": "openbareRuimte", "number": "huisnummer", "suffix": "toevoeging", "box": "postbus",
    "postcode": "postcode", "town": "woonplaats",
}  # fmt: skip


def read_xml(path: Path) -> Iterator[PublicBody]:
    """Every body in the export, parts of bodies too; raises `IngestFailed` when the file is broken or cut off."""
    opener = gzip.open if path.suffix == ".gz" else open
    found = 0
    try:
        with opener(path, "rb") as stream:
            options = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
            for _, element in etree.iterparse(stream, events=("end",), tag="{*}organisatie", **options):
                yield _body(element)
                found += 1
                element.clear()
    except (OSError, EOFError, etree.XMLSyntaxError) as error:
        raise IngestFailed(f"{path} is no whole export in XML: {error}") from error
    if not found:
        raise IngestFailed(f"{path} holds no <organisatie>: it is no export of the register")


def _body(element: Any) -> PublicBody:
    tooi = _attribute(element, "resourceIdentifierTOOI")
    codes = {
        _attribute(one, "naam").casefold(): (one.text or "").strip() for one in _all(element, "resourceIdentifier")
    }
    following = element.find("{*}nextVersion")
    return PublicBody(
        kind=_text(element, "types/type").casefold(),
        name=_text(element, "naam"),
        short_name=_text(element, "afkorting"),
        register_id=_attribute(element, "systeemId"),
        code=codes.get("organisatiecode") or tooi.rpartition("/")[2],
        tooi=tooi,
        phones=_labelled(element, "contact/telefoonnummers/telefoonnummer", "nummer"),
        sites=_labelled(element, "contact/internetadressen/internetadres", "url"),
        appointment_url=_text(element, "afspraak/url"),
        addresses=tuple(_address(one) for one in element.findall(_path("adressen/adres"))),
        places=tuple(p.strip() for p in _text(element, "geografie/bevatPlaatsen").split(",") if p.strip()),
        changed_on=_text(element, "datumMutatie"),
        ended_on=_text(element, "eindDatum"),
        successor_id="" if following is None else _attribute(following, "systeemId"),
    )


def _address(element: Any) -> Address:
    values = {field: _text(element, name) for field, name in ADDRESS.items()}
    province = _text(element, "provincieAfkorting") or _text(element, "provincie")
    return Address(_text(element, "adresType"), **values, province=province)


def _labelled(element: Any, path: str, value: str) -> tuple[tuple[str, str], ...]:
    return tuple((_text(one, "label"), _text(one, value)) for one in element.findall(_path(path)) if _text(one, value))


def _all(element: Any, name: str) -> list[Any]:
    return list(element.findall(_path(f"identificatiecodes/{name}")))


def _text(element: Any, path: str) -> str:
    return " ".join((element.findtext(_path(path)) or "").split())


def _path(path: str) -> str:
    """`a/b` in any namespace."""
    return "/".join(f"{{*}}{name}" for name in path.split("/"))


def _attribute(element: Any, name: str) -> str:
    """The value of an attribute, whatever its namespace."""
    values = (str(value) for key, value in element.attrib.items() if etree.QName(key).localname == name)
    return next(values, "").strip()
