"""Which questions are about a word, and which word it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.word_question import Asked, asked_word


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("wat betekent beschikking", "beschikking"),
        ("Wat betekent het woord “zienswijze”?", "zienswijze"),
        ("wat betekend dwangsom nou eigenlijk", "dwangsom"),
        ("hoi, wat betekent eigenlijk hoger beroep?", "hoger beroep"),
        ("betekenis van dwangsom", "dwangsom"),
        ("dwangbevel betekenis", "dwangbevel"),
        ("snap dat woord 'zienswijze' niet", "zienswijze"),
        ("ik begrijp de term niet-ontvankelijk niet", "niet-ontvankelijk"),
        ("ik weet niet wat verjaren betekent", "verjaren"),
        ("geen idee wat een ozb is", "ozb"),
        ("kunt u het woord verweer uitleggen", "verweer"),
        ("waar staat wlz voor?", "wlz"),
        ("ambtshalve, wat is dat", "ambtshalve"),
        ("er staat te uwer kennis in mijn brief, wat betekent dat?", "te uwer kennis"),
        ("wat bedoelen ze met toetsingsinkomen in de brief", "toetsingsinkomen"),
        ("wat betekent mijn beslagvrije voet", "beslagvrije voet"),
        ("ontkenning van het vaderschap, wat is dat", "ontkenning van het vaderschap"),
    ],
)
def test_a_question_about_a_word_gives_the_word(question: str, word: str) -> None:
    asked = asked_word(question)
    assert asked
    assert asked.about == "meaning"
    assert word in asked.candidates


@pytest.mark.parametrize(
    ("question", "word", "about"),
    [
        ("beslagvrije voet??", "beslagvrije voet", "bare"),
        ("wat is een ingebrekestelling", "ingebrekestelling", "thing"),
        ("wat zijn leges", "leges", "thing"),
        ("what does beschikking mean", "beschikking", "thing"),
    ],
)
def test_what_may_also_be_about_the_thing_is_marked_so(question: str, word: str, about: str) -> None:
    asked = asked_word(question)
    assert asked
    assert (asked.candidates[-1], asked.about) == (word, about)


def test_my_own_amount_is_no_word() -> None:
    asked = asked_word("wat is mijn eigen risico")
    assert asked == Asked(("mijn eigen risico",), "thing")


def test_of_a_clause_all_words_are_given() -> None:
    asked = asked_word("wat betekent het als mijn bezwaar ongegrond is verklaard")
    assert asked == Asked(("mijn bezwaar ongegrond is verklaard",), "clause")


@pytest.mark.parametrize(
    "question",
    [
        "wat betekent dit", "wat betekent dat allemaal", "hoe verleng ik mijn paspoort", "dwangsom", "ik snap het niet",
        "mijn man is overleden", "snap je wat ik bedoel", "hoeveel is het eigen risico", "", "???", "wat is dat",
        "wat betekent " + "een heel lang verhaal " * 20,
    ],
)  # fmt: skip
def test_any_other_question_names_no_word(question: str) -> None:
    assert asked_word(question) is None


@given(st.text(max_size=400))
def test_no_text_is_refused(text: str) -> None:
    asked = asked_word(text)
    assert asked is None or all(candidate.strip() for candidate in asked.candidates)
