"""Who can help when no text answers, and who comes first."""

import shutil
from pathlib import Path

import pytest

from knowledge.base import KnowledgeBase
from knowledge.first_door import doors_of
from knowledge.problems import ContentProblems
from knowledge.quality_wegwijs import in_order
from knowledge.refer import asks_for_contact, named_organisations, task_leads
from knowledge.register import REGISTER_DIR, Register, load_register


@pytest.fixture(scope="module")
def register() -> Register:
    return load_register()


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("ik heb het UWV gebeld", ("uwv",)),
        ("de immigratie- en naturalisatiedienst antwoordt niet", ("ind",)),
        ("moet ik om een afspraak vragen", ()),
        ("het OM wil mij horen", ("openbaar-ministerie",)),
        ("ik heb geen advocaat", ()),
        ("naar de sociale dienst of de svb", ("gemeente", "svb")),
    ],
)
def test_a_named_organisation_is_heard_and_a_word_that_looks_like_one_is_not(
    question: str, named: tuple[str, ...], register: Register
) -> None:
    assert set(named_organisations(question, register)) == set(named)


@pytest.mark.parametrize(
    ("question", "organisation"),
    [
        ("telefoonnummer van het uwv", "uwv"),
        ("hoe bereik ik de SVB", "svb"),
        ("SVB", "svb"),
        ("openingstijden juridisch loket", "juridisch-loket"),
        ("aow", None),
        ("ik wil het UWV bellen over mijn WW", None),
        ("hoe vraag ik een paspoort aan bij de gemeente", None),
    ],
)
def test_only_a_question_for_contact_gets_contact_details(
    question: str, organisation: str | None, register: Register
) -> None:
    assert asks_for_contact(question, register) == organisation


@pytest.mark.parametrize(
    ("question", "organisation"),
    [
        ("ik wil een aanleunwoning", "gemeente"),
        ("wie voert de Algemene Kinderbijslagwet uit", "svb"),
        ("tewerkstellingsvergunning nodig", "uwv"),
    ],
)
def test_products_laws_and_tasks_lead_to_who_carries_them_out(
    question: str, organisation: str, register: Register
) -> None:
    leads = sorted(task_leads(question, register), key=lambda lead: -lead.sure)
    assert leads[0].organisation == organisation


def test_agreeing_leads_are_surer_than_one(register: Register) -> None:
    one = {lead.organisation: lead.sure for lead in task_leads("dijk", register)}
    two = {lead.organisation: lead.sure for lead in task_leads("dijk en waterschapsbelasting", register)}
    assert two["waterschap"] > one["waterschap"]


def test_an_objection_goes_first_to_who_decided(base: KnowledgeBase) -> None:
    text = base.texts["beroep-instellen"]
    editors = [door.id for door in doors_of(text, None, base.register)]
    asked = [
        door.id for door in doors_of(text, "niet eens met het besluit van de SVB, ik wil in beroep", base.register)
    ]
    assert "svb" not in editors
    assert asked == ["svb", *editors]


def test_without_a_reason_the_editors_order_stays(base: KnowledgeBase) -> None:
    for text in base.texts.values():
        assert doors_of(text, "wat moet ik doen", base.register) == text.organisations


def test_the_order_of_doors_is_judged_as_people_walk() -> None:
    steps = (frozenset({"ciz"}), frozenset({"zorgkantoor", "cak"}))
    assert in_order(steps, ["ciz", "gemeente", "zorgkantoor"])
    assert not in_order(steps, ["zorgkantoor", "ciz"])
    assert not in_order(steps, ["ciz"])
    assert not in_order(steps, [])


def test_products_and_laws_are_those_of_the_register_that_serves(tmp_path: Path) -> None:
    folder = shutil.copytree(REGISTER_DIR, tmp_path / "organisations")
    with (folder / "producten.csv").open("a", encoding="utf-8") as file:
        file.write("vliegerbrevet zeestrand,rijk,burger,,rdw\n")
    found = {lead.organisation for lead in task_leads("vliegerbrevet zeestrand", load_register(folder))}
    assert found == {"rdw"}
    assert not task_leads("vliegerbrevet zeestrand", load_register())


def test_a_product_of_an_organisation_that_does_not_exist_is_named_at_its_line(tmp_path: Path) -> None:
    folder = shutil.copytree(REGISTER_DIR, tmp_path / "organisations")
    path = folder / "wetten.csv"
    with path.open("a", encoding="utf-8") as file:
        file.write("Vliegerwet,,vliegerdienst\n")
    line = len(path.read_text(encoding="utf-8").splitlines())
    with pytest.raises(ContentProblems, match=rf"wetten.csv:{line}: organisation 'vliegerdienst'"):
        load_register(folder)
