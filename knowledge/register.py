"""The register of organisations: national ones curated by hand, municipalities from open data.

`gemeente`, `ggd` and their like are generic: which one depends on where a citizen lives. With a known
municipality, `card("gemeente", …)` gives that municipality's own site, appointment page and phone, and
`card("ggd", …)` the GGD that works there.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import ValidationError

from bot.reply import OrganisationCard, Phone
from bot.settings import ROOT
from knowledge.mandates import Mandate, load_mandates
from knowledge.places.gazetteer import Gazetteer, load_gazetteer
from knowledge.problems import ContentProblems, Problem, schema_problems, yaml_problem
from knowledge.reading import yaml_of
from knowledge.regions import LOCAL_KINDS, LocalBody, load_local_bodies
from knowledge.schema import Municipality, Organisation

REGISTER_DIR = ROOT / "knowledge" / "organisations"
MUNICIPALITY = "gemeente"
LAST_DOOR = "informatie-rijksoverheid"


@dataclass(frozen=True, eq=False)
class Register:
    """Organisations by id, municipalities by code, what place names mean, and the regional bodies by code and id.

    `mandates`: the products and laws of which it is known who carries them out.
    """

    organisations: Mapping[str, Organisation]
    municipalities: Mapping[str, Municipality]
    gazetteer: Gazetteer
    local_bodies: Mapping[tuple[str, str], LocalBody]
    official_hosts: frozenset[str]
    mandates: tuple[Mandate, ...] = ()

    def name(self, organisation_id: str) -> str:
        return self.organisations[organisation_id].name

    def card(self, organisation_id: str, role: str = "", municipality: str | None = None) -> OrganisationCard:
        """Who this is and how to reach them; `municipality` is a gm code or name. Raises KeyError when unknown."""
        organisation = self.organisations[organisation_id]
        place = self.municipality(municipality)
        if place is None:
            return _organisation_card(organisation, role)
        if organisation_id == MUNICIPALITY:
            return _municipality_card(place, organisation, role)
        body = self.local_bodies.get((place.gm_code, organisation_id))
        return _body_card(body, organisation, role) if body else _organisation_card(organisation, role)

    def is_local(self, organisation_id: str) -> bool:
        """Whether which organisation this is follows from where a citizen lives, and is known for most places."""
        return organisation_id == MUNICIPALITY or organisation_id in LOCAL_KINDS

    def municipality(self, code_or_name: str | None) -> Municipality | None:
        """The municipality of a gm code, of the name on its card, or of a name that means exactly one."""
        if code_or_name is None or code_or_name in self.municipalities:
            return self.municipalities[code_or_name] if code_or_name else None
        if on_card := [one for one in self.municipalities.values() if one.name == code_or_name]:
            return on_card[0]
        own = self.gazetteer.municipality_named(code_or_name)
        found = own if len(own) == 1 else self.gazetteer.named(code_or_name)
        return self.municipalities[found[0].gm_code] if len(found) == 1 else None

    def municipalities_at(self, place: str) -> tuple[Municipality, ...]:
        """The municipalities that a place or municipality name can mean; none, one or several."""
        return tuple(self.municipalities[found.gm_code] for found in self.gazetteer.named(place))


def _organisation_card(organisation: Organisation, role: str) -> OrganisationCard:
    phones = tuple(Phone(number=p.number, text=p.text, hours=p.hours) for p in organisation.contact.phone)
    online = organisation.contact.online
    return OrganisationCard(
        id=organisation.id,
        name=organisation.name,
        task=organisation.task,
        role=role,
        website=str(organisation.website) if organisation.website else None,
        phones=phones,
        find=online[0].text if online and organisation.kind == "generiek" else None,
        desk=_desk(organisation),
        help=tuple(link.text for link in organisation.help),
    )


def _desk(organisation: Organisation) -> str | None:
    return " ".join(link.text for link in organisation.contact.desk) or None


def _municipality_card(place: Municipality, generic: Organisation, role: str) -> OrganisationCard:
    return OrganisationCard(
        id=generic.id,
        name=place.name,
        task=generic.task,
        role=role,
        website=str(place.website) if place.website else None,
        appointment_url=str(place.appointment_url) if place.appointment_url else None,
        phones=(Phone(number=place.phone),) if place.phone else (),
        desk=" ".join(filter(None, (place.visiting_address and f"{place.visiting_address}.", _desk(generic)))) or None,
        help=tuple(link.text for link in generic.help),
    )


def _body_card(body: LocalBody, generic: Organisation, role: str) -> OrganisationCard:
    return OrganisationCard(
        id=generic.id,
        name=body.name,
        task=generic.task,
        role=role,
        website=str(body.website) if body.website else None,
        phones=(Phone(number=body.phone),) if body.phone else (),
    )


def load_register(folder: Path = REGISTER_DIR) -> Register:
    """The whole register; raises `ContentProblems` with every mistake found."""
    organisations, problems = _read_organisations(sorted(folder.glob("*/*.yaml")))
    municipalities, more = _read_municipalities(folder / "gemeenten.csv")
    mandates, unknown = load_mandates(folder, {organisation.id for organisation in organisations})
    problems += more + unknown + _cross_check(organisations, folder)
    if problems:
        raise ContentProblems(problems)
    hosts = _lines(folder / "official_hosts.txt") | _lines(folder / "more_hosts.txt")
    return Register(
        organisations={organisation.id: organisation for organisation in organisations},
        municipalities=municipalities,
        gazetteer=load_gazetteer(folder, municipalities),
        local_bodies=load_local_bodies(folder, municipalities.values()),
        official_hosts=hosts,
        mandates=mandates,
    )


def _lines(path: Path) -> frozenset[str]:
    """The lines of a list, without comments; empty when there is no such file."""
    rows = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return frozenset(row.strip() for row in rows if row.strip() and not row.startswith("#"))


def _read_organisations(paths: Iterable[Path]) -> tuple[list[Organisation], list[Problem]]:
    organisations: list[Organisation] = []
    problems: list[Problem] = []
    for path in paths:
        source = path.read_text(encoding="utf-8")
        try:
            organisation = Organisation.model_validate(yaml_of(source))
        except yaml.YAMLError as error:
            problems.append(yaml_problem(path, error))
        except ValidationError as error:
            problems += schema_problems(path, source, error)
        else:
            organisations.append(organisation)
            if organisation.id != path.stem:
                problems.append(
                    Problem(path, 1, f"id is {organisation.id!r}", f"use the file's name as id: {path.stem}")
                )
    return organisations, problems


def _read_municipalities(path: Path) -> tuple[dict[str, Municipality], list[Problem]]:
    municipalities: dict[str, Municipality] = {}
    problems: list[Problem] = []
    with path.open(encoding="utf-8", newline="") as file:
        for line, row in enumerate(csv.DictReader(file), start=2):
            try:
                place = Municipality.model_validate({key: value or None for key, value in row.items()})
            except ValidationError as error:
                problems += [
                    Problem(
                        path,
                        line,
                        f"{e['loc']}: {e['msg']}",
                        "correct the row, or run: wegwijs ingest roo FOLDER",
                    )
                    for e in error.errors()
                ]
            else:
                municipalities[place.gm_code] = place
    return municipalities, problems


def _cross_check(organisations: list[Organisation], folder: Path) -> list[Problem]:
    known = {organisation.id for organisation in organisations}
    problems = [
        Problem(
            _path_of(o, folder),
            1,
            f"not_for points to {other.instead!r}, which does not exist",
            "use the id of an organisation in the register",
        )
        for o in organisations
        for other in o.not_for
        if other.instead not in known
    ]
    if LAST_DOOR not in known or MUNICIPALITY not in known:
        problems.append(
            Problem(
                folder,
                1,
                f"{LAST_DOOR} or {MUNICIPALITY} is missing",
                "these two are the last doors that are always open: add them",
            )
        )
    return problems


def _path_of(organisation: Organisation, folder: Path) -> Path:
    kind = "generic" if organisation.kind == "generiek" else "national"
    return folder / kind / f"{organisation.id}.yaml"
