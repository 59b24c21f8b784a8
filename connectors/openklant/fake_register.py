"""What the fake Open Klant keeps in memory, with the rules of the real one that its document cannot express."""

import re
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from connectors.openklant.contract import PREFIX, Breach

Thing = dict[str, Any]

PHONE = re.compile(r"(0[1-9][0-9]{8}|\+[0-9]{9,15}|00[0-9]{7,13})")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
PARENTS = {
    "hadKlantcontact": "klantcontacten",
    "klantcontact": "klantcontacten",
    "aanleidinggevendKlantcontact": "klantcontacten",
    "verstrektDoorBetrokkene": "betrokkenen",
    "actor": "actoren",
    "toegewezenAanActoren": "actoren",
}


class Broken(Exception):
    """A rule of Open Klant beyond its document; carries what is wrong."""

    def __init__(self, name: str, code: str, reason: str) -> None:
        super().__init__(reason)
        self.breach = Breach(name, code, reason)


class Register:
    """Collections of things by uuid, in the order in which they were made."""

    def __init__(self) -> None:
        self.things: dict[str, dict[str, Thing]] = defaultdict(dict)

    def all(self, collection: str) -> list[Thing]:
        """The newest first, as Open Klant has it, with everything that follows from other things."""
        return [self.shown(collection, thing) for thing in reversed(self.things[collection].values())]

    def get(self, collection: str, uuid: str) -> Thing | None:
        found = self.things[collection].get(uuid)
        return self.shown(collection, found) if found else None

    def make(self, collection: str, body: Thing) -> Thing:
        self._check(collection, body)
        made = body | {"uuid": str(uuid.uuid4())}
        if collection == "internetaken":
            made["toegewezenOp"] = datetime.now(UTC).isoformat()
        self.things[collection][made["uuid"]] = made
        return self.shown(collection, made)

    def change(self, collection: str, uuid: str, body: Thing) -> Thing:
        changed = self.things[collection][uuid] | body
        self._check(collection, changed, uuid)
        self.things[collection][uuid] = changed
        return self.shown(collection, changed)

    def make_contact(self, body: Thing) -> Thing:
        """`maak-klantcontact`: all three or none."""
        made = {"klantcontact": self.make("klantcontacten", body["klantcontact"])}
        here = {"uuid": made["klantcontact"]["uuid"]}
        if "betrokkene" in body:
            made["betrokkene"] = self.make("betrokkenen", body["betrokkene"] | {"hadKlantcontact": here})
        if "onderwerpobject" in body:
            made["onderwerpobject"] = self.make("onderwerpobjecten", body["onderwerpobject"] | {"klantcontact": here})
        made["klantcontact"] = self.shown("klantcontacten", self.things["klantcontacten"][here["uuid"]])
        return made

    def shown(self, collection: str, thing: Thing) -> Thing:
        """A thing as the API gives it: with its url, and the urls of what it points to."""
        full = {name: self._with_urls(name, value) for name, value in thing.items()}
        full["url"] = _url(collection, thing["uuid"])
        for name, found in DERIVED.get(collection, {}).items():
            full[name] = found(self, thing["uuid"])
        return full

    def pointing(self, collection: str, field: str, uuid: str) -> Iterator[Thing]:
        """The things whose `field` names `uuid`."""
        for thing in self.things[collection].values():
            if (thing.get(field) or {}).get("uuid") == uuid:
                yield thing

    def _with_urls(self, name: str, value: Any) -> Any:
        if name not in PARENTS or not value:
            return value
        if isinstance(value, list):
            return [self._with_urls(name, one) for one in value]
        return value | {"url": _url(PARENTS[name], value["uuid"])}

    def _check(self, collection: str, body: Thing, uuid: str | None = None) -> None:
        self._check_parents(body)
        for name, value in body.items():
            if isinstance(value, str) and "\x00" in value:
                raise Broken(name, "null_characters_not_allowed", "Null-tekens zijn niet toegestaan.")
        if rule := RULES.get(collection):
            rule(self, body, uuid)

    def _check_parents(self, body: Thing) -> None:
        for name, collection in PARENTS.items():
            pointed = body.get(name) or []
            for one in pointed if isinstance(pointed, list) else [pointed]:
                if one["uuid"] not in self.things[collection]:
                    raise Broken(f"{name}.uuid", "invalid", "Het object bestaat niet.")


def _url(collection: str, uuid: str) -> str:
    return f"http://openklant.example{PREFIX}/{collection}/{uuid}"


def _keys(collection: str, field: str) -> Callable[[Register, str], list[Thing]]:
    def found(register: Register, uuid: str) -> list[Thing]:
        here = register.pointing(collection, field, uuid)
        return [{"uuid": thing["uuid"], "url": _url(collection, thing["uuid"])} for thing in here]

    return found


def _actors(register: Register, uuid: str) -> list[Thing]:
    links = register.pointing("actorklantcontacten", "klantcontact", uuid)
    return [register.shown("actoren", register.things["actoren"][link["actor"]["uuid"]]) for link in links]


DERIVED: Mapping[str, Mapping[str, Callable[[Register, str], Any]]] = {
    "klantcontacten": {
        "gingOverOnderwerpobjecten": _keys("onderwerpobjecten", "klantcontact"),
        "hadBetrokkenActoren": _actors,
        "omvatteBijlagen": lambda register, uuid: [],
        "hadBetrokkenen": _keys("betrokkenen", "hadKlantcontact"),
        "leiddeTotInterneTaken": _keys("internetaken", "aanleidinggevendKlantcontact"),
    },
    "betrokkenen": {
        "digitaleAdressen": _keys("digitaleadressen", "verstrektDoorBetrokkene"),
        "volledigeNaam": lambda register, uuid: "",
    },
}


def _task_rule(_: Register, body: Thing, uuid: str | None) -> None:
    if not uuid and ("toegewezenAanActor" in body) == ("toegewezenAanActoren" in body):
        raise Broken(
            "nonFieldErrors", "invalid", "toegewezenAanActor of toegewezenAanActoren is verplicht, niet beide."
        )
    if body.get("afgehandeldOp") and body["status"] != "verwerkt":
        raise Broken("afgehandeldOp", "invalid", "Alleen een verwerkte taak heeft een datum van afhandeling.")


def _address_rule(_: Register, body: Thing, uuid: str | None) -> None:
    pattern = {"telefoonnummer": PHONE, "email": EMAIL}.get(body["soortDigitaalAdres"])
    if pattern and not pattern.fullmatch(body["adres"]):
        raise Broken("adres", "invalid", f"Geen geldig adres van soort {body['soortDigitaalAdres']}.")


def _link_rule(register: Register, body: Thing, uuid: str | None) -> None:
    pair = (body["actor"]["uuid"], body["klantcontact"]["uuid"])
    for other in register.things["actorklantcontacten"].values():
        if pair == (other["actor"]["uuid"], other["klantcontact"]["uuid"]) and other["uuid"] != uuid:
            raise Broken("nonFieldErrors", "unique", "De velden actor, klantcontact moeten een unieke set zijn.")


def _contact_rule(_: Register, body: Thing, uuid: str | None) -> None:
    for name in ("kanaal", "onderwerp"):
        if not body[name].strip():
            raise Broken(f"klantcontact.{name}", "blank", "Dit veld mag niet leeg zijn.")


RULES: Mapping[str, Callable[[Register, Thing, str | None], None]] = {
    "internetaken": _task_rule,
    "digitaleadressen": _address_rule,
    "actorklantcontacten": _link_rule,
    "klantcontacten": _contact_rule,
}
