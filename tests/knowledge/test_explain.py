"""A question about a word gets its meaning and source; the words of an answer come with theirs."""

import pytest

from bot.reply import Reply, plain_text
from knowledge.answer import reply_to, topic_reply
from knowledge.ask import as_record, ask
from knowledge.base import KnowledgeBase
from knowledge.explain import WORDS_MAX, explain
from knowledge.outcomes import Answered, Explained, UnknownWord


def reply(base: KnowledgeBase, question: str) -> Reply:
    return reply_to(ask(base, question), base)


@pytest.mark.parametrize(
    ("question", "title", "topic"),
    [
        ("wat betekent beschikking", "beschikking", "bezwaar-maken"),
        ("wat is een ingebrekestelling", "ingebrekestelling", "overheid-reageert-niet"),
        ("snap dat woord 'zienswijze' niet", "zienswijze", "bezwaar-bouwplan-buren"),
        ("betekenis van dwangsom", "dwangsom", "overheid-reageert-niet"),
        ("beslagvrije voet??", "beslagvrije voet", "beslagvrije-voet"),
        ("wat betekent ozb", "ozb (onroerendezaakbelasting)", "gemeentelijke-belastingen"),
        ("wat betekent het als mijn bezwaar niet-ontvankelijk is", "niet-ontvankelijk", "bezwaar-te-laat"),
        ("wat betekent huurtoeslag", "huurtoeslag", "huurtoeslag"),
    ],
)
def test_the_meaning_comes_with_a_source_and_the_way_to_the_text(
    base: KnowledgeBase, question: str, title: str, topic: str
) -> None:
    said = reply(base, question)
    assert (said.kind, said.title, said.topic) == ("answer", title, topic)
    assert said.sources[0].url.startswith("https://")
    assert said.sources[0].checked_on
    assert any(topic in button.payload for button in said.buttons)
    assert said.organisations == (base.texts[topic].organisations[0].id,)


@pytest.mark.parametrize("question", ["wat is huurtoeslag", "wat is het eigen risico", "wat is pgb"])
def test_a_service_that_is_asked_for_gets_its_text(base: KnowledgeBase, question: str) -> None:
    assert isinstance(ask(base, question), Answered)


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("wat betekent de scheiding voor mijn pensioen", "pensioen-en-scheiden"),
        ("wat betekent een nieuwe partner voor mijn toeslag", "toeslagpartner"),
        ("hoe verleng ik mijn paspoort", "paspoort-aanvragen"),
    ],
)
def test_a_question_with_such_words_that_is_about_more_gets_its_text(
    base: KnowledgeBase, question: str, topic: str
) -> None:
    outcome = ask(base, question)
    assert isinstance(outcome, Answered)
    assert outcome.topic == topic


def test_a_guess_at_the_word_is_said_to_be_one(base: KnowledgeBase) -> None:
    assert "Ik denk dat u ‘beschikking’ bedoelt." in reply(base, "wat betekent beschiking").text
    part = reply(base, "wat betekent bezwaarschriftprocedure").text
    assert "Ik ken ‘bezwaarschriftprocedure’ niet. Ik ken wel een deel ervan: ‘bezwaarschrift’." in part
    assert "Ik" not in reply(base, "wat betekent beschikking").text


def test_an_unknown_word_is_said_to_be_unknown_with_a_human_and_what_may_hold_it(base: KnowledgeBase) -> None:
    outcome = ask(base, "wat betekent huurprijscheck")
    assert isinstance(outcome, UnknownWord)
    said = reply_to(outcome, base)
    assert "‘huurprijscheck’" in said.text
    assert "mens" in said.text
    assert said.organisations[0] == "informatie-rijksoverheid"
    assert "huur-te-hoog" in said.buttons[0].payload
    assert said.buttons[-1].title == "Iets anders"


def test_a_word_that_nothing_is_known_of_still_gets_a_human(base: KnowledgeBase) -> None:
    said = reply(base, "wat betekent flapdrol")
    assert said.cards
    assert said.kind == "clarify"


def test_every_word_can_be_asked_for_and_is_told_with_a_next_step(base: KnowledgeBase) -> None:
    otherwise = ask(base, "xyzzy")
    for word in base.words.glossary.words:
        outcome = explain(base, f"wat betekent {word.word}", otherwise.search, otherwise)
        assert isinstance(outcome, Explained), word.word
        assert outcome.found.word is word
        said = reply_to(outcome, base)
        assert word.meaning in said.text
        assert said.organisations


def test_official_words_of_an_answer_are_explained_in_order_of_reading(base: KnowledgeBase) -> None:
    said = topic_reply("beroep-instellen", base)
    text = " ".join([said.text, *(section.text for section in said.sections)]).casefold()
    places = [text.index(word.word) for word in said.words]
    assert [word.word for word in said.words] == ["griffierecht", "voorlopige voorziening", "hoger beroep"]
    assert places == sorted(places)
    assert all(word.meaning for word in said.words)


def test_no_answer_explains_too_many_words_or_its_own_title(base: KnowledgeBase) -> None:
    explained = {topic: topic_reply(topic, base) for topic in base.texts}
    assert max(len(said.words) for said in explained.values()) == WORDS_MAX
    assert sum(bool(said.words) for said in explained.values()) > len(explained) / 2
    for said in explained.values():
        assert not {word.word for word in said.words} & {(said.title or "").casefold()}


def test_the_batch_contract_leaves_the_words_out(base: KnowledgeBase) -> None:
    said = topic_reply("beroep-instellen", base)
    assert said.words
    assert said.words[0].meaning not in plain_text(said)
    assert as_record("1", ask(base, "wat betekent dwangsom"), base)["decision"] == "answer"


def test_a_reply_with_words_survives_the_way_through_json(base: KnowledgeBase) -> None:
    said = topic_reply("beroep-instellen", base)
    assert Reply.model_validate_json(said.model_dump_json()) == said
