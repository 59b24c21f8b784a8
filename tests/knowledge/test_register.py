"""The register: everybody in it, every phone number with its origin, a citizen's own municipality."""

import csv
from pathlib import Path

import pytest

from knowledge.problems import ContentProblems
from knowledge.register import LAST_DOOR, MUNICIPALITY, REGISTER_DIR, Register, load_register


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
