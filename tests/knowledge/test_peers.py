"""The plain ways of searching that Wegwijs is compared with."""

import numpy as np
import pytest

from knowledge.base import KnowledgeBase
from knowledge.encoder import SentenceEncoder
from knowledge.lexical import LexicalIndex
from knowledge.passages import cut
from knowledge.peers import Guess, PlainSearch, fused
from knowledge.quality import Question, judge_peer
from knowledge.schema import ServiceText
from knowledge.topic_map import TopicMap


@pytest.fixture(scope="module")
def plain(encoder: SentenceEncoder, few_texts: tuple[ServiceText, ...]) -> PlainSearch:
    """Six real texts, their own questions only."""
    passages = cut(few_texts)
    topic_map = TopicMap.of(passages, frozenset())
    documents = [[passage.text for passage in passages if passage.topic == topic] for topic in topic_map.topics]
    vectors = encoder.passages([passage.text for passage in passages])
    return PlainSearch(topic_map, vectors, LexicalIndex.build(documents), encoder.queries)


@pytest.mark.parametrize("name", ["BM25 alone", "encoder alone", "plain fusion"])
def test_every_plain_peer_finds_a_text_by_its_official_name(plain: PlainSearch, name: str) -> None:
    guess = plain.peers()[name]("huurtoeslag aanvragen")
    assert guess.ranked[0] == "huurtoeslag"
    assert sorted(guess.ranked) == sorted(plain.topic_map.topics)


@pytest.mark.parametrize("name", ["BM25 alone", "encoder alone"])
def test_a_peer_is_surer_of_what_it_has_than_of_what_it_has_not(plain: PlainSearch, name: str) -> None:
    peer = plain.peers()[name]
    assert peer("ww-uitkering aanvragen").confidence > peer("recept voor appeltaart").confidence


def test_fusion_adds_one_over_sixty_plus_rank() -> None:
    found = fused([np.array([0.9, 0.5, 0.1], np.float32), np.array([3, 9, 1], np.float32)])
    assert found.tolist() == pytest.approx([1 / 61 + 1 / 62, 1 / 62 + 1 / 61, 2 / 63])


def _question(number: int, topic: str) -> Question:
    return Question(f"t{number}", "vraag", (topic,), ("rvig", "gemeente"), "answer", "keyword", "nl")


def test_a_peer_answers_the_share_of_the_tuning_half_that_is_given(base: KnowledgeBase) -> None:
    questions = [_question(number, "paspoort-kwijt") for number in range(40)]
    guesses = [Guess(("paspoort-kwijt",), number / 40) for number in range(40)]
    tuning = [one for one in judge_peer(questions, guesses, base, 0.25) if one.question.split == "tuning"]
    answered = [one for one in tuning if one.answered]
    assert len(answered) == round(len(tuning) / 4)
    assert min(one.confidence for one in answered) > max(one.confidence for one in tuning if not one.answered)


def test_a_peer_that_says_elsewhere_or_finds_a_door_does_not_answer(base: KnowledgeBase) -> None:
    door = next(door for door in base.doors.values() if door.organisations)
    guesses = [Guess(("paspoort-kwijt",), 0.9, elsewhere=True), Guess((door.id, "paspoort-kwijt"), 0.9)]
    questions = [_question(number, "paspoort-kwijt") for number in range(2)]
    elsewhere, through_door = judge_peer(questions, guesses, base, 1.0)
    assert not elsewhere.answered
    assert elsewhere.organisation is None
    assert not through_door.answered
    assert through_door.organisation == door.organisations[0]
    assert through_door.topic_at_1  # the best text, as for Wegwijs: a door is no text


def test_the_organisation_of_a_peer_is_the_first_of_its_first_text(base: KnowledgeBase) -> None:
    [found] = judge_peer([_question(1, "huurtoeslag")], [Guess(("huurtoeslag",), 0.9)], base, 1.0)
    assert found.organisation == base.texts["huurtoeslag"].organisations[0].id
