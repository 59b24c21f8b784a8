"""From being stuck to a human, and deleting: the real actions, the real knowledge base."""

import pytest
from rasa_sdk import Tracker

from actions.affirm import ActionAffirm
from actions.ask import ActionAsk
from actions.crisis import ActionCrisis
from actions.delete_conversation import ActionDeleteConversation
from actions.deny import ActionDeny
from actions.handoff_no import ActionHandoffNo
from actions.handoff_yes import ActionHandoffYes
from actions.human import ActionHuman
from actions.thanks import ActionThanks
from actions.transcript import transcript_of
from actions.tried import ActionAlreadyTried
from bot.reply import Reply, plain_text
from bot.sentences import sentence
from bot.settings import settings
from tests.actions.conversation import Conversation

EVICTION = "ik word morgen uit mijn huis gezet"


@pytest.fixture
def talk() -> Conversation:
    return Conversation()


@pytest.fixture
def no_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings(), "desk", False)


def payloads(reply: Reply) -> list[str]:
    return [button.payload for button in reply.buttons]


def test_an_offer_keeps_the_answer_and_says_what_is_passed_on(talk: Conversation) -> None:
    reply = talk.say(ActionAsk(), EVICTION)
    assert reply.kind == "handoff_offer"
    assert reply.topic
    assert reply.sources
    assert reply.text.endswith(sentence("handoff.offer"))
    assert payloads(reply)[-2:] == ["/handoff_yes", "/handoff_no"]
    assert reply.case
    assert reply.case.urgency == "hoog"
    assert reply.stuck
    assert reply.stuck.score >= reply.stuck.line


@pytest.mark.parametrize(
    ("said", "intent", "action"),
    [
        ("ja", "affirm", ActionAffirm),
        ("doe maar", "affirm", ActionAffirm),
        ("ja graag, fijn", "thanks", ActionThanks),
        ("/handoff_yes", "handoff_yes", ActionHandoffYes),
        ("geef me dan een medewerker", "ask_human", ActionHuman),
    ],
)
def test_a_yes_hands_over_with_a_case(talk: Conversation, said: str, intent: str, action: type[ActionAsk]) -> None:
    talk.say(ActionAsk(), EVICTION)
    reply = talk.say(action(), said, intent)
    assert reply.kind == "handoff"
    assert reply.case
    assert {reason.code for reason in reply.case.reasons} & {"asks_human", "eviction"}


@pytest.mark.parametrize(
    ("said", "intent", "action"),
    [("nee", "deny", ActionDeny), ("liever niet", "deny", ActionDeny), ("/handoff_no", "handoff_no", ActionHandoffNo)],
)
def test_a_no_is_respected(talk: Conversation, said: str, intent: str, action: type[ActionAsk]) -> None:
    talk.say(ActionAsk(), EVICTION)
    reply = talk.say(action(), said, intent)
    assert reply.kind == "smalltalk"
    assert payloads(reply) == ["/ask_human"]
    assert talk.say(ActionAsk(), "hoe vraag ik bijstand aan").kind == "answer"


def test_another_question_lets_the_offer_lapse(talk: Conversation) -> None:
    talk.say(ActionAsk(), EVICTION)
    assert talk.say(ActionAsk(), "hoe verleng ik mijn paspoort").kind == "answer"
    assert talk.say(ActionAffirm(), "ja", "affirm").kind == "smalltalk"


def test_a_wish_is_honoured_at_once_and_the_subject_may_be_told(talk: Conversation) -> None:
    offer = talk.say(ActionHuman(), "ik wil een mens spreken", "ask_human")
    assert offer.kind == "handoff_offer"
    assert sentence("handoff.subject") in offer.text
    reply = talk.say(ActionAsk(), "het gaat over mijn huurtoeslag")
    assert reply.kind == "handoff"
    assert reply.case
    assert "huurtoeslag" in reply.case.summary.question.text


def test_a_subject_that_was_told_is_not_asked_for(talk: Conversation) -> None:
    talk.say(ActionAsk(), "hoe vraag ik huurtoeslag aan")
    offer = talk.say(ActionHuman(), "ik wil een mens spreken", "ask_human")
    assert sentence("handoff.subject") not in offer.text
    fresh = Conversation().say(ActionHuman(), "ik wil iemand spreken over mijn huurtoeslag", "ask_human")
    assert sentence("handoff.subject") not in fresh.text


def test_after_a_no_the_wish_itself_is_still_honoured(talk: Conversation) -> None:
    talk.say(ActionHuman(), "ik wil een mens spreken", "ask_human")
    talk.say(ActionDeny(), "toch maar niet", "deny")
    talk.say(ActionAsk(), "hoe verleng ik mijn paspoort")
    assert talk.say(ActionHuman(), "ik wil toch iemand spreken", "ask_human").kind == "handoff_offer"


def test_in_a_crisis_the_number_is_first_and_a_human_is_offered_last(talk: Conversation) -> None:
    reply = talk.say(ActionCrisis(), "ik wil niet meer leven", "crisis_suicide")
    assert reply.kind == "crisis"
    assert reply.text.index("113") < reply.text.index(sentence("handoff.crisis"))
    assert payloads(reply) == ["/handoff_yes", "/handoff_no"]
    given = talk.say(ActionAffirm(), "ja", "affirm")
    assert given.kind == "handoff"
    assert given.case
    assert given.case.urgency == "crisis"


def test_the_doors_run_out_and_a_human_is_offered(talk: Conversation) -> None:
    talk.say(ActionAsk(), "mijn huurbaas vraagt te veel huur")
    first = talk.say(ActionAlreadyTried(), "daar ben ik al geweest", "already_tried")
    assert first.note == sentence("stuck.mention")
    assert talk.say(ActionAlreadyTried(), "daar ook al", "already_tried").kind == "handoff_offer"


@pytest.mark.usefixtures("no_desk")
def test_without_a_desk_numbers_are_named(talk: Conversation) -> None:
    reply = talk.say(ActionAsk(), EVICTION)
    assert reply.kind == "refer"
    assert "1400" in plain_text(reply)
    assert payloads(reply) == [] or "/handoff_yes" not in payloads(reply)
    wish = talk.say(ActionHuman(), "ik wil een mens spreken", "ask_human")
    assert wish.kind == "refer"
    assert wish.cards[0].phones
    crisis = Conversation().say(ActionCrisis(), "ik wil niet meer leven", "crisis_suicide")
    assert sentence("crisis.human") in crisis.text


@pytest.mark.parametrize(("said", "intent", "gone"), [("ja", "affirm", True), ("nee", "deny", False)])
def test_a_conversation_is_deleted_only_after_a_yes(talk: Conversation, said: str, intent: str, gone: bool) -> None:
    asked = talk.say(ActionDeleteConversation(), "wis dit gesprek", "delete_conversation")
    assert payloads(asked) == ["/erase_yes", "/erase_no"]
    assert not asked.erase
    action = ActionAffirm() if gone else ActionDeny()
    assert talk.say(action, said, intent).erase is gone


def test_the_same_is_never_said_three_times_in_a_row(talk: Conversation) -> None:
    texts = [talk.say(ActionAffirm(), "ja", "affirm").text for _ in range(6)]
    assert all(len(set(texts[place : place + 3])) > 1 for place in range(4))


def test_a_message_that_was_heard_twice_was_said_once() -> None:
    said = {"event": "user", "text": "hallo", "metadata": {"sequence": 1}, "parse_data": {"intent": {"name": "greet"}}}
    lost = {"event": "bot", "data": {"custom": {"kind": "smalltalk", "text": "Dag."}}}
    heard = Tracker("test", {}, said, [said, lost, said], False, None, {}, None)
    assert [(turn.said.text, turn.reply) for turn in transcript_of(heard).turns] == [("hallo", None)]


def test_a_reply_of_an_unknown_shape_is_none() -> None:
    said = {"event": "user", "text": "/choose_topic", "metadata": {"sequence": 1, "title": "Paspoort"}}
    odd = {"event": "bot", "data": {"custom": {"kind": "song"}}}
    (turn,) = transcript_of(Tracker("test", {}, said, [said, odd], False, None, {}, None)).turns
    assert (turn.said.text, turn.said.payload, turn.said.title, turn.reply) == ("", "/choose_topic", "Paspoort", None)
