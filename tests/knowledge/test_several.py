"""Two questions in one message are both answered, shortly; one question with its situation stays one."""

import pytest

from bot.reply import Reply
from knowledge.answer import reply_to
from knowledge.ask import ask
from knowledge.base import KnowledgeBase
from knowledge.outcomes import Several

TWO = [
    ("hoe vraag ik huurtoeslag aan en wanneer moet mijn auto naar de apk", ("huurtoeslag", "apk")),
    ("ik ben mijn digid wachtwoord vergeten. Daarnaast wil ik een vog aanvragen", ("digid-werkt-niet", "vog")),
    ("waar vraag ik kinderbijslag aan? En hoe meld ik mijn verhuizing?", ("kinderbijslag", "verhuizing-doorgeven")),
]
ONE = [
    "ik ben gescheiden en wil kindgebonden budget aanvragen",
    "ik studeer en ik werk, kan ik zorgtoeslag krijgen",
    "mijn moeder is overleden en ik weet niet wat ik nu moet doen",
    "er staat een deurwaarder voor de deur en ik heb al veel schulden",
    "hoe vraag ik een paspoort aan en wat kost dat",
]


@pytest.mark.parametrize(("message", "topics"), TWO)
def test_two_questions_both_get_an_answer(message: str, topics: tuple[str, str], base: KnowledgeBase) -> None:
    outcome = ask(base, message)
    assert isinstance(outcome, Several)
    assert outcome.topics == topics


@pytest.mark.parametrize("message", ONE)
def test_one_question_with_its_situation_stays_one(message: str, base: KnowledgeBase) -> None:
    assert not isinstance(ask(base, message), Several)


@pytest.fixture(scope="module")
def reply(base: KnowledgeBase) -> Reply:
    return reply_to(ask(base, TWO[0][0]), base)


def test_the_answers_are_the_short_ones_word_for_word(reply: Reply, base: KnowledgeBase) -> None:
    for topic in TWO[0][1]:
        assert base.texts[topic].title in reply.text
        assert base.texts[topic].short_answer in reply.text
    assert not reply.sections


def test_organisations_come_question_by_question_and_once(reply: Reply, base: KnowledgeBase) -> None:
    first, second = (base.texts[topic].organisations[0].id for topic in TWO[0][1])
    assert reply.organisations.index(first) < reply.organisations.index(second)
    assert len(set(reply.organisations)) == len(reply.organisations)


def test_each_answer_can_be_read_whole(reply: Reply) -> None:
    payloads = [button.payload for button in reply.buttons]
    assert all(any(f'"{topic}"' in payload for payload in payloads) for topic in TWO[0][1])


def test_who_helps_with_both_is_named_once_with_both_reasons(base: KnowledgeBase) -> None:
    message = "hoe vraag ik huurtoeslag aan en hoe vraag ik zorgtoeslag aan"
    outcome = ask(base, message)
    assert isinstance(outcome, Several)
    card = reply_to(outcome, base).cards[0]
    reasons = [base.texts[topic].organisations[0].role for topic in outcome.topics]
    assert all(reason in card.role for reason in reasons)


def test_a_topic_that_was_said_to_be_wrong_is_no_part_of_the_answer(base: KnowledgeBase) -> None:
    outcome = ask(base, TWO[0][0], without=frozenset({"apk"}))
    assert "apk" not in (reply_to(outcome, base).topic, *getattr(outcome, "topics", ()))
