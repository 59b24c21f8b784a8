"""The filters of the fake Open Klant: those that Wegwijs uses. Any other is refused rather than ignored."""

from collections.abc import Callable, Mapping
from typing import Any

from connectors.openklant.fake_register import Register, Thing

Fits = Callable[[Register, Thing, str], bool]
PAGE_SIZE = 100


class NoSuchFilter(Exception):
    """A parameter that the fake does not know; the real one may."""


def page(register: Register, collection: str, query: Mapping[str, str]) -> Thing:
    """What fits all of the filters, in the one page that a fake needs."""
    for name in query:
        if name not in FILTERS.get(collection, {}):
            raise NoSuchFilter(name)
    fits = FILTERS.get(collection, {})
    found = [
        thing
        for thing in register.all(collection)
        if all(fits[name](register, thing, value) for name, value in query.items())
    ]
    return {"count": len(found), "next": None, "previous": None, "results": found[:PAGE_SIZE]}


def _equals(*path: str) -> Fits:
    def fits(_: Register, thing: Thing, wanted: str) -> bool:
        value: Any = thing
        for step in path:
            value = (value or {}).get(step)
        return bool(value == wanted)

    return fits


def _about(part: str) -> Fits:
    def fits(register: Register, thing: Thing, wanted: str) -> bool:
        objects = register.pointing("onderwerpobjecten", "klantcontact", thing["uuid"])
        return any(one["onderwerpobjectidentificator"][part] == wanted for one in objects)

    return fits


PARTS = ("objectId", "codeObjecttype", "codeRegister", "codeSoortObjectId")


def _capital(part: str) -> str:
    return part[0].upper() + part[1:]


FILTERS: Mapping[str, Mapping[str, Fits]] = {
    "actoren": {"naam": _equals("naam"), "soortActor": _equals("soortActor")}
    | {f"actoridentificator{_capital(part)}": _equals("actoridentificator", part) for part in PARTS},
    "klantcontacten": {
        f"onderwerpobject__onderwerpobjectidentificator{_capital(part)}": _about(part) for part in PARTS
    },
    "betrokkenen": {"hadKlantcontact__uuid": _equals("hadKlantcontact", "uuid")},
    "digitaleadressen": {"referentie": _equals("referentie")},
    "actorklantcontacten": {
        "actor__uuid": _equals("actor", "uuid"),
        "klantcontact__uuid": _equals("klantcontact", "uuid"),
    },
    "internetaken": {
        "aanleidinggevendKlantcontact__uuid": _equals("aanleidinggevendKlantcontact", "uuid"),
        "status": _equals("status"),
    },
}
