"""One judgement an answer, which can be changed; after erasure only topic and day are left."""

from typing import Any

import httpx
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.ext.asyncio import AsyncEngine

from connectors.conversations import store as conversations
from connectors.database.engine import transaction
from connectors.feedback import store
from tests.connectors.citizen import Citizen


async def judge(citizen: Citizen, message: str, body: Any) -> httpx.Response:
    url = f"{citizen.path}/messages/{message}/feedback"
    return await citizen.http.put(url, json=body, headers=citizen.key)


def rows(url: str, topic: str) -> list[tuple[Any, ...]]:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = text("SELECT message_id, helped, reason FROM feedback WHERE topic = :topic ORDER BY id")
        kept = [tuple(row) for row in connection.execute(found, {"topic": topic})]
    engine.dispose()
    return kept


async def answer_of(citizen: Citizen) -> dict[str, Any]:
    await citizen.say("met onderwerp")
    return (await citizen.until_answered(after=1))[-1]


async def test_a_judgement_is_kept_once_and_may_change(citizen: Citizen, gateway_database_url: str) -> None:
    answer = await answer_of(citizen)
    topic = answer["reply"]["topic"]
    before = rows(gateway_database_url, topic)
    for body in ({"helped": True}, {"helped": False}, {"helped": False, "reason": "unclear"}):
        assert (await judge(citizen, answer["id"], body)).status_code == 204
    added = rows(gateway_database_url, topic)[len(before) :]
    assert [(helped, reason) for _, helped, reason in added] == [(False, "unclear")]


async def test_after_erasure_the_judgement_has_no_link(citizen: Citizen, gateway_database_url: str) -> None:
    answer = await answer_of(citizen)
    topic = answer["reply"]["topic"]
    before = len(rows(gateway_database_url, topic))
    await judge(citizen, answer["id"], {"helped": True})
    await citizen.http.delete(citizen.path, headers=citizen.key)
    after = rows(gateway_database_url, topic)
    assert len(after) == before + 1
    assert after[-1] == (None, True, None)


async def test_only_an_answer_in_ones_own_conversation_can_be_judged(citizen: Citizen) -> None:
    answer = await answer_of(citizen)
    own_words = (await citizen.messages())[1]
    assert own_words["role"] == "citizen"
    stranger = await Citizen.begin(citizen.http)
    for who, message in ((citizen, own_words["id"]), (stranger, answer["id"])):
        refused = await judge(who, message, {"helped": True})
        assert (refused.status_code, refused.json()["type"]) == (404, "/docs#no_such_answer")


@pytest.mark.parametrize("body", [{}, {"helped": "ja"}, {"helped": False, "reason": "mijn bsn is …"}, {"words": "x"}])
async def test_words_of_the_citizen_are_not_taken(citizen: Citizen, body: Any) -> None:
    answer = await answer_of(citizen)
    assert (await judge(citizen, answer["id"], body)).status_code == 422


async def test_the_report_has_a_line_a_topic_worst_first(engine: AsyncEngine) -> None:
    async with transaction(engine) as session:
        conversation, _ = await conversations.create(session, "web")
        for topic, helped, reason in (("a", True, None), ("b", True, None), ("b", False, "unclear")):
            reply = {"kind": "answer", "topic": topic}
            message = await conversations.append(session, conversation, "assistant", "…", reply=reply)
            assert await store.keep(session, conversation.id, message.id, helped, reason)
        first, second = await store.by_topic(session)
    assert (first.topic, first.share, first.reasons) == ("b", 0.5, (0, 1, 0))
    assert (second.topic, second.helped, second.not_helped) == ("a", 1, 0)
