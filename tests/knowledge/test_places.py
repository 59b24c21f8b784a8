"""A place that is named without doubt, and the subject that is left."""

import pytest

from knowledge.places import locate
from knowledge.register import Register, load_register


@pytest.fixture(scope="module")
def register() -> Register:
    return load_register()


@pytest.mark.parametrize(
    ("question", "name", "kept"),
    [
        ("ik woon in Kaatsheuvel, hoe verleng ik mijn paspoort", "Loon op Zand", "hoe verleng ik mijn paspoort"),
        ("ik verhuis naar Groningen wat moet ik doen", "Groningen", "verhuis naar"),
        ("parkeervergunning gemeente Utrechtse Heuvelrug", "Utrechtse Heuvelrug", "parkeervergunning"),
    ],
)
def test_a_named_place_is_found_and_taken_out(question: str, name: str, kept: str, register: Register) -> None:
    located = locate(question, register)
    assert located.municipality is not None
    assert register.municipalities[located.municipality].short_name == name
    assert kept in located.subject
    assert name not in located.subject


@pytest.mark.parametrize("question", ["ik ben in paniek", "in best veel gevallen", "hoe verleng ik mijn paspoort", ""])
def test_without_a_place_nothing_changes(question: str, register: Register) -> None:
    assert locate(question, register).municipality is None
    assert locate(question, register).subject == question
