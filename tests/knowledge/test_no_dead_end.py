"""No question ends without a next step: over the knowledge base, and over the questions of its own cases."""

import pytest

from bot.reply import Reply
from knowledge.answer import reply_to, topic_reply
from knowledge.ask import ask
from knowledge.base import KnowledgeBase
from knowledge.quality_wegwijs import CASES, OrderCase, PlaceCase, judge_place, load_cases, names_a_next_step
from knowledge.register import load_register


def test_every_text_and_every_record_names_somebody_to_go_to(base: KnowledgeBase) -> None:
    for topic in (*base.texts, *base.records):
        assert names_a_next_step(topic_reply(topic, base)), topic


def test_every_door_leads_to_somebody_who_can_be_reached(base: KnowledgeBase) -> None:
    for door in base.doors.values():
        for id_ in door.organisations:
            card = base.register.card(id_)
            assert names_a_next_step(Reply(kind="refer", text="-", organisations=(id_,), cards=(card,))), id_


def test_every_tenth_case_of_our_own_gets_a_next_step(base: KnowledgeBase) -> None:
    for case in load_cases()[::10]:
        assert names_a_next_step(reply_to(ask(base, case.text), base)), case.text


@pytest.mark.parametrize("odd", ["", "😀", "asdf qwer", "?", "ik", "x" * 2000])
def test_odd_words_get_a_next_step_too(odd: str, base: KnowledgeBase) -> None:
    assert names_a_next_step(reply_to(ask(base, odd), base))


def test_a_reply_without_anybody_is_seen_as_a_dead_end() -> None:
    assert not names_a_next_step(Reply(kind="refer", text="Dat weet ik niet."))


def test_the_cases_are_as_many_as_promised_and_each_id_once() -> None:
    cases = load_cases(CASES)
    assert len({case.id for case in cases}) == len(cases) >= 320
    assert sum(isinstance(case, PlaceCase) for case in cases) >= 120
    assert sum(isinstance(case, OrderCase) and len(case.steps) > 1 for case in cases) >= 40


def test_places_resolve_without_a_single_silent_guess() -> None:
    register = load_register()
    verdicts = [judge_place(case, register) for case in load_cases() if isinstance(case, PlaceCase)]
    assert [verdict.case.id for verdict in verdicts if verdict.silent_wrong] == []
    assert sum(verdict.right for verdict in verdicts) / len(verdicts) >= 0.99
