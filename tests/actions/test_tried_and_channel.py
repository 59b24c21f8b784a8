"""The next door after a closed one, the way that a citizen wants to be helped, and the exception to the rule."""

import pytest

from actions.ask import ActionAsk
from actions.channel import ActionPreferChannel
from actions.rules_hurt import ActionRulesHurt
from actions.tried import ActionAlreadyTried
from bot.reply import Channel, plain_text
from knowledge.channel import LIBRARY, channel_of
from knowledge.exceptions import load_exceptions, rules_hurt
from knowledge.register import LAST_DOOR, load_register
from tests.actions.conversation import Conversation


@pytest.fixture
def talk() -> Conversation:
    return Conversation()


def test_after_the_first_door_comes_the_next_of_the_answer(talk: Conversation) -> None:
    answer = talk.say(ActionAsk(), "mijn huurbaas vraagt te veel huur")
    reply = talk.say(ActionAlreadyTried(), "dat heb ik al geprobeerd, die stuurden me door", "already_tried")
    assert reply.organisations[0] == answer.organisations[1]


def test_doors_run_out_and_end_at_a_human_with_a_phone(talk: Conversation) -> None:
    talk.say(ActionAsk(), "mijn huurbaas vraagt te veel huur")
    seen = [
        talk.say(ActionAlreadyTried(), "daar ben ik al geweest", "already_tried").organisations[0] for _ in range(9)
    ]
    assert seen[-1] == LAST_DOOR
    doors = seen[: seen.index(LAST_DOOR)]
    assert len(doors) == len(set(doors)) >= 2


def test_where_somebody_was_sent_to_comes_next(talk: Conversation) -> None:
    talk.say(ActionAsk(), "waar vraag ik bijstand aan")
    reply = talk.say(ActionAlreadyTried(), "de gemeente stuurde me door naar het UWV", "already_tried")
    assert reply.organisations[0] == "uwv"
    assert talk.slots["tried"] == ["gemeente"]


def test_without_a_question_before_it_is_asked_where_and_what(talk: Conversation) -> None:
    reply = talk.say(ActionAlreadyTried(), "ik word van het kastje naar de muur gestuurd", "already_tried")
    assert "Bij welke organisatie" in reply.text
    assert reply.cards[0].phones


def test_a_new_question_forgets_the_doors_of_the_last(talk: Conversation) -> None:
    talk.say(ActionAsk(), "waar vraag ik bijstand aan")
    talk.say(ActionAlreadyTried(), "daar ben ik al geweest", "already_tried")
    talk.say(ActionAsk(), "hoe verleng ik mijn paspoort")
    assert talk.slots["tried"] == []


@pytest.mark.parametrize(
    ("said", "channel"),
    [
        ("ik wil bellen", "phone"),
        ("ik bel liever", "phone"),
        ("ik kom liever langs", "desk"),
        ("kan ik naar een loket, ik wil naar een loket", "desk"),
        ("ik kan niet met computers", "no_computer"),
        ("ik heb geen internet", "no_computer"),
        ("ik ben doof", "deaf"),
        ("mijn moeder is slechthorend", "deaf"),
        ("ik doe het liever online", "online"),
        ("hoeveel belasting betaal ik", None),
        ("mijn telefoon is gestolen", None),
        ("ik wil niet bellen", None),
        ("mag een kind van 12 op de computer bij school", None),
    ],
)
def test_a_wish_is_understood_and_other_words_are_not(said: str, channel: Channel | None) -> None:
    assert channel_of(said) == channel


def test_who_wants_to_call_reads_the_number_before_the_site(talk: Conversation) -> None:
    talk.say(ActionAsk(), "waar vraag ik huurtoeslag aan")
    text = plain_text(talk.say(ActionPreferChannel(), "ik wil liever bellen", "prefer_channel"))
    assert text.index("0800") < text.index("https://")


def test_the_wish_is_remembered_for_later_answers(talk: Conversation) -> None:
    talk.say(ActionPreferChannel(), "ik kom liever langs", "prefer_channel")
    reply = talk.say(ActionAsk(), "hoe verleng ik mijn paspoort")
    assert {card.first for card in reply.cards} == {"desk"}
    assert "afspraak" in plain_text(reply).lower()


def test_without_a_computer_the_library_helps_and_no_site_comes_first(talk: Conversation) -> None:
    reply = talk.say(ActionAsk(), "ik kan niet met computers, hoe vraag ik zorgtoeslag aan")
    assert reply.organisations[-1] == LIBRARY
    card = plain_text(reply).split("Dienst Toeslagen\n")[1]
    assert card.index("0800") < card.index("https://")


def test_who_is_deaf_reads_help_without_calling_first(talk: Conversation) -> None:
    talk.say(ActionAsk(), "waar vraag ik ww aan")
    text = plain_text(talk.say(ActionPreferChannel(), "ik ben doof", "prefer_channel"))
    assert text.index("beltolk") < text.index("088")


def test_a_question_with_a_wish_in_it_is_answered(talk: Conversation) -> None:
    reply = talk.say(ActionPreferChannel(), "ik wil bellen over mijn huurtoeslag", "prefer_channel")
    assert "dienst-toeslagen" in reply.organisations
    assert talk.slots["channel"] == "phone"


@pytest.mark.parametrize(
    ("before", "said", "organisation"),
    [
        (None, "de regel van de IND pakt bij mij verkeerd uit", "ind"),
        ("waar vraag ik zorgtoeslag aan", "kan er voor mij een uitzondering komen", "dienst-toeslagen"),
        (None, "ik val overal tussen wal en schip", "juridisch-loket"),
    ],
)
def test_an_exception_is_asked_at_who_decides(
    talk: Conversation, before: str | None, said: str, organisation: str
) -> None:
    if before:
        talk.say(ActionAsk(), before)
    reply = talk.say(ActionRulesHurt(), said, "rules_hurt")
    assert reply.organisations[0] == organisation
    assert reply.organisations[-1] == LIBRARY
    assert not reply.ordered, "nobody has to visit them all"


def test_the_desks_of_the_ind_are_named(talk: Conversation) -> None:
    text = talk.say(ActionRulesHurt(), "de regel van de IND pakt bij mij verkeerd uit", "rules_hurt").text
    assert all(town in text for town in ("Amsterdam", "Den Haag", "Den Bosch", "Zwolle"))


def test_no_exception_is_promised_and_every_door_exists() -> None:
    organisations = load_register().organisations
    assert not load_exceptions()[0].organisations
    for entry in load_exceptions():
        assert "kan ik u niet beloven" in entry.text
        assert {door.id for door in entry.doors} <= organisations.keys()
        assert set(entry.organisations) <= organisations.keys()


@pytest.mark.parametrize(
    "said", ["de regel pakt bij mij verkeerd uit", "kan er een uitzondering komen", "ik val tussen de wal en het schip"]
)
def test_rules_that_hurt_are_recognised(said: str) -> None:
    assert rules_hurt(said)


@pytest.mark.parametrize(
    "said", ["wat is maatwerk", "welke regels gelden voor een dakkapel", "betekenis hardheidsclausule"]
)
def test_a_question_about_a_rule_is_no_complaint(said: str) -> None:
    assert not rules_hurt(said)
