"""The list of unmistakable expressions: what it must hear, and what it must leave to the learned watch."""

import pytest

from nlu.crisis_signals import normalised, read_signals, signalled
from tests.nlu.test_training_data import examples


def test_text_is_read_without_capitals_accents_punctuation_and_drawn_out_letters() -> None:
    assert normalised("Ik wíl  NIIIIET meer… leven!!") == "ik wil niet meer leven"


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("IK WIL DOOD!!!", "crisis_suicide"),
        ("kwil nie meer leve, ik wil nie meer leve", "crisis_suicide"),
        ("ik hoef niet meer wakker te worden", "crisis_suicide"),
        ("Mijn vriend slaat me elke avond", "crisis_violence"),
        ("papa schopt mij", "crisis_child"),
        ("zij ademt bijna niet", "crisis_danger"),
        ("ik ben gisteren verkracht", "crisis_sexual"),
        ("أفكر في الانتحار", "crisis_suicide"),
        ("mijn vriendin heeft stiekem pillen opgespaard", "crisis_suicide"),
        ("voor mij hoeft het niet meer, ik ben op", "crisis_suicide"),
        ("mijn kleinzoon bedreigt mij als ik niet betaal", "crisis_violence"),
        (
            "mijn oom en tante willen dat ik met een onbekende trouw, mijn familie dwingt mij te trouwen",
            "crisis_violence",
        ),
        ("er komen vlammen uit het raam", "crisis_danger"),
        ("mijn peuter is zoek", "crisis_danger"),
        ("hij zet mijn video online als ik niet betaal", "crisis_sexual"),
        ("er is iets in mijn drankje gedaan", "crisis_sexual"),
        ("ik ben 9 en er is niks meer te eten", "crisis_child"),
    ],
)
def test_an_expression_that_leaves_no_doubt_is_heard(said: str, kind: str) -> None:
    assert kind in signalled(said)


@pytest.mark.parametrize(
    "said",
    [
        "ik ga dood van het lachen",
        "ik ben zzper en ben ziek geworden",
        "mijn buurman slaat zijn hond",
        "mijn bsn is misbruikt",
        "wie krijgt mijn huis als ik er later niet meer ben",
        "mijn broer heeft zelfmoord gepleegd, wat moet ik nu regelen voor de begrafenis",
        "ik ben vorig jaar mishandeld, hoe doe ik aangifte",
        "mijn abonnement loopt door, ik wil er een eind aan",
        "de buren bedreigen mij met een advocaat",
        "mijn zoon is zijn fiets kwijt",
        "ik heb een video online gezet, wie heeft de rechten",
        "waar laat ik pillen die over zijn",
        "mijn ouders vragen wanneer ik ga trouwen",
    ],
)
def test_a_false_friend_is_left_alone(said: str) -> None:
    assert signalled(said) == frozenset()


def test_a_doubt_takes_the_signal_away_and_nothing_else_does() -> None:
    assert signalled("mijn man mishandelt mij")
    assert not signalled("mijn man mishandelt mij, wat is de straf")


def test_the_list_agrees_with_the_training_data() -> None:
    """A question of the training data that raises a signal contradicts what was decided in nlu/data/crisis.yml."""
    raised = [text for text, intent in examples() if not intent.startswith("crisis_") and signalled(text)]
    assert raised == []


def test_every_kind_of_crisis_has_signals() -> None:
    kinds = {intent for _, intent in examples() if intent.startswith("crisis_")}
    assert set(read_signals().kinds) == kinds
