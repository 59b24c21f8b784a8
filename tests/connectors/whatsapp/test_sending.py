"""Sending: never twice, in order, and what happens when Meta refuses, is silent, or tells later that it failed."""

import asyncio
from collections.abc import AsyncIterator, Callable
from uuid import UUID

import httpx
import pytest

from bot.sentences import sentence
from bot.settings import Settings
from connectors.conversations import store
from connectors.conversations.states import State
from connectors.database.engine import transaction
from connectors.incoming import Limits
from connectors.whatsapp import desk, farewell, rules, statuses
from connectors.whatsapp.account import account
from connectors.whatsapp.channel import Channel
from connectors.whatsapp.graph import Graph, Outcome, Unsure
from connectors.whatsapp.simulator.meta import Phone
from connectors.whatsapp.vault import vault
from tests.connectors.whatsapp.world import World, account_settings, got, until, world

OUTBOX = "SELECT status FROM whatsapp_outbox ORDER BY id"
TEMPLATE = "verder_praten"


@pytest.fixture
async def fresh(settings_for_test: Settings, new_database: Callable[[], str]) -> AsyncIterator[World]:
    async with world(settings_for_test, new_database()) as made:
        yield made


@pytest.fixture
async def with_template(settings_for_test: Settings, new_database: Callable[[], str]) -> AsyncIterator[World]:
    async with world(settings_for_test, new_database(), WHATSAPP_TEMPLATE=TEMPLATE) as made:
        yield made


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pauses that nobody wants to sit through."""
    monkeypatch.setattr(rules, "pause", lambda attempts: rules.timedelta(milliseconds=50))
    monkeypatch.setattr(rules, "PROBE_AFTER", rules.timedelta(milliseconds=300))
    monkeypatch.setattr(rules, "PAIR_INTERVAL", rules.timedelta(milliseconds=100))


def channel(settings: Settings, world: World) -> Channel:
    """The parts of the gateway's channel, to call one by one."""
    found = account(account_settings(settings, "http://127.0.0.1:1"))
    assert found is not None
    return Channel(found, vault(settings), world.engine, Limits(4000))


async def talk(world: World) -> tuple[Phone, UUID]:
    """Somebody who has been answered, and the conversation."""
    phone = world.phone("Sanne", "31612340000", "NL.1")
    world.meta.write(phone, "hallo")
    await world.until(phone, 2)
    ((id,),) = await world.rows("SELECT conversation_id FROM whatsapp_contacts")
    return phone, id


async def say(world: World, conversation_id: UUID, text: str, role: str = "agent") -> None:
    async with transaction(world.engine) as session:
        conversation = await store.lock(session, conversation_id)
        assert conversation
        await store.append(session, conversation, role, text)  # type: ignore[arg-type]


@pytest.mark.parametrize("code", [131000, 131016, 131056, 130429, 80007, 190, 368, 1])
async def test_what_meta_refuses_for_now_arrives_later_once_and_in_order(fresh: World, code: int) -> None:
    phone, id = await talk(fresh)
    fresh.meta.refuse_next.extend([code, code])
    await say(fresh, id, "eerste")
    await say(fresh, id, "tweede")
    assert (await fresh.until(phone, 4))[2:] == ["eerste", "tweede"]
    await fresh.until_rows(OUTBOX, [("sent",)] * 4)


async def test_a_bad_token_raises_an_alarm_until_it_works_again(fresh: World, monkeypatch: pytest.MonkeyPatch) -> None:
    phone, id = await talk(fresh)
    monkeypatch.setattr(rules, "PROBE_AFTER", rules.timedelta(seconds=2))
    fresh.meta.refuse_next.append(190)
    await say(fresh, id, "hoort u mij?")
    await fresh.until_rows("SELECT trouble FROM whatsapp_numbers", [(190,)])
    async with httpx.AsyncClient(base_url=fresh.url, trust_env=False) as http:
        alarm = await http.get("/health/whatsapp")
        assert (alarm.status_code, alarm.json()["trouble"]) == (503, 190)
        assert (await http.get("/health/ready")).status_code == 200  # the website needs no WhatsApp
        await fresh.until(phone, 3)
        await fresh.until_rows("SELECT trouble FROM whatsapp_numbers", [(None,)])
        assert (await http.get("/health/whatsapp")).status_code == 200


@pytest.mark.parametrize(("code", "why"), [(131026, "unreachable"), (131009, "wrong"), (131047, "window")])
async def test_what_can_never_arrive_is_shown_to_the_desk_and_stops_nothing(fresh: World, code: int, why: str) -> None:
    phone, id = await talk(fresh)
    fresh.meta.refuse_next.append(code)
    await say(fresh, id, "komt niet aan")
    await say(fresh, id, "komt wel aan")
    assert (await fresh.until(phone, 3))[2:] == ["komt wel aan"]
    note = sentence(f"whatsapp.note.{why}")
    await fresh.until_rows(f"SELECT role FROM messages WHERE text = '{note}'", [("system",)])
    async with transaction(fresh.engine) as session:
        found = await desk.deliveries(session, id)
    assert ("failed", code) in [(one.status, one.error) for one in found]
    assert note not in got(phone)


async def test_a_failure_that_meta_tells_later_is_a_failure(fresh: World) -> None:
    phone, id = await talk(fresh)
    phone.fails_later = 131026
    await say(fresh, id, "werd niet bezorgd")
    await fresh.until_rows("SELECT status, error FROM whatsapp_outbox WHERE status = 'failed'", [("failed", 131026)])
    phone.fails_later = 131000  # a hiccup: then it is sent again
    await say(fresh, id, "een keer extra")
    await until(lambda: got(phone).count("een keer extra") == 2, lambda: got(phone))


async def test_after_a_day_the_desk_hears_that_the_citizen_is_out_of_reach(fresh: World) -> None:
    phone, id = await talk(fresh)
    await fresh.rows_changed("UPDATE whatsapp_contacts SET heard_at = heard_at - interval '25 hours'")
    async with transaction(fresh.engine) as session:
        assert await desk.seconds_left(session, id) == 0
    await say(fresh, id, "bent u er nog?")
    await fresh.until_rows("SELECT status, error FROM whatsapp_outbox WHERE error IS NOT NULL", [("failed", 131047)])
    assert len(got(phone)) == 2


async def test_with_a_template_the_citizen_is_asked_to_write_and_then_gets_everything(with_template: World) -> None:
    world = with_template
    phone, id = await talk(world)
    await world.rows_changed("UPDATE whatsapp_contacts SET heard_at = heard_at - interval '25 hours'")
    phone.wrote_at -= 25 * 3600
    await say(world, id, "uw antwoord")
    await say(world, id, "en nog iets")
    await world.until_rows("SELECT count(*) FROM whatsapp_outbox WHERE status = 'held'", [(2,)])
    assert got(phone)[2:] == [f"[{TEMPLATE}]"]
    world.meta.write(phone, "ja graag")
    await until(lambda: len(got(phone)) == 6, lambda: got(phone))
    assert got(phone)[3:5] == ["uw antwoord", "en nog iets"]


async def test_seconds_left_count_down_from_a_day(fresh: World) -> None:
    _, id = await talk(fresh)
    async with transaction(fresh.engine) as session:
        left = await desk.seconds_left(session, id)
        assert left is not None
        assert 86_000 < left <= 86_400
        conversation, _ = await store.create(session, "web")
        assert await desk.seconds_left(session, conversation.id) is None


async def test_an_answer_that_never_came_is_not_sent_again_but_asked_about(
    fresh: World, settings_for_test: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone, id = await talk(fresh)
    fresh.meta.tells = False
    monkeypatch.setattr(rules, "UNSURE_AFTER", rules.timedelta())
    monkeypatch.setattr(Graph, "post", lost)
    await say(fresh, id, "belangrijk")
    await fresh.until_rows("SELECT status FROM whatsapp_outbox WHERE status = 'unsure'", [("unsure",)])
    monkeypatch.undo()
    await statuses.settle_doubts(channel(settings_for_test, fresh))
    assert (await fresh.until(phone, 3))[2:] == [sentence("whatsapp.unsure")]
    fresh.meta.write(phone, "Herhaal.")
    assert (await fresh.until(phone, 4))[3] == "belangrijk"
    await asyncio.sleep(0.3)
    assert len(got(phone)) == 4


async def test_a_status_proves_that_a_message_without_an_answer_arrived(
    fresh: World, settings_for_test: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone, id = await talk(fresh)
    monkeypatch.setattr(rules, "UNSURE_AFTER", rules.timedelta())
    monkeypatch.setattr(Graph, "post", took_without_saying)
    await say(fresh, id, "belangrijk")
    await fresh.until(phone, 3)
    await fresh.until_rows("SELECT status FROM whatsapp_outbox WHERE status = 'unsure'", [("unsure",)])
    await fresh.meta.courier.all_brought()
    monkeypatch.undo()
    await statuses.settle_doubts(channel(settings_for_test, fresh))
    await fresh.until_rows(OUTBOX, [("sent",)] * 3)
    assert got(phone)[2:] == ["belangrijk"]


async def test_statuses_that_come_in_any_order_show_the_furthest(fresh: World) -> None:
    fresh.meta.courier.habits.reorder = fresh.meta.courier.habits.twice = True
    _, id = await talk(fresh)
    await fresh.meta.courier.all_brought()
    async with transaction(fresh.engine) as session:
        found = await desk.deliveries(session, id)
    assert [one.status for one in found] == ["read", "read"]
    assert await fresh.rows("SELECT count(*) FROM whatsapp_statuses") == [(6,)]


async def test_more_than_the_pair_rate_waits_and_arrives(fresh: World, monkeypatch: pytest.MonkeyPatch) -> None:
    phone, id = await talk(fresh)
    for number in range(50):
        await say(fresh, id, f"bericht {number}")
    found = await fresh.until(phone, 52)
    assert found[2:] == [f"bericht {number}" for number in range(50)]


async def test_who_does_not_answer_an_agent_any_more_is_closed_kindly(
    fresh: World, settings_for_test: Settings
) -> None:
    phone, id = await talk(fresh)
    async with transaction(fresh.engine) as session:
        conversation = await store.lock(session, id)
        assert conversation
        for state in (State.OFFERED, State.WAITING, State.AGENT):
            conversation = await store.change_state(session, conversation, state, "agent")
    await say(fresh, id, "wat is uw gemeente?")
    made = channel(settings_for_test, fresh)
    assert await farewell.close_silent(made) == 0
    await fresh.rows_changed("UPDATE whatsapp_contacts SET heard_at = heard_at - interval '21 hours'")
    assert await farewell.close_silent(made) == 0, "the agent has only just answered"
    await fresh.rows_changed("UPDATE messages SET created_at = created_at - interval '2 hours' WHERE role = 'agent'")
    assert await farewell.close_silent(made) == 1
    assert (await fresh.until(phone, 4))[3] == sentence("whatsapp.silent")
    assert await fresh.rows("SELECT state FROM conversations") == [("closed",)]
    fresh.meta.write(phone, "sorry, ik was weg")
    assert (await fresh.until(phone, 5))[4] == "Antwoord op: sorry, ik was weg"


async def test_who_is_gone_leaves_no_address(fresh: World, settings_for_test: Settings) -> None:
    from connectors.whatsapp.tidy import tidy

    phone, _ = await talk(fresh)
    fresh.meta.write(phone, "stop")
    await fresh.until(phone, 3)
    await fresh.until_rows("SELECT status FROM whatsapp_outbox", [("sent",)])
    await tidy(channel(settings_for_test, fresh))
    assert await fresh.rows("SELECT 1 FROM whatsapp_contacts UNION SELECT 1 FROM whatsapp_outbox") == []


async def lost(self: Graph, body: object) -> Outcome:
    return Unsure()


async def took_without_saying(self: Graph, body: object) -> Outcome:
    """Meta takes the message, and the line breaks before it says so."""
    await self._http.post(self._path, json=body)
    return Unsure()


def test_every_documented_error_has_a_verdict() -> None:
    for code, verdict in ((130429, "slow_number"), (131056, "slow_pair"), (190, "stop"), (368, "stop")):
        assert rules.verdict(code) == verdict
    assert (rules.verdict(131047), rules.verdict(131026), rules.verdict(503)) == ("window", "unreachable", "again")
    assert rules.verdict(131009) == "wrong"
