"""A role that begins with a case is held against the question: who it is meant for goes there first."""

import pytest

from knowledge.base import KnowledgeBase
from knowledge.first_door import COURT, doors_of
from knowledge.role_condition import is_meant

ABROAD = "Bent u in het buitenland? Dan gaat u naar de ambassade."
BENEFITS = "Hebt u AIO of Anw? Meld uw inkomsten dan bij de SVB."


@pytest.mark.parametrize(
    ("role", "question"),
    [
        (ABROAD, "mijn pas is weg in het buitenland"),
        (BENEFITS, "ik krijg aio en ga werken"),
    ],
)
def test_the_case_of_the_role_is_the_case_of_the_question(role: str, question: str) -> None:
    assert is_meant(role, "Paspoort kwijt", question)
    assert not is_meant(role, "Paspoort kwijt", "mijn paspoort is weg")


@pytest.mark.parametrize(
    ("role", "question"),
    [
        ("Krijgt u geen toeslag? Vraag het hier.", "ik krijg toeslag"),
        ("Liever bellen? Hier beantwoordt iemand uw vraag.", "ik wil liever bellen"),
        ("Huurt u een woning? Meld het ook bij de verhuurder.", "ik huur een woning"),
        ("Is uw auto weg? Vraag eerst of hij is weggesleept.", "auto weg"),
        ("Hier vraagt u het aan.", "hier vraag ik het aan"),
    ],
)
def test_what_words_cannot_tell_moves_nobody(role: str, question: str) -> None:
    assert not is_meant(role, "Een titel", question)


def test_what_the_whole_text_is_about_is_no_case() -> None:
    assert not is_meant(ABROAD, "Stemmen in het buitenland", "stemmen in het buitenland")


def test_who_is_abroad_goes_to_the_embassy_first(base: KnowledgeBase) -> None:
    text = base.texts["paspoort-kwijt"]
    assert doors_of(text, "paspoort kwijt", base.register)[0].id == "gemeente"
    assert doors_of(text, "paspoort kwijt in het buitenland", base.register)[0].id == "ambassade"


def test_who_objects_goes_to_the_judge_after_the_decider(base: KnowledgeBase) -> None:
    text = next(text for text in base.texts.values() if COURT not in {door.id for door in text.organisations})
    plain = [door.id for door in text.organisations]
    objecting = [door.id for door in doors_of(text, "ik wil bezwaar maken", base.register)]
    assert objecting == [plain[0], COURT, *plain[1:]]
    assert [door.id for door in doors_of(text, "bezwaarlijk", base.register)] == plain
