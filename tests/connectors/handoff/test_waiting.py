"""The queue, its times, call-back details and who is at the desk."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.days import NETHERLANDS
from connectors.conversations import history
from connectors.conversations.model import Conversation
from connectors.database.engine import transaction
from connectors.handoff import care, cases, contact, desk, presence, waiting
from connectors.handoff.hours import Hours, HoursError, opening_text
from tests.connectors.handoff import cases_for_tests as made
from tests.connectors.handoff.cases_for_tests import CAP, NOOR, SAM, SEAL

OFFICE = Hours.parse("ma-vr 08:00-20:00; za 10:00-16:00")
START = datetime(2024, 1, 1, tzinfo=NETHERLANDS)
NEVER = Hours.parse("")


async def last(engine: AsyncEngine, conversation: Conversation) -> str:
    async with transaction(engine) as session:
        return (await history.after(session, conversation.id, 0))[-1].text


def test_the_hours_know_weekends_and_holidays() -> None:
    friday_evening = datetime(2026, 4, 3, 21, 0, tzinfo=NETHERLANDS)  # the Friday before Easter
    assert not OFFICE.are_open(friday_evening)
    assert OFFICE.are_open(datetime(2026, 4, 4, 10, 0, tzinfo=NETHERLANDS))
    after_saturday = OFFICE.next_opening(datetime(2026, 4, 4, 16, 0, tzinfo=NETHERLANDS))
    assert after_saturday == datetime(2026, 4, 7, 8, 0, tzinfo=NETHERLANDS), "Easter Monday is closed"
    assert opening_text(after_saturday, friday_evening) == "dinsdag 7 april 2026 om 8.00 uur"
    assert opening_text(friday_evening + timedelta(hours=11), friday_evening) == "morgen om 8.00 uur"
    assert NEVER.next_opening(friday_evening) is None


@pytest.mark.parametrize("written", ["ma-vr", "ma-vr 20:00-08:00", "vr-ma 08:00-20:00", "mo-fr 08:00-20:00"])
def test_hours_that_cannot_be_read_are_refused(written: str) -> None:
    with pytest.raises(HoursError):
        Hours.parse(written)


@given(st.integers(0, 10 * 365 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes)))
def test_the_next_opening_is_open_and_later(moment: datetime) -> None:
    opening = OFFICE.next_opening(moment)
    assert opening is not None
    assert opening > moment
    assert OFFICE.are_open(opening)


async def test_the_most_urgent_comes_first_then_who_waits_longest(engine: AsyncEngine) -> None:
    order = [
        (await made.waiting(engine, urgency))[1].id for urgency in ("normaal", "laag", "crisis", "hoog", "normaal")
    ]
    async with transaction(engine) as session:
        queue = await desk.waiting(session)
        assert [one.id for one in queue] == [order[i] for i in (2, 3, 0, 4, 1)]
        places = [(await waiting.place(session, one)).position for one in queue]
    assert places == [1, 2, 3, 4, 5]


async def test_a_wait_is_only_named_when_it_was_measured(engine: AsyncEngine) -> None:
    async with transaction(engine) as session:
        await presence.seen(session, NOOR)
    for _ in range(waiting.PICK_UPS_MIN - 1):
        await made.claimed(engine, SAM if _ % 2 else NOOR)
    async with transaction(engine) as session:
        await session.execute(text("UPDATE handoffs SET created_at = created_at - interval '10 minutes'"))
    conversation, handoff = await made.waiting(engine)
    async with transaction(engine) as session:
        assert (await waiting.place(session, handoff)).wait_minutes is not None
    assert "ongeveer 11 minuten" in await last(engine, conversation)


async def test_with_too_few_pick_ups_no_time_is_named(engine: AsyncEngine) -> None:
    async with transaction(engine) as session:
        await presence.seen(session, NOOR)
    conversation, _ = await made.waiting(engine)
    assert "weet niet hoe lang" in await last(engine, conversation)


async def test_out_of_hours_it_says_when_and_asks_for_a_number_that_only_the_case_has(engine: AsyncEngine) -> None:
    conversation, handoff = await made.waiting(engine, hours=NEVER)
    assert "er nu niet" in await last(engine, conversation)
    await made.say(engine, conversation, "Bel of mail mij", payload="/handoff_contact")
    await made.say(engine, conversation, "weet ik niet")
    assert "lijkt geen telefoonnummer" in await last(engine, conversation)
    await made.say(engine, conversation, "bel me op 06 12345678 graag")
    assert "belt u op het nummer" in await last(engine, conversation)
    async with transaction(engine) as session:
        assert "12345678" not in str(await session.scalar(text("SELECT string_agg(m::text, '') FROM messages m")))
        assert "12345678" not in str(await session.scalar(text("SELECT string_agg(h::text, '') FROM handoffs h")))
        found = await contact.read(session, handoff.id, SEAL)
        assert found == contact.Contact("phone", "+31612345678")


async def test_the_call_back_detail_goes_when_the_case_ends(engine: AsyncEngine) -> None:
    conversation, handoff = await made.waiting(engine)
    await made.say(engine, conversation, "Bericht", payload="/handoff_contact")
    await made.say(engine, conversation, "jan@voorbeeld.nl")
    async with transaction(engine) as session:
        await cases.claim(session, handoff.id, NOOR, CAP)
        assert await contact.read(session, handoff.id, SEAL) is not None
        await cases.close(session, handoff.id, NOOR, "called_back")
        assert await contact.read(session, handoff.id, SEAL) is None


async def test_an_agent_who_is_gone_gives_the_conversation_back_to_the_queue(engine: AsyncEngine) -> None:
    conversation, handoff = await made.claimed(engine)
    async with transaction(engine) as session:
        await presence.seen(session, NOOR)
    assert await care.look(engine) == 0
    async with transaction(engine) as session:
        await session.execute(text("UPDATE presence SET seen_at = seen_at - interval '10 minutes'"))
    assert await care.look(engine) == 1
    assert "weer vooraan in de rij" in await last(engine, conversation)
    async with transaction(engine) as session:
        assert [one.id for one in await desk.waiting(session)] == [handoff.id]


async def test_signing_out_leaves_nobody_behind(engine: AsyncEngine) -> None:
    conversation, _ = await made.claimed(engine)
    async with transaction(engine) as session:
        await presence.gone(session, NOOR)
        assert not await presence.is_available(session, NOOR)
    assert "kan nu niet verder" in await last(engine, conversation)


async def test_on_whatsapp_nobody_is_asked_for_a_number(engine: AsyncEngine) -> None:
    conversation, _ = await made.waiting(engine, channel="whatsapp", hours=NEVER)
    assert "WhatsApp" in await last(engine, conversation)


async def test_who_waits_in_danger_is_told_to_call_112(engine: AsyncEngine) -> None:
    conversation, _ = await made.waiting(engine, "crisis")
    assert "Bel 112. Wacht dan niet op ons." in await last(engine, conversation)


async def test_the_ways_out_stay_under_everything_that_is_said(engine: AsyncEngine) -> None:
    conversation, handoff = await made.waiting(engine)
    await made.say(engine, conversation, "ik vergat nog iets")
    assert await buttons(engine, conversation) == ["/handoff_contact", "/handoff_cancel"]
    async with transaction(engine) as session:
        await cases.claim(session, handoff.id, NOOR, CAP)
        await presence.gone(session, NOOR)
    assert await buttons(engine, conversation) == ["/handoff_contact", "/handoff_cancel"]


async def test_a_number_may_come_late_and_may_be_corrected(engine: AsyncEngine) -> None:
    conversation, handoff = await made.waiting(engine)
    await made.say(engine, conversation, "Bel mij", payload="/handoff_contact")
    await made.say(engine, conversation, "06 12345678")
    await made.say(engine, conversation, "Bel mij", payload="/handoff_contact")
    async with transaction(engine) as session:
        await cases.claim(session, handoff.id, NOOR, CAP)
    await made.say(engine, conversation, "sorry, 06 87654321")
    async with transaction(engine) as session:
        assert await contact.read(session, handoff.id, SEAL) == contact.Contact("phone", "+31687654321")


async def test_a_button_of_an_earlier_wait_asks_nothing_of_the_assistant(engine: AsyncEngine) -> None:
    conversation, _ = await made.waiting(engine)
    await made.say(engine, conversation, "Toch niet wachten", payload="/handoff_cancel")
    await made.say(engine, conversation, "Toch niet wachten", payload="/handoff_cancel")
    assert "niet meer in de rij" in await last(engine, conversation)


async def buttons(engine: AsyncEngine, conversation: Conversation) -> list[str]:
    async with transaction(engine) as session:
        reply = (await history.after(session, conversation.id, 0))[-1].reply or {}
    return [button["payload"] for button in reply["buttons"]]
