"""The annotated conversations are sound, the measures see what is wrong, and the summaries reach the targets."""

import pytest

from bot.case import Line
from bot.sentences import all_sentences
from connectors.privacy import mask
from knowledge.base import KnowledgeBase
from knowledge.quality_summary import (
    REQUIRED_TARGET,
    WORDS_TARGET,
    Judged,
    judge,
    load_conversations,
    median_words,
    share,
    transcript_of,
)
from knowledge.schema import LIFE_EVENTS
from knowledge.summing.cues import names
from knowledge.summing.faults import texts_of, unsaid


@pytest.fixture(scope="module")
def judged(base: KnowledgeBase) -> list[Judged]:
    return judge(load_conversations(), base)


def test_there_are_sixty_conversations_of_one_to_sixty_turns() -> None:
    lengths = [len(one.transcript.turns) for one in load_conversations()]
    assert len(lengths) == 60
    assert (min(lengths), max(lengths)) == (1, 60)


def test_what_the_replies_name_exists(base: KnowledgeBase) -> None:
    for one in load_conversations():
        replies = [turn.reply for turn in one.transcript.turns if turn.reply]
        assert {reply.topic for reply in replies if reply.topic} <= base.texts.keys(), one.id
        assert {id_ for reply in replies for id_ in reply.organisations} <= base.register.organisations.keys(), one.id


def test_no_conversation_holds_personal_data() -> None:
    assert [one.id for one in load_conversations() for t in one.transcript.turns if mask(t.text).kinds] == []


@pytest.mark.parametrize("split", ["tuning", "test"])
def test_the_required_points_are_there(judged: list[Judged], split: str) -> None:
    there, of = share(one for one in judged if one.conversation.split == split)
    assert there / of >= REQUIRED_TARGET


def test_nothing_is_there_that_was_not_said(judged: list[Judged]) -> None:
    assert {one.conversation.id: one.unsaid for one in judged if one.unsaid} == {}


def test_no_summary_holds_personal_data(judged: list[Judged]) -> None:
    texts = [(one.conversation.id, text) for one in judged for text in (*texts_of(one.case.summary), one.case.subject)]
    assert [id_ for id_, text in texts if mask(text).kinds] == []


def test_a_summary_is_short(judged: list[Judged]) -> None:
    assert median_words(judged) <= WORDS_TARGET


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("De burger zegt: “ik heb recht op geld”", "quote"),
        ("De burger noemt een bedrag: 9999 euro.", "number"),
        ("De burger zegt al contact te hebben gehad met: Kadaster.", "organisation"),
    ],
)
def test_the_measure_sees_what_was_not_said(base: KnowledgeBase, judged: list[Judged], line: str, fault: str) -> None:
    one = judged[0]
    summary = one.case.summary.model_copy(update={"tried": (Line(text=line, turns=(3,), said=True),)})
    case = one.case.model_copy(update={"summary": summary})
    found = unsaid(case, transcript_of(one.conversation.transcript), base)
    assert [text.split(":")[0] for text in found] == [fault]


def test_every_life_event_need_and_way_has_its_dutch() -> None:
    keys = all_sentences().keys()
    assert {f"summary_events.{event}" for event in LIFE_EVENTS} <= keys
    assert {f"summary_needs.{need}" for need in names("needs")} <= keys
    assert {f"summary.{way}" for way in names("ways")} <= keys
    assert set(names("life_events")) == LIFE_EVENTS
