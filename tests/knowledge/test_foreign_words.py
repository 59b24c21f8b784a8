"""The Dutch words for a question in another language."""

import csv

import pytest

from bot.languages import languages
from knowledge.foreign_words import LIST, searched


@pytest.mark.parametrize(
    ("question", "dutch"),
    [
        ("Vermieter will mich rauswerfen, ich zahle Miete", "huur verhuurder"),
        ("chcę wymienić prawo jazdy", "rijbewijs"),
        ("ehliyetimi degistirmek istiyorum", "rijbewijs"),
        ("وصلتني غرامة والمخالفة كبيرة", "boete"),
        ("جریمه گرفته‌ام", "boete"),
        ("ክራይ ገዛ ክኸፍል ኣይክእልን", "huur"),
        ("我想离婚，怎么办", "scheiden"),
        ("mi tin masha debe i mi no por paga", "schulden"),
        ("waxaan doonayaa inaan baasaboor cusub helo", "paspoort"),
    ],
)
def test_the_dutch_words_stand_before_the_question(question: str, dutch: str) -> None:
    found = searched(question)
    assert found.endswith(question)
    for word in dutch.split():
        assert word in found.removesuffix(question).split()


@pytest.mark.parametrize("question", ["mijn rente is te hoog", "ik zoek een chambre d'hôtes", "", "πού είναι το σπίτι"])
def test_a_dutch_question_and_one_without_known_words_stay_as_they_are(question: str) -> None:
    assert searched(question) == question


def test_official_dutch_words_in_a_foreign_question_are_kept() -> None:
    assert "huurtoeslag" in searched("czy dostanę huurtoeslag, czynsz jest wysoki").split()[:4]


def test_a_whole_word_is_no_beginning() -> None:
    assert "auto" not in searched("ich bin autonom und brauche einen Termin beim Amt").split()[:2]


def test_the_list_has_every_language_and_every_subject_once() -> None:
    with LIST.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert set(rows[0]) == languages() | {"nl"}
    assert len({row["nl"] for row in rows}) == len(rows)
    assert [row["nl"] for row in rows if not all(row[language] for language in languages())] == []
