"""The citizen's place in a conversation: offered after the answer, understood bare, remembered, changed."""

import pytest

from actions.affirm import ActionAffirm
from actions.ask import ActionAsk
from actions.deny import ActionDeny
from actions.place import ActionChoosePlace, ActionMyPlace
from bot.reply import Reply
from knowledge.quality_wegwijs import load_cases, names_a_next_step
from tests.actions.conversation import Conversation

PASSPORT = "hoe verleng ik mijn paspoort"


@pytest.fixture
def talk() -> Conversation:
    return Conversation()


def names(reply: Reply) -> list[str]:
    return [card.name for card in reply.cards]


@pytest.mark.slow
def test_the_answer_comes_first_and_then_one_offer_to_name_the_place(talk: Conversation) -> None:
    reply = talk.say(ActionAsk(), PASSPORT)
    assert (reply.kind, reply.topic) == ("answer", "paspoort-aanvragen")
    assert ["woonplaats" in (card.find or "") for card in reply.cards].count(True) == 1


def test_no_place_is_asked_when_the_answer_does_not_need_it(talk: Conversation) -> None:
    reply = talk.say(ActionAsk(), "hoe hoog is de huurtoeslag")
    assert not any("woonplaats" in (card.find or "") for card in reply.cards)


@pytest.mark.parametrize("intent", ["ask_question", "my_place", "nlu_fallback"])
@pytest.mark.parametrize(
    ("said", "name"),
    [("Delft", "Gemeente Delft"), ("in best", "Gemeente Best"), ("den bosch", "Gemeente 's-Hertogenbosch")],
)
def test_a_bare_place_after_the_offer_gives_the_municipality(
    talk: Conversation, said: str, name: str, intent: str
) -> None:
    talk.say(ActionAsk(), PASSPORT)
    reply = talk.say(ActionMyPlace() if intent == "my_place" else ActionAsk(), said, intent)
    assert names(reply) == [name]
    assert reply.cards[0].phones
    assert name in names(talk.say(ActionAsk(), "waar krijg ik een parkeervergunning"))


def test_a_name_with_several_meanings_is_asked_and_a_hint_settles_it(talk: Conversation) -> None:
    talk.say(ActionAsk(), PASSPORT)
    asked = talk.say(ActionMyPlace(), "Rijswijk", "my_place")
    assert len(asked.buttons) == 4
    assert "municipality" not in talk.slots or talk.slots["municipality"] is None
    assert names(talk.say(ActionDeny(), "die bij Den Haag", "deny")) == ["Gemeente Rijswijk"]


def test_another_place_instead_of_a_choice_is_that_place(talk: Conversation) -> None:
    talk.say(ActionAsk(), PASSPORT)
    talk.say(ActionMyPlace(), "hengelo", "my_place")
    assert names(talk.say(ActionMyPlace(), "Zwolle", "my_place")) == ["Gemeente Zwolle"]


@pytest.mark.parametrize("said", ["Gelderland", "die in Gelderland", "gemeente Bronckhorst", "bij Zutphen"])
def test_a_choice_can_be_said_in_words(talk: Conversation, said: str) -> None:
    talk.say(ActionMyPlace(), "Hengelo", "my_place")
    assert names(talk.say(ActionAsk(), said)) == ["Gemeente Bronckhorst"]


def test_a_place_that_was_taken_wrongly_is_corrected(talk: Conversation) -> None:
    talk.say(ActionMyPlace(), "Delft", "my_place")
    assert names(talk.say(ActionDeny(), "nee, Rijswijk bij Den Haag", "deny")) == ["Gemeente Rijswijk"]


def test_a_button_settles_it_too(talk: Conversation) -> None:
    talk.say(ActionAsk(), "ik woon in Oosterhout, waar vraag ik bijstand aan")
    reply = talk.say(ActionChoosePlace(), '/choose_place{"place": "gm1734"}', "choose_place", place="gm1734")
    assert names(reply) == ["Gemeente Overbetuwe"]


def test_another_place_than_the_buttons_is_asked_for(talk: Conversation) -> None:
    talk.say(ActionAsk(), "ik woon in Oosterhout, waar vraag ik bijstand aan")
    assert "Welke" not in talk.say(ActionChoosePlace(), "/choose_place", "choose_place", place="other").text
    assert names(talk.say(ActionAsk(), "Zeist")) == ["Gemeente Zeist"]


def test_a_typing_error_waits_for_a_yes(talk: Conversation) -> None:
    asked = talk.say(ActionAsk(), "ik woon in amersfoirt, waar vraag ik bijstand aan")
    assert not any("Amersfoort" in name for name in names(asked))
    assert "Gemeente Amersfoort" in names(talk.say(ActionAffirm(), "ja", "affirm"))


def test_a_typing_error_that_is_denied_is_asked_again(talk: Conversation) -> None:
    talk.say(ActionAsk(), "ik woon in amersfoirt, waar vraag ik bijstand aan")
    talk.say(ActionDeny(), "nee", "deny")
    assert talk.slots.get("municipality") is None
    assert names(talk.say(ActionAsk(), "Leusden")) == ["Gemeente Leusden"]


def test_the_place_can_be_changed(talk: Conversation) -> None:
    talk.say(ActionAsk(), "ik woon in Leiden, " + PASSPORT)
    assert names(talk.say(ActionMyPlace(), "ik ben verhuisd naar Gouda", "my_place")) == ["Gemeente Gouda"]
    assert talk.slots["municipality"] == "gm0513"


def test_moving_out_of_the_blue_is_a_question_about_moving(talk: Conversation) -> None:
    reply = talk.say(ActionAsk(), "ik ben verhuisd naar Gouda, waar geef ik dat door")
    assert reply.kind in {"answer", "clarify"}
    assert "uw nieuwe adres" in reply.text
    assert "Gemeente Gouda" in names(reply)


def test_a_postcode_alone_is_asked_back_as_a_place(talk: Conversation) -> None:
    talk.say(ActionAsk(), PASSPORT)
    assert "3511 AB" in talk.say(ActionMyPlace(), "3511 AB", "my_place").text
    assert names(talk.say(ActionAsk(), "utrecht")) == ["Gemeente Utrecht"]


def test_where_ones_mother_lives_is_not_remembered_over_ones_own_place(talk: Conversation) -> None:
    talk.say(ActionAsk(), "ik woon in Leiden, " + PASSPORT)
    talk.say(ActionAsk(), "mijn moeder woont in Gouda en heeft hulp thuis nodig")
    assert talk.slots["municipality"] == "gm0546"


def test_the_own_ggd_of_a_place_is_named(talk: Conversation) -> None:
    talk.say(ActionAsk(), "waar kan ik een soa test doen")
    assert names(talk.say(ActionAsk(), "Assen"))[0] == "GGD Drenthe"


@pytest.mark.slow
def test_every_reply_of_a_conversation_names_a_next_step(talk: Conversation) -> None:
    for case in load_cases()[::8]:
        reply = talk.say(ActionAsk(), case.text)
        assert names_a_next_step(reply) or "?" in reply.text or "woonplaats" in reply.text, (case.text, reply.text)
