"""A sentence of attention where it is due, and none where only the word is there."""

import pytest

from bot.reply import Reply
from knowledge.attention import due, with_attention


@pytest.mark.parametrize(
    ("said", "care"),
    [
        ("mijn man is vannacht overleden", "death"),
        ("mijn lieve moeder is vorige week gestorven, wat moet ik regelen", "death"),
        ("na het overlijden van mijn vader kreeg ik een brief", "death"),
        ("ik ben zo bang dat ze mijn kinderen weghalen", "fear"),
        ("ik slaap er niet van", "fear"),
        ("ik schaam me dood maar ik heb schulden", "shame"),
        ("ik durf het bijna niet te vragen", "shame"),
        ("ik ben woedend op de gemeente", "anger"),
        ("die kloteboete van het cjib", "anger"),
        ("ik kan de huur niet meer betalen", "money"),
        ("er is geen geld meer voor eten", "money"),
    ],
)
def test_it_is_due(said: str, care: str) -> None:
    assert due(said) == care


@pytest.mark.parametrize(
    "said",
    [
        "hoe lang is een akte van overlijden geldig",
        "mijn hond is dood, moet ik dat melden",
        "wat moet mijn vrouw doen als ik overlijd",
        "wie erft er als mijn man overlijdt",
        "mijn vader is tien jaar geleden overleden",
        "kan ik mijn boete in termijnen betalen",
        "mijn klant kan de rekening niet betalen",
        "ik heb kanker, welke uitkering is er",
        "ik ben niet bang voor de gemeente",
        "hoe verleng ik mijn paspoort",
    ],
)
def test_a_word_alone_asks_for_none(said: str) -> None:
    assert due(said, ("overlijden",)) is None


def test_some_words_count_only_beside_the_life_event() -> None:
    said = "waar kan ik mijn vader laten begraven"
    assert due(said) is None
    assert due(said, ("overlijden",)) == "death"


def test_each_kind_is_said_once() -> None:
    assert due("mijn man is overleden", (), ("death",)) is None
    assert due("ik ben zo bang", (), ("death",)) == "fear"


def test_it_comes_before_an_answer_and_never_over_a_crisis() -> None:
    answer, crisis = Reply(kind="answer", text="Doe dit."), Reply(kind="crisis", text="Bel 112.")
    assert with_attention(answer, "death").text.endswith("\n\nDoe dit.")
    assert with_attention(crisis, "fear") == crisis
