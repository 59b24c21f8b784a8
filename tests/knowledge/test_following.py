"""The words of half a question, typed choices, and the measured decision whether it goes on about the same."""

import numpy as np
import pytest

from knowledge.base import KnowledgeBase
from knowledge.following.choices import Offered, typed_choice
from knowledge.following.cues import cues_of
from knowledge.following.focus import New, Part, understand
from knowledge.following.learn import fit, load_turns
from knowledge.following.model import weights
from knowledge.following.rest import earlier_topic, without_steering
from knowledge.following.signals import SIGNALS
from knowledge.schema import SECTIONS

OFFERED = tuple(
    Offered(title, f'/choose_topic{{"topic": "t{number}"}}')
    for number, title in enumerate(("Paspoort aanvragen of verlengen", "Paspoort kwijt of gestolen", "Iets anders"))
)


@pytest.mark.parametrize(
    ("said", "aspect"),
    [
        ("en wat kost dat", "Kosten"),
        ("hoe lang duurt het", "Hoe lang duurt het"),
        ("Wat moet ik meenemen?", "Wat hebt u nodig"),
        ("en als ze het weigeren", "Niet eens?"),
        ("geldt dat ook voor mijn vriendin?", "Voor wie"),
        ("hoe vraag ik dat aan", "Wat moet u doen"),
        ("ik woon in een flat", None),
    ],
)
def test_the_words_say_which_part_is_asked_for(said: str, aspect: str | None) -> None:
    assert cues_of(said).aspect == aspect


def test_a_subject_of_its_own_is_seen() -> None:
    assert not cues_of("en wat kost dat dan").subject
    assert cues_of("en wat kost een paspoort dan").subject


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("2", 1),
        ("de eerste", 0),
        ("paspoort kwijt of gestolen", 1),
        ("gestolen", 1),
        ("verlengen", 0),
        ("iets anders", 2),
    ],
)
def test_a_typed_choice(said: str, number: int) -> None:
    assert typed_choice(said, OFFERED) == OFFERED[number]


@pytest.mark.parametrize("said", ["7", "paspoort", "hoe kan ik het verlengen", "ik weet het niet", ""])
def test_no_choice(said: str) -> None:
    assert typed_choice(said, OFFERED) is None


@pytest.mark.parametrize(
    ("said", "kind", "left"),
    [
        ("terug naar mijn vraag over het paspoort", "returns", "paspoort"),
        ("terug naar de vorige vraag", "returns", ""),
        ("nee dat bedoel ik niet", "rejects", ""),
        ("nee, ik bedoel de zorgtoeslag", "rejects", "zorgtoeslag"),
    ],
)
def test_what_is_said_beside_steering(said: str, kind: str, left: str) -> None:
    assert without_steering(said, kind).endswith(left)
    assert bool(without_steering(said, kind)) == bool(left)


def test_the_topic_that_is_returned_to(base: KnowledgeBase) -> None:
    topics = ("vog", "huurtoeslag", "paspoort-aanvragen")
    assert earlier_topic("terug naar het paspoort", topics, base) == "paspoort-aanvragen"
    assert earlier_topic("terug naar mijn vorige vraag", topics, base) == "huurtoeslag"
    assert earlier_topic("terug naar mijn eerste vraag", topics, base) == "paspoort-aanvragen"
    assert earlier_topic("terug naar mijn vorige vraag", ("", *topics), base) == "vog"
    assert earlier_topic("terug naar het grofvuil", topics, base) is None
    assert earlier_topic("terug", (), base) is None


def test_the_weights_fit_the_signals() -> None:
    assert len(weights().slopes) == len(SIGNALS)


def test_learning_gives_the_weight_to_what_tells() -> None:
    inputs = np.array([[0.0, 1.0], [0.1, 0.0], [0.9, 1.0], [1.0, 0.0]] * 5)
    learned = fit(inputs, np.array([False, False, True, True] * 5))
    assert learned.slopes[0] > abs(learned.slopes[1])
    assert learned.chance(np.array([1.0, 0.5])) > 0.5 > learned.chance(np.array([0.0, 0.5]))


def test_the_tuning_turns_name_texts_and_parts_that_exist(base: KnowledgeBase) -> None:
    for turn in load_turns():
        assert turn.focus in base.texts
        assert turn.expected in (*SECTIONS, "=", "new:") or turn.expected.removeprefix("new:") in base.texts, turn


def test_half_a_question_goes_on_and_a_new_one_does_not(base: KnowledgeBase) -> None:
    assert understand(base, "en wat kost dat?", "huurtoeslag") == Part(
        "huurtoeslag", "Kosten", pytest.approx(1, abs=0.5)
    )
    assert isinstance(understand(base, "mijn fiets is gestolen", "huurtoeslag"), New)


def test_the_dialogue_act_says_the_part_when_the_words_do_not(base: KnowledgeBase) -> None:
    understood = understand(base, "en wat vragen ze dan van mij", "paspoort-aanvragen", "Wat hebt u nodig")
    assert isinstance(understood, Part)
    assert understood.heading == "Wat hebt u nodig"
