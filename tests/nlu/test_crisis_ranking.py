"""Who decides what: the watch whether there is a crisis, the classifier of which kind, the words when they name one."""

from typing import Any

from nlu.crisis_ranking import watched

RANKING: list[dict[str, Any]] = [
    {"name": "ask_question", "confidence": 0.5},
    {"name": "crisis_violence", "confidence": 0.3},
    {"name": "crisis_child", "confidence": 0.1},
    {"name": "greet", "confidence": 0.1},
]


def test_without_alarm_no_crisis_is_left_however_sure_the_classifier_was() -> None:
    sure = [{"name": "crisis_danger", "confidence": 0.9}, {"name": "ask_question", "confidence": 0.1}]
    assert [one["name"] for one in watched(sure, alarm=False, signalled=frozenset())] == ["ask_question"]


def test_an_alarm_puts_the_strongest_kind_first_and_the_fallback_cannot_undo_it() -> None:
    first, second, *_ = watched(RANKING, alarm=True, signalled=frozenset())
    assert (first["name"], first["confidence"]) == ("crisis_violence", 1.0)
    assert first["confidence"] - second["confidence"] == 1.0


def test_words_that_name_a_kind_raise_it_without_the_watch() -> None:
    assert watched(RANKING, alarm=False, signalled=frozenset({"crisis_child"}))[0]["name"] == "crisis_child"


def test_of_several_named_kinds_the_classifier_chooses() -> None:
    named = frozenset({"crisis_child", "crisis_violence"})
    assert watched(RANKING, alarm=True, signalled=named)[0]["name"] == "crisis_violence"


def test_every_intent_stays_in_the_ranking_once() -> None:
    names = [one["name"] for one in watched(RANKING, alarm=True, signalled=frozenset())]
    assert sorted(names) == sorted(one["name"] for one in RANKING)
