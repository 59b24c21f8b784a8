"""Place, next door, way to be helped and exception, through the real gateway, Rasa and the action server."""

import pytest

from connectors.client import CitizenClient
from tests.journeys.test_questions import only_reply

pytestmark = [pytest.mark.stack, pytest.mark.timeout(600)]


def test_a_place_is_offered_understood_corrected_and_remembered(citizen: CitizenClient) -> None:
    asked = only_reply(citizen, "hoe verleng ik mijn paspoort")
    assert any("woonplaats" in (card.get("find") or "") for card in asked["cards"])
    assert only_reply(citizen, "Delft")["cards"][0]["name"] == "Gemeente Delft"
    assert only_reply(citizen, "nee, Rijswijk bij Den Haag")["cards"][0]["name"] == "Gemeente Rijswijk"
    assert only_reply(citizen, "waar krijg ik een parkeervergunning")["cards"][0]["name"] == "Gemeente Rijswijk"


def test_a_name_with_several_meanings_is_chosen_by_button(citizen: CitizenClient) -> None:
    button = only_reply(citizen, "ik woon in Oosterhout, waar vraag ik bijstand aan")["buttons"][1]
    assert "Overbetuwe" in button["title"]
    assert only_reply(citizen, button["title"], button["payload"])["cards"][0]["name"] == "Gemeente Overbetuwe"


@pytest.mark.parametrize("said", ["dat heb ik al geprobeerd, die stuurden me door", "daar ben ik al geweest"])
def test_after_a_closed_door_comes_the_next(citizen: CitizenClient, said: str) -> None:
    first = only_reply(citizen, "waar vraag ik bijstand aan")["organisations"]
    assert only_reply(citizen, said)["organisations"][0] == first[1]


@pytest.mark.parametrize(
    ("said", "way"), [("ik wil liever bellen", "phone"), ("ik kom liever langs", "desk"), ("ik ben doof", "deaf")]
)
def test_the_way_to_be_helped_is_remembered(citizen: CitizenClient, said: str, way: str) -> None:
    only_reply(citizen, said)
    assert only_reply(citizen, "waar vraag ik huurtoeslag aan")["cards"][0]["first"] == way


@pytest.mark.parametrize("said", ["de regel pakt bij mij verkeerd uit", "ik val overal tussen wal en schip"])
def test_when_the_rules_hurt_there_is_a_door_and_help_with_forms(citizen: CitizenClient, said: str) -> None:
    reply = only_reply(citizen, said)
    assert "kan ik u niet beloven" in reply["text"]
    assert reply["organisations"][-1] == "bibliotheek-informatiepunt-digitale-overheid"
