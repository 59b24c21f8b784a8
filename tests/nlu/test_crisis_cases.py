"""The messages to measure with: enough of both sides, apart from the training data, and counted right."""

from collections import Counter

from nlu.crisis_cases import CrisisCase, Heard, load_cases, measure, wrong
from nlu.crisis_signals import normalised
from tests.nlu.test_training_data import examples

# Greetings and short answers are the same everywhere.
FEW_WORDS = 5


def test_there_are_enough_crises_of_every_kind_and_enough_others() -> None:
    counted = Counter(case.intent for case in load_cases())
    kinds = {intent for _, intent in examples() if intent.startswith("crisis_")}
    assert set(counted) == kinds | {"none"}
    assert counted.total() - counted["none"] >= 120
    assert counted["none"] >= 250
    assert min(counted.values()) >= 20


def test_nothing_is_measured_with_what_was_trained_on() -> None:
    trained = {normalised(text) for text, _ in examples()}
    same = [case.text for case in load_cases() if normalised(case.text) in trained]
    assert [text for text in same if len(text.split()) > FEW_WORDS] == []


def test_the_counts() -> None:
    crisis, other = CrisisCase("c1", "ik wil dood", "crisis_suicide"), CrisisCase("c2", "paspoort", "none")
    found = [
        Heard(crisis, "crisis_suicide"),
        Heard(crisis, "crisis_danger"),
        Heard(crisis, "ask_question"),
        Heard(other, "ask_question"),
        Heard(other, "crisis_child"),
    ]
    counted = measure(found)
    assert (counted.crises, counted.heard, counted.right_kind) == (3, 2, 1)
    assert (counted.others, counted.false_alarms, counted.false_alarm_share) == (2, 1, 0.5)
    missed, false_alarms = wrong(found)
    assert (missed, false_alarms) == ([found[2]], [found[4]])
