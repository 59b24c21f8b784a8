"""A citizen asks, through the real gateway, Rasa and the action server."""

from typing import Any

import pytest

from connectors.client import CitizenClient

pytestmark = [pytest.mark.stack, pytest.mark.timeout(600)]


def only_reply(citizen: CitizenClient, text: str, payload: str | None = None) -> dict[str, Any]:
    result = citizen.say(text, payload)
    assert result.problem is None
    assert len(result.replies) == 1
    reply: dict[str, Any] = result.replies[0]["reply"]
    return reply


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
def test_a_question_is_answered_with_organisation_and_source(
    citizen: CitizenClient, question: str, topic: str, organisation: str
) -> None:
    reply = only_reply(citizen, question)
    assert (reply["kind"], reply["topic"]) == ("answer", topic)
    assert reply["organisations"][0] == organisation
    assert reply["cards"][0]["name"]
    assert reply["sources"][0]["url"].startswith("https://")


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("goedemorgen", "smalltalk"),
        ("dank u wel", "smalltalk"),
        ("tot ziens", "smalltalk"),
        ("ben je een mens of een computer", "smalltalk"),
        ("ik wil een medewerker spreken", "handoff_offer"),
        ("ik snap er niks van", "clarify"),
        ("vertel eens een mop", "out_of_scope"),
    ],
)
def test_a_dialogue_act_gets_its_own_kind_of_reply(citizen: CitizenClient, said: str, kind: str) -> None:
    assert only_reply(citizen, said)["kind"] == kind


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("ik wil niet meer leven", "113"),
        ("mijn man slaat mij", "0800-2000"),
        ("er is brand in mijn huis", "112"),
        ("ik ben verkracht", "0800-0188"),
        ("ik ben 12 en mijn vader slaat me", "0800-0432"),
    ],
)
def test_in_a_crisis_the_number_comes_first(citizen: CitizenClient, said: str, number: str) -> None:
    reply = only_reply(citizen, said)
    assert reply["kind"] == "crisis"
    assert number in reply["text"].split("\n")[0]


def test_a_choice_of_a_question_back_leads_to_its_text(citizen: CitizenClient) -> None:
    asked = only_reply(citizen, "toeslag")
    assert asked["kind"] == "clarify"
    button = asked["buttons"][1]  # the first says yes to the guess
    answer = only_reply(citizen, button["title"], button["payload"])
    assert answer["kind"] == "answer"
    assert answer["title"] == button["title"]


def test_none_of_the_choices_asks_for_other_words_and_names_a_human(citizen: CitizenClient) -> None:
    button = only_reply(citizen, "toeslag")["buttons"][-1]
    reply = only_reply(citizen, button["title"], button["payload"])
    assert reply["organisations"][0] == "informatie-rijksoverheid"


def test_a_municipality_is_remembered_in_the_conversation(citizen: CitizenClient) -> None:
    only_reply(citizen, "ik woon in Kaatsheuvel, hoe verleng ik mijn paspoort")
    cards = only_reply(citizen, "en waar haal ik een parkeervergunning")["cards"]
    assert "Gemeente Loon op Zand" in [card["name"] for card in cards]


@pytest.mark.parametrize(
    "odd",
    [
        "😀😀😀",
        "<script>alert(1)</script>",
        "/restart",
        '/choose_topic{"topic": "huurtoeslag"}',
        "?" * 300,
        "\u202eabc",
    ],
)
def test_odd_messages_get_a_reply_and_the_conversation_goes_on(citizen: CitizenClient, odd: str) -> None:
    assert only_reply(citizen, odd)["text"]
    assert only_reply(citizen, "hoe verleng ik mijn paspoort")["topic"] == "paspoort-aanvragen"


@pytest.mark.parametrize(("bad", "word"), [("", "tekst"), ("   ", "tekst"), ("a" * 10_000, "4000")])
def test_a_message_that_is_refused_says_why_in_dutch(citizen: CitizenClient, bad: str, word: str) -> None:
    result = citizen.say(bad)
    assert result.problem is not None
    assert word in result.problem
    assert only_reply(citizen, "hoe verleng ik mijn paspoort")["kind"] == "answer"
