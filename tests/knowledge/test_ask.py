"""What comes of a question: the right text, a question back, a door, or an honest 'I do not know'."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.reply import plain_text
from knowledge.answer import reply_to, topic_reply
from knowledge.ask import as_record, ask
from knowledge.base import KnowledgeBase
from knowledge.outcomes import Answered, AskBack, Unknown

CONTRACT = ["id", "decision", "text", "topic", "organisations", "organisation_names", "confidence", "sources"]


@pytest.mark.parametrize(
    ("question", "topic", "organisation"),
    [
        ("hoe verleng ik mijn paspoort", "paspoort-aanvragen", "gemeente"),
        ("ik ben ontslagen wat nu", "ontslagen-wat-nu", "juridisch-loket"),
        ("mijn moeder is dood, wat moet ik regelen", "overlijden-regelen", "gemeente"),
        ("toeslag voor de huur", "huurtoeslag", "dienst-toeslagen"),
        ("ik wil een zaak beginnen", "bedrijf-beginnen-stappen", "kvk"),
    ],
)
def test_what_citizens_ask_most_is_answered(base: KnowledgeBase, question: str, topic: str, organisation: str) -> None:
    outcome = ask(base, question)
    reply = reply_to(outcome, base)
    assert isinstance(outcome, Answered)
    assert reply.topic == topic
    assert reply.organisations[0] == organisation
    assert reply.sources
    assert reply.sections


def test_a_bare_word_is_asked_back_with_choices(base: KnowledgeBase) -> None:
    outcome = ask(base, "toeslag")
    reply = reply_to(outcome, base)
    assert isinstance(outcome, AskBack)
    assert 3 <= len(reply.buttons) <= 5
    assert reply.buttons[-1].title == "Iets anders"
    assert reply.organisations[0] == "dienst-toeslagen"


def test_a_subject_from_elsewhere_is_not_answered(base: KnowledgeBase) -> None:
    for question in ("hoe bak ik een taart met appels", "wie heeft de tour de france gewonnen", "asdf qwer zxcv"):
        assert not isinstance(ask(base, question), Answered), question


def test_nothing_is_known_and_the_last_doors_are_named(base: KnowledgeBase) -> None:
    outcome = ask(base, "zweef")
    assert isinstance(outcome, Unknown)
    assert reply_to(outcome, base).organisations == ("informatie-rijksoverheid", "gemeente")


def test_a_named_municipality_is_referred_to_itself(base: KnowledgeBase) -> None:
    outcome = ask(base, "ik woon in Kaatsheuvel, hoe verleng ik mijn paspoort")
    card = next(card for card in reply_to(outcome, base).cards if card.id == "gemeente")
    assert card.name == "Gemeente Loon op Zand"


def test_a_topic_said_to_be_wrong_is_left_out(base: KnowledgeBase) -> None:
    outcome = ask(base, "hoe verleng ik mijn paspoort", without=frozenset({"paspoort-aanvragen"}))
    assert "paspoort-aanvragen" not in [hit.topic for hit in outcome.search.candidates]


def test_a_chosen_topic_that_is_gone_still_names_a_door(base: KnowledgeBase) -> None:
    assert topic_reply("bestaat-niet", base).organisations
    assert topic_reply(None, base).organisations


def test_organisations_are_numbered_only_where_the_editor_says_that_one_visits_them_all(base: KnowledgeBase) -> None:
    routes = {topic for topic, text in base.texts.items() if text.route}
    assert {topic for topic in base.texts if topic_reply(topic, base).ordered} == routes
    assert {"digid-misbruik", "nareis-gezin"} <= routes
    assert not routes & {"asiel-aanvragen", "studiefinanciering"}, "those are for some people only"


def test_every_text_renders_with_source_organisation_and_all_sections(base: KnowledgeBase) -> None:
    for topic, text in base.texts.items():
        reply = topic_reply(topic, base)
        shown = plain_text(reply)
        assert all(section in shown for section in text.sections.values()), topic
        assert reply.sources[0].url in shown
        assert reply.cards[0].name in shown


def test_the_batch_line_has_exactly_the_keys_of_the_contract(base: KnowledgeBase) -> None:
    for question in ("hoe verleng ik mijn paspoort", "toeslag", "xyzzy", ""):
        assert list(as_record("1", ask(base, question), base)) == CONTRACT


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(question=st.text(max_size=300))
def test_any_text_gives_a_reply_with_a_next_step(base: KnowledgeBase, question: str) -> None:
    reply = reply_to(ask(base, question), base)
    assert reply.text
    assert reply.organisations or reply.buttons
