"""Beginning, reading and erasing a conversation over HTTP."""

import httpx
from sqlalchemy import create_engine, text

from tests.connectors.citizen import Citizen

UNKNOWN = "/api/v1/conversations/00000000-0000-4000-8000-000000000000"


async def test_a_new_conversation_says_that_it_is_a_computer(http: httpx.AsyncClient) -> None:
    response = await http.post("/api/v1/conversations", json={"channel": "web", "language": None})
    created = response.json()
    assert response.status_code == 201
    assert set(created) == {"id", "token", "state", "created_at"}
    assert response.headers["Location"] == f"/api/v1/conversations/{created['id']}"
    citizen = Citizen(http, created["id"], created["token"])
    (opening,) = await citizen.messages()
    assert opening["sequence"] == 1
    assert opening["role"] == "assistant"
    assert "computer" in opening["reply"]["text"]


async def test_a_conversation_may_begin_without_a_body(http: httpx.AsyncClient) -> None:
    assert (await http.post("/api/v1/conversations")).status_code == 201


async def test_a_conversation_shows_its_state_and_its_last_message(citizen: Citizen) -> None:
    await citizen.say("hallo")
    await citizen.until_answered(after=1)
    shown = (await citizen.http.get(citizen.path, headers=citizen.key)).json()
    assert shown.keys() == {"id", "state", "channel", "created_at", "last_sequence"}
    assert (shown["state"], shown["channel"], shown["last_sequence"]) == ("bot", "web", 3)


async def test_a_wrong_token_and_an_unknown_conversation_look_the_same(citizen: Citizen) -> None:
    other = await Citizen.begin(citizen.http)
    refusals = [
        await citizen.http.get(citizen.path, headers=other.key),
        await citizen.http.get(citizen.path),
        await citizen.http.get(UNKNOWN, headers=citizen.key),
        await citizen.http.get("/api/v1/conversations/nonsense", headers=citizen.key),
    ]
    bodies = [{**refusal.json(), "instance": ""} for refusal in refusals]
    assert [refusal.status_code for refusal in refusals] == [401] * 4
    assert all(body == bodies[0] for body in bodies)
    assert all(refusal.headers["WWW-Authenticate"] == "Bearer" for refusal in refusals)


async def test_erasing_leaves_no_word_and_ends_the_streams(citizen: Citizen, gateway_database_url: str) -> None:
    await citizen.say("mijn geheim")
    await citizen.until_answered(after=1)
    names = []
    async for event in citizen.events():
        names.append(event.name)
        if event.name == "state":
            erased = await citizen.http.delete(citizen.path, headers=citizen.key)
            assert erased.status_code == 204
            assert erased.content == b""
    assert names[-1] == "ended"
    assert (await citizen.http.get(citizen.path, headers=citizen.key)).status_code == 401
    assert (await citizen.say("nog iets")).status_code == 401
    database = create_engine(gateway_database_url)
    with database.connect() as connection:
        query = text("SELECT count(*) FROM messages WHERE conversation_id = :id")
        assert connection.scalar(query, {"id": citizen.id}) == 0
    database.dispose()
