"""The life of a case, in a real database."""

import asyncio
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from connectors.conversations import history, store
from connectors.conversations.model import Conversation
from connectors.conversations.states import State
from connectors.database.engine import transaction
from connectors.handoff import cases, desk
from connectors.handoff.cases import NotYoursError
from connectors.handoff.model import Agent
from tests.connectors.handoff.cases_for_tests import CAP, NOOR, SAM, begin, claimed, handoff_of, say, waiting


async def said(engine: AsyncEngine, conversation: Conversation) -> list[tuple[str, str]]:
    async with transaction(engine) as session:
        return [(m.role, m.text) for m in await history.after(session, conversation.id, 0)]


async def state(engine: AsyncEngine, conversation: Conversation) -> State:
    async with transaction(engine) as session:
        return (await store.current(session, conversation.id)).state


async def test_a_handoff_waits_and_the_citizen_reads_what_happens(engine: AsyncEngine) -> None:
    conversation, handoff = await waiting(engine)
    assert await state(engine, conversation) is State.WAITING
    role, words = (await said(engine, conversation))[-1]
    assert role == "system"
    assert "eerste in de rij" in words
    assert (handoff.status, handoff.team, handoff.case.subject) == ("waiting", "algemeen", "Mijn huur is te hoog.")


async def test_asking_again_while_waiting_opens_no_second_case(engine: AsyncEngine) -> None:
    conversation, handoff = await waiting(engine)
    await say(engine, conversation, "Ik wil een mens spreken")
    await say(engine, conversation, "Hallo, een mens?")
    async with transaction(engine) as session:
        assert [one.id for one in await desk.waiting(session)] == [handoff.id]
    answers = [words for role, words in await said(engine, conversation) if role != "citizen"]
    assert len([words for words in answers if "staat bij uw gesprek" in words]) == 1, "said once, not every time"


async def test_a_handoff_without_a_summary_is_a_case_all_the_same(engine: AsyncEngine) -> None:
    conversation = await begin(engine)
    await say(engine, conversation, "Geef mij een mens")
    handoff = await handoff_of(engine, conversation)
    assert handoff.case.summary.question.text == "Geef mij een mens"


async def test_one_of_many_agents_gets_it(engine: AsyncEngine) -> None:
    conversation, handoff = await waiting(engine)

    async def grab(number: int) -> str:
        async with transaction(engine) as session:
            return await cases.claim(session, handoff.id, Agent(uuid4(), f"Agent{number}"), CAP)

    results = await asyncio.gather(*map(grab, range(8)))
    assert sorted(results) == ["claimed"] + ["taken"] * 7
    told = [words for _, words in await said(engine, conversation) if "leest nu uw gesprek" in words]
    assert len(told) == 1


async def test_an_agent_cannot_pass_the_cap_by_claiming_twice_at_once(engine: AsyncEngine) -> None:
    handoffs = [(await waiting(engine))[1] for _ in range(5)]

    async def grab(handoff_id: object) -> str:
        async with transaction(engine) as session:
            return await cases.claim(session, handoff_id, NOOR, 2)  # type: ignore[arg-type]

    results = await asyncio.gather(*(grab(handoff.id) for handoff in handoffs))
    assert sorted(results) == ["claimed", "claimed", "full", "full", "full"]


async def test_the_assistant_is_silent_while_an_agent_has_it(engine: AsyncEngine) -> None:
    conversation, handoff = await claimed(engine)
    before = len(await said(engine, conversation))
    await say(engine, conversation, "Bent u daar?")
    assert (await said(engine, conversation))[before:] == [("citizen", "Bent u daar?")]
    async with transaction(engine) as session:
        await cases.say(session, handoff.id, NOOR, "Ja, ik lees mee.", "een")
        await cases.say(session, handoff.id, NOOR, "Ja, ik lees mee.", "een")
    assert (await said(engine, conversation))[-1] == ("agent", "Ja, ik lees mee.")
    assert len(await said(engine, conversation)) == before + 2, "the same key says it once"


async def test_only_the_one_who_has_it_may_speak_or_end_it(engine: AsyncEngine) -> None:
    _, handoff = await claimed(engine)
    for act in (
        lambda session: cases.say(session, handoff.id, SAM, "hoi", "k"),
        lambda session: cases.close(session, handoff.id, SAM, "answered"),
        lambda session: cases.give_back(session, handoff.id, SAM),
        lambda session: cases.transfer(session, handoff.id, SAM, "belastingen", ""),
    ):
        with pytest.raises(NotYoursError):
            async with transaction(engine) as session:
                await act(session)


async def test_what_is_passed_on_is_back_in_a_queue_with_the_word_that_goes_along(engine: AsyncEngine) -> None:
    conversation, handoff = await claimed(engine)
    async with transaction(engine) as session:
        await cases.transfer(session, handoff.id, NOOR, "belastingen", "Vraagt om uitstel.")
    async with transaction(engine) as session:
        assert await desk.waiting(session, "algemeen") == ()
        (again,) = await desk.waiting(session, "belastingen")
        assert again.created_at == handoff.created_at, "who waited longest stays the one who waited longest"
        assert [note.text for note in await desk.notes(session, handoff.id)] == ["Vraagt om uitstel."]
        assert await cases.claim(session, handoff.id, SAM, CAP) == "claimed"
    assert await state(engine, conversation) is State.AGENT


async def test_given_back_the_assistant_starts_clean_and_knows_the_subject(engine: AsyncEngine) -> None:
    conversation, handoff = await claimed(engine, topic="huurtoeslag-aanvragen")
    async with transaction(engine) as session:
        await cases.give_back(session, handoff.id, NOOR)
    await say(engine, conversation, "En wat kost dat?")
    async with transaction(engine) as session:
        now = await store.current(session, conversation.id)
    assert (now.state, now.episode) == (State.BOT, 2)
    assert (await said(engine, conversation))[-1][1] == "U zei: En wat kost dat? (huurtoeslag-aanvragen)"


async def test_a_closed_conversation_goes_on_as_a_new_one(engine: AsyncEngine) -> None:
    conversation, handoff = await claimed(engine)
    async with transaction(engine) as session:
        await cases.close(session, handoff.id, NOOR, "answered")
    assert await state(engine, conversation) is State.CLOSED
    await say(engine, conversation, "Nog iets")
    assert await state(engine, conversation) is State.BOT
    async with transaction(engine) as session:
        assert await cases.open_of(session, conversation.id) is None
        assert await cases.claim(session, handoff.id, SAM, CAP) == "gone"


async def test_waiting_can_be_given_up(engine: AsyncEngine) -> None:
    conversation, handoff = await waiting(engine)
    await say(engine, conversation, "Toch niet wachten", payload="/handoff_cancel")
    assert await state(engine, conversation) is State.BOT
    async with transaction(engine) as session:
        assert await cases.claim(session, handoff.id, NOOR, CAP) == "gone"
    await say(engine, conversation, "Mijn vraag")
    assert (await said(engine, conversation))[-1][0] == "assistant"


async def test_erasing_a_conversation_takes_its_case_and_notes(engine: AsyncEngine) -> None:
    conversation, handoff = await claimed(engine)
    async with transaction(engine) as session:
        await cases.add_note(session, handoff.id, NOOR, "Let op")
        await desk.signal(session, handoff, "sent_around", "uwv", None)
        await store.erase(session, conversation.id)
    async with transaction(engine) as session:
        counts = [
            await session.scalar(text(f"SELECT count(*) FROM {t}")) for t in ("handoffs", "handoff_notes", "signals")
        ]
    assert counts == [0, 0, 1]
