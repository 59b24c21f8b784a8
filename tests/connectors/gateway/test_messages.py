"""Posting and reading messages over HTTP: once, in order, masked."""

import asyncio

from sqlalchemy import create_engine, text

from tests.connectors.answers import BUTTON
from tests.connectors.citizen import Citizen


async def test_a_message_is_stored_and_answered(citizen: Citizen) -> None:
    response = await citizen.say("hoe verleng ik mijn paspoort?")
    assert response.status_code == 202
    stored = response.json()
    assert stored.keys() == {"id", "sequence", "role", "text", "reply", "author", "created_at"}
    assert (stored["sequence"], stored["role"], stored["reply"]) == (2, "citizen", None)
    _, answer = await citizen.until_answered(after=1)
    assert answer["reply"]["text"] == answer["text"] == "Antwoord op: hoe verleng ik mijn paspoort?"


async def test_a_repeated_key_gives_the_same_message_and_is_not_answered_again(citizen: Citizen) -> None:
    first = await citizen.say("hallo", key="een")
    await citizen.until_answered(after=1)
    again = await citizen.say("hallo", key="een")
    assert (first.status_code, again.status_code) == (202, 200)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert again.json() == first.json()
    assert len(await citizen.messages()) == 3


async def test_the_same_key_at_the_same_moment_stores_one_message(citizen: Citizen) -> None:
    responses = await asyncio.gather(*(citizen.say("hallo", key="een") for _ in range(10)))
    assert sorted(response.status_code for response in responses) == [200] * 9 + [202]
    assert len({response.json()["id"] for response in responses}) == 1


async def test_a_key_cannot_be_used_for_another_message(citizen: Citizen) -> None:
    await citizen.say("hallo", key="een")
    refused = await citizen.say("iets anders", key="een")
    assert refused.status_code == 422
    assert refused.json()["type"] == "/docs#key_reused"


async def test_twenty_messages_at_once_are_all_answered_in_the_order_of_their_sequence(
    citizen: Citizen,
) -> None:
    responses = await asyncio.gather(*(citizen.say(f"vraag {n}") for n in range(20)))
    assert {response.status_code for response in responses} == {202}
    messages = [*await citizen.until_answered(count=20, after=1)]
    assert [message["sequence"] for message in messages] == list(range(2, 42))
    asked = [message["text"] for message in messages if message["role"] == "citizen"]
    answered = [message["text"] for message in messages if message["role"] == "assistant"]
    assert answered == [f"Antwoord op: {question}" for question in asked]


async def test_what_is_personal_never_reaches_the_table(citizen: Citizen, gateway_database_url: str) -> None:
    said = await citizen.say("mijn bsn is 999999990 en mail naar jan@voorbeeld.nl")
    assert said.json()["text"] == "mijn bsn is [bsn] en mail naar [e-mailadres]"
    await citizen.until_answered(after=1)
    database = create_engine(gateway_database_url)
    with database.connect() as connection:
        rows = connection.execute(text("SELECT messages::text FROM messages")).scalars().all()
    database.dispose()
    assert rows
    assert not [row for row in rows if "999999990" in row or "jan@voorbeeld.nl" in row]


async def test_a_button_works_when_it_was_offered_here(citizen: Citizen) -> None:
    early = await citizen.say(BUTTON.title, payload=BUTTON.payload)
    assert (early.status_code, early.json()["type"]) == (422, "/docs#not_offered")
    await citizen.say("knoppen")
    await citizen.until_answered(after=1)
    pressed = await citizen.say(BUTTON.title, payload=BUTTON.payload)
    assert pressed.json()["text"] == "Paspoort"
    *_, answer = await citizen.until_answered(after=3)
    assert answer["text"] == f"Gekozen: {BUTTON.payload}"


async def test_after_twenty_messages_in_a_minute_a_citizen_is_asked_to_wait(citizen: Citizen) -> None:
    for number in range(20):
        assert (await citizen.say(f"vraag {number}", key=f"k{number}")).status_code == 202
    refused = await citizen.say("nog een")
    assert refused.status_code == 429
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert (await citizen.say("vraag 3", key="k3")).status_code == 200


async def test_a_failing_assistant_apologises_and_the_conversation_goes_on(citizen: Citizen) -> None:
    await citizen.say("kapot")
    _, sorry = await citizen.until_answered(after=1)
    assert sorry["reply"]["kind"] == "apology"
    assert "1400" in sorry["text"]
    await citizen.say("en nu?")
    *_, answer = await citizen.until_answered(after=3)
    assert answer["text"] == "Antwoord op: en nu?"


async def test_history_is_read_from_where_one_was(citizen: Citizen) -> None:
    await citizen.say("hallo")
    await citizen.until_answered(after=1)
    assert [message["sequence"] for message in await citizen.messages(after=2)] == [3]
