"""The register: everybody in it, every phone number with its origin, a citizen's own municipality."""

import csv
import json
from pathlib import Path

import pytest

from knowledge.problems import ContentProblems
from knowledge.register import LAST_DOOR, MUNICIPALITY, REGISTER_DIR, Register, load_register
from knowledge.schema import Organisation


@pytest.fixture(scope="module")
def register() -> Register:
    return load_register()


def test_all_municipalities_and_many_national_organisations_are_there(register: Register) -> None:
    assert len(register.municipalities) == 342
    assert sum(o.kind != "generiek" for o in register.organisations.values()) >= 120


def test_the_last_doors_are_open(register: Register) -> None:
    assert register.card(LAST_DOOR).phones[0].number == "1400"
    assert register.card(MUNICIPALITY).find


def test_a_known_municipality_gives_its_own_site_and_phone(register: Register) -> None:
    card = register.card(MUNICIPALITY, "Hier vraagt u het aan.", "gm0014")
    assert card.name == "Gemeente Groningen"
    assert card.website == "https://gemeente.groningen.nl/"
    assert card.phones
    assert card.appointment_url


def test_an_unknown_municipality_leaves_the_generic_card(register: Register) -> None:
    assert register.card(MUNICIPALITY, municipality="gm9999").find


def test_every_phone_number_says_where_it_comes_from(register: Register) -> None:
    for organisation in register.organisations.values():
        covered = {fact for origin in organisation.provenance for fact in origin.facts}
        assert not organisation.contact.phone or "phone" in covered, organisation.id


def test_a_place_can_mean_one_municipality(register: Register) -> None:
    assert [m.short_name for m in register.municipalities_at("Kaatsheuvel")] == ["Loon op Zand"]


def test_a_broken_organisation_is_named_with_its_line(tmp_path: Path) -> None:
    for name in ("gemeenten.csv", "plaatsen.csv", "official_hosts.txt"):
        (tmp_path / name).write_text((REGISTER_DIR / name).read_text(encoding="utf-8"), encoding="utf-8")
    folder = tmp_path / "national"
    folder.mkdir()
    (folder / "uwv.yaml").write_text("id: uwv\nname: UWV\nwebsite: geen adres\n", encoding="utf-8")
    with pytest.raises(ContentProblems) as caught:
        load_register(tmp_path)
    said = str(caught.value)
    assert "uwv.yaml:3: website" in said
    assert "official_name" in said
    assert LAST_DOOR in said


def test_municipalities_agree_with_the_open_register(register: Register, shared_data: Path) -> None:
    with (shared_data / "roo" / "gemeenten_huidig.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["gm_code"]: row for row in csv.DictReader(file)}
    assert rows.keys() == register.municipalities.keys()
    for code, place in register.municipalities.items():
        assert place.name == rows[code]["naam"]


def test_phones_and_sites_are_those_of_the_open_register(register: Register) -> None:
    """Against a small extract of the register that is in git; the whole register is compared below."""
    with (Path(__file__).parent / "register_extract.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) >= 40
    for row in rows:
        organisation = register.organisations[row["organisation"]]
        assert digits(row["phone"]) in {digits(phone.number) for phone in organisation.contact.phone}, organisation.id
        assert not row["host"] or row["host"] == host(organisation), organisation.id


def digits(number: str) -> str:
    return "".join(sign for sign in number if sign.isdigit())


def host(organisation: Organisation) -> str:
    return (organisation.website.host or "").removeprefix("www.") if organisation.website else ""


# The register gives these bodies' office number; citizens call the one that an editor entered.
OTHER_NUMBER = {"huurcommissie"}


def test_every_number_that_claims_the_open_register_stands_in_it(register: Register, shared_data: Path) -> None:
    lines = (shared_data / "roo" / "organisaties_overig_huidig.jsonl").read_text(encoding="utf-8").splitlines()
    bodies = {body["tooi"]: body for body in map(json.loads, lines) if body.get("tooi")}
    compared = 0
    for organisation in register.organisations.values():
        body = bodies.get(str(organisation.tooi))
        claimed = [p.number for p in organisation.contact.phone if p.certainty == "register"]
        if body and claimed and organisation.id not in OTHER_NUMBER:
            known = {digits(phone["nummer"]) for phone in body.get("phones", [])}
            assert {digits(number) for number in claimed} <= known, organisation.id
            compared += 1
    assert compared >= 50


def test_every_municipality_has_its_ggd_safety_region_environment_service_and_province(register: Register) -> None:
    for code, own in register.municipalities.items():
        for kind in ("ggd", "veiligheidsregio", "omgevingsdienst", "provincie"):
            assert register.card(kind, municipality=code).name != register.name(kind), (own.name, kind)
    boards = {code for code, kind in register.local_bodies if kind == "waterschap"}
    assert len(boards) >= 250


@pytest.mark.parametrize(
    ("municipality", "kind", "name"),
    [
        ("Haarlem", "ggd", "GGD Kennemerland"),
        ("Leeuwarden", "ggd", "GGD Fryslân"),
        ("Lelystad", "veiligheidsregio", "Veiligheidsregio Flevoland"),
        ("Utrecht", "omgevingsdienst", "Omgevingsdienst Utrecht"),
        ("Alkmaar", "waterschap", "Hoogheemraadschap Hollands Noorderkwartier"),
        ("Goes", "provincie", "Provincie Zeeland"),
    ],
)
def test_the_regional_body_of_a_municipality(municipality: str, kind: str, name: str, register: Register) -> None:
    assert register.card(kind, municipality=municipality).name == name


def test_a_municipality_in_several_water_boards_keeps_the_way_to_find_it(register: Register) -> None:
    assert register.card("waterschap", municipality="Amsterdam").find


def test_everybody_says_what_they_do_and_what_not_and_who_then(register: Register) -> None:
    for organisation in register.organisations.values():
        assert organisation.task.count(".") == 1 or len(organisation.task) < 140, organisation.id
        assert organisation.not_for, organisation.id
        assert organisation.spoken_names, organisation.id
        assert organisation.provenance, organisation.id


def test_every_fact_of_contact_has_a_provenance(register: Register) -> None:
    for organisation in register.organisations.values():
        covered = {fact for origin in organisation.provenance for fact in origin.facts}
        for fact, present in (("website", organisation.website), ("post", organisation.contact.post)):
            assert not present or fact in covered, (organisation.id, fact)
