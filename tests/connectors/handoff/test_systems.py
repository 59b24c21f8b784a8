"""Other systems hear of a case: Open Klant through its own fake, in the order in which it happened."""

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.settings import Settings
from connectors.conversations import store
from connectors.database.engine import transaction
from connectors.deliveries import Deliveries
from connectors.handoff import cases, desk
from connectors.handoff.for_open_klant import loader
from connectors.handoff.happened import hand_on
from tests.connectors.handoff import cases_for_tests as made
from tests.connectors.handoff.cases_for_tests import NOOR, SEAL


@pytest.fixture
def deliveries(engine: AsyncEngine) -> Deliveries:
    chosen = Settings(
        _env_file=None,
        openklant_url="http://127.0.0.1:9/klantinteracties/api/v1",
        openklant_token="t",
        webhook_url="http://127.0.0.1:9/",
        webhook_secret="whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
        webhook_source="urn:nld:oin:00000001234567890000:systeem:wegwijs",
    )
    return Deliveries(chosen, loader(engine, SEAL))


async def test_every_step_is_told_once_and_in_order(engine: AsyncEngine, deliveries: Deliveries) -> None:
    _, handoff = await made.claimed(engine)
    async with transaction(engine) as session:
        await desk.signal(session, handoff, "sent_around", "uwv", None)
        await cases.close(session, handoff.id, NOOR, "answered")
    assert await hand_on(engine, deliveries) == 4
    assert await hand_on(engine, deliveries) == 0
    async with transaction(engine) as session:
        rows = await session.execute(text("SELECT kind FROM outbox WHERE destination = 'webhook' ORDER BY created_at"))
        assert [kind for (kind,) in rows] == [
            "overdracht-geopend",
            "overdracht-opgepakt",
            "signaal-gegeven",
            "overdracht-gesloten",
        ]


async def test_what_is_told_holds_no_words_of_the_citizen(engine: AsyncEngine, deliveries: Deliveries) -> None:
    await made.claimed(engine)
    await hand_on(engine, deliveries)
    async with transaction(engine) as session:
        told = str(await session.scalar(text("SELECT string_agg(d::text, '') FROM outbox d")))
    assert "huur" not in told
    assert "Noor" not in told


async def test_open_klant_hears_only_of_contact_that_there_was(engine: AsyncEngine) -> None:
    conversation, handoff = await made.claimed(engine)
    load = loader(engine, SEAL)
    told = await load(handoff.id)
    assert told is not None
    assert (told.reached, told.agent, told.outcome) == (None, "Noor", None)
    async with transaction(engine) as session:
        await cases.say(session, handoff.id, NOOR, "Dag", "een")
        await cases.close(session, handoff.id, NOOR, "no_response")
    told = await load(handoff.id)
    assert told is not None
    assert (told.reached, told.outcome) == (False, "Geen reactie van de burger")
    async with transaction(engine) as session:
        await store.erase(session, conversation.id)
    assert await load(handoff.id) is None


async def test_erasing_an_open_case_is_told(engine: AsyncEngine, deliveries: Deliveries) -> None:
    conversation, _ = await made.waiting(engine)
    async with transaction(engine) as session:
        await cases.erase(session, conversation.id)
    await hand_on(engine, deliveries)
    async with transaction(engine) as session:
        rows = await session.execute(text("SELECT kind FROM outbox WHERE destination = 'webhook' ORDER BY sequence"))
        assert [kind for (kind,) in rows] == ["overdracht-geopend", "overdracht-gesloten"]
