"""Forgetting, on a real PostgreSQL: what is past its time goes wholly, the rest stays."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.ext.asyncio import AsyncEngine
from typer.testing import CliRunner

from bot.settings import Settings
from connectors import retention
from connectors.cli import app
from connectors.conversations import store
from connectors.conversations.notify import Wakeups
from connectors.conversations.states import State
from connectors.database.address import for_rasa, for_sqlalchemy
from connectors.database.engine import transaction
from connectors.outbox import store as outbox
from connectors.retention import Forgotten

DAYS = 30


def after(days: float) -> datetime:
    return datetime.now(UTC) + timedelta(days=days)


@pytest.fixture
def rasa(database_url: str) -> Iterator[Engine]:
    """Rasa's own tables, as far as we look at them."""
    made = create_engine(for_sqlalchemy(for_rasa(database_url)))
    with made.begin() as connection:
        connection.execute(text("CREATE TABLE events (sender_id varchar, data text)"))
    yield made
    made.dispose()


async def begin(engine: AsyncEngine, *path: State) -> UUID:
    """A conversation with a message, moved along these states."""
    async with transaction(engine) as session:
        conversation, _ = await store.create(session, "web")
        await store.append(session, conversation, "citizen", "mijn verhaal")
        for state in path:
            conversation = await store.change_state(session, conversation, state, "agent")
    return conversation.id


CLOSED = (State.OFFERED, State.WAITING, State.AGENT, State.CLOSED)


async def left(engine: AsyncEngine) -> set[UUID]:
    async with transaction(engine) as session:
        return set(await session.scalars(text("SELECT id FROM conversations")))


def remember(rasa: Engine, *senders: str) -> None:
    with rasa.begin() as connection:
        for sender in senders:
            connection.execute(text("INSERT INTO events VALUES (:sender, 'words')"), {"sender": sender})


def remembered(rasa: Engine) -> set[str]:
    with rasa.connect() as connection:
        return set(connection.scalars(text("SELECT sender_id FROM events")))


@pytest.mark.parametrize("path", [CLOSED, (), (State.OFFERED,)])
async def test_a_conversation_goes_after_its_days_and_not_before(engine: AsyncEngine, path: tuple[State, ...]) -> None:
    conversation = await begin(engine, *path)
    assert await retention.forget(engine, DAYS, now=after(DAYS - 1)) == Forgotten()
    assert await left(engine) == {conversation}
    assert await retention.forget(engine, DAYS, now=after(DAYS + 1)) == Forgotten(conversations=1)
    assert await left(engine) == set()
    async with transaction(engine) as session:
        assert await session.scalar(text("SELECT count(*) FROM messages")) == 0
        last = await session.execute(text("SELECT before, after, actor FROM audit ORDER BY id DESC LIMIT 1"))
        assert last.one()[1:] == (None, "system")


async def test_days_are_counted_from_closing_not_from_beginning(engine: AsyncEngine) -> None:
    conversation = await begin(engine, *CLOSED)
    async with transaction(engine) as session:
        await session.execute(text("UPDATE messages SET created_at = created_at - interval '60 days'"))
        await session.execute(text("UPDATE conversations SET created_at = created_at - interval '60 days'"))
    await retention.forget(engine, DAYS)
    assert await left(engine) == {conversation}


async def test_who_comes_back_keeps_the_new_episode_only(engine: AsyncEngine, rasa: Engine) -> None:
    conversation_id = await begin(engine, *CLOSED)
    remember(rasa, f"{conversation_id}:1", f"{conversation_id}:2")
    async with transaction(engine) as session:
        await session.execute(text("ALTER TABLE audit DISABLE TRIGGER audit_is_append_only"))
        await session.execute(text("UPDATE audit SET at = at - interval '40 days'"))
        await session.execute(text("ALTER TABLE audit ENABLE TRIGGER audit_is_append_only"))
        conversation = await store.lock(session, conversation_id)
        assert conversation is not None
        conversation = await store.change_state(session, conversation, State.BOT, "citizen")
        await store.append(session, conversation, "citizen", "nog een vraag")
    assert await retention.forget(engine, DAYS) == Forgotten(messages=1, dialogues=1)
    async with transaction(engine) as session:
        assert (await session.scalars(text("SELECT text FROM messages"))).all() == ["nog een vraag"]
    assert remembered(rasa) == {f"{conversation_id}:2"}


async def test_a_dialogue_without_a_conversation_goes_and_a_strange_one_stays(
    engine: AsyncEngine, rasa: Engine
) -> None:
    living = await begin(engine)
    orphan = uuid4()
    remember(rasa, f"{living}:1", f"{orphan}:1", f"{orphan}:1", f"{orphan}:2", "default", "geen-uuid:1")
    assert (await retention.forget(engine, DAYS, dry_run=True)).dialogues == 2
    assert (await retention.forget(engine, DAYS)).dialogues == 2
    assert remembered(rasa) == {f"{living}:1", "default", "geen-uuid:1"}


async def test_the_dialogue_goes_with_its_conversation(engine: AsyncEngine, rasa: Engine) -> None:
    conversation = await begin(engine)
    remember(rasa, f"{conversation}:1")
    await retention.forget(engine, DAYS, now=after(DAYS + 1))
    assert remembered(rasa) == set()


async def test_contents_of_what_was_delivered_go_after_a_week(engine: AsyncEngine) -> None:
    async with transaction(engine) as session:
        for key in ("delivered", "waiting", "empty"):
            payload = {} if key == "empty" else {"text": "Dag"}
            await outbox.put(session, "there", "send", uuid4(), payload, idempotency_key=key)
        await session.execute(text("UPDATE outbox SET status = 'delivered' WHERE idempotency_key <> 'waiting'"))
    assert await retention.forget(engine, DAYS, now=after(6)) == Forgotten()
    assert await retention.forget(engine, DAYS, now=after(8), dry_run=True) == Forgotten(payloads=1)
    assert await retention.forget(engine, DAYS, now=after(8)) == Forgotten(payloads=1)
    async with transaction(engine) as session:
        kept = await session.execute(text("SELECT idempotency_key, payload FROM outbox"))
        assert {row.idempotency_key: row.payload for row in kept} == {
            "delivered": {},
            "empty": {},
            "waiting": {"text": "Dag"},
        }


async def test_what_was_delivered_long_ago_goes_and_what_failed_stays(engine: AsyncEngine) -> None:
    async with transaction(engine) as session:
        for key in ("delivered", "failed", "pending"):
            await outbox.put(session, "there", "send", uuid4(), idempotency_key=key)
        await session.execute(text("UPDATE outbox SET status = idempotency_key"))
    assert await retention.forget(engine, DAYS, now=after(DAYS + 1), dry_run=True) == Forgotten(deliveries=1)
    assert await retention.forget(engine, DAYS, now=after(DAYS + 1)) == Forgotten(deliveries=1)
    async with transaction(engine) as session:
        assert set(await session.scalars(text("SELECT status FROM outbox"))) == {"failed", "pending"}


async def test_erasing_a_conversation_takes_what_was_on_its_way_about_it(engine: AsyncEngine) -> None:
    conversation = await begin(engine)
    async with transaction(engine) as session:
        await outbox.put(session, "there", "send", conversation, {"text": "Dag"}, idempotency_key="a")
        await outbox.put(session, "there", "send", uuid4(), {"text": "Hoi"}, idempotency_key="b")
    assert await retention.forget_one(engine, conversation) == Forgotten(conversations=1)
    async with transaction(engine) as session:
        assert (await session.scalars(text("SELECT idempotency_key FROM outbox"))).all() == ["b"]


async def test_a_dry_run_counts_and_deletes_nothing(engine: AsyncEngine) -> None:
    conversation = await begin(engine)
    assert await retention.forget(engine, DAYS, now=after(DAYS + 1), dry_run=True) == Forgotten(conversations=1)
    assert await retention.forget_one(engine, conversation, dry_run=True) == Forgotten(conversations=1)
    assert await left(engine) == {conversation}


async def test_who_writes_while_the_job_runs_keeps_the_conversation(engine: AsyncEngine) -> None:
    """The job has seen that it is due and waits for the row; meanwhile the citizen writes."""
    conversation_id = await begin(engine)
    async with transaction(engine) as session:
        await session.execute(text("UPDATE messages SET created_at = created_at - interval '60 days'"))
    async with transaction(engine) as session:
        conversation = await store.lock(session, conversation_id)
        assert conversation is not None
        job = asyncio.create_task(retention.forget(engine, DAYS))
        await _until_waiting(engine)
        await store.append(session, conversation, "citizen", "ik ben er weer")
    assert (await job).conversations == 0
    assert await left(engine) == {conversation_id}


async def test_the_daily_job_runs_in_one_process_and_stops_with_it(engine: AsyncEngine, database_url: str) -> None:
    await begin(engine)
    async with transaction(engine) as session:
        await session.execute(text("UPDATE messages SET created_at = created_at - interval '60 days'"))
        await session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": retention.LOCK})
        wakeups = Wakeups(database_url)
        elsewhere = asyncio.create_task(retention.daily(engine, DAYS, wakeups))
        await _until_asleep(wakeups)
        assert len(await left(engine)) == 1, "another process holds the lock"
        wakeups.close()
        await elsewhere
    wakeups = Wakeups(database_url)
    here = asyncio.create_task(retention.daily(engine, DAYS, wakeups))
    while await left(engine):  # noqa: ASYNC110 - the rows are the truth
        await asyncio.sleep(0.01)
    wakeups.close()
    await here


def test_the_command_reports_and_refuses_an_unknown_conversation(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = Settings(_env_file=None, database_url=database_url)  # type: ignore[call-arg]
    monkeypatch.setattr("connectors.commands.forget.settings", lambda: chosen)
    done = CliRunner().invoke(app, ["forget", "--dry-run"])
    assert done.exit_code == 0, done.output
    assert "0  conversations would be deleted" in done.output
    assert CliRunner().invoke(app, ["forget", "--conversation", str(uuid4())]).exit_code == 1


async def _until_waiting(engine: AsyncEngine) -> None:
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    )
    async with asyncio.timeout(30):
        while True:
            async with transaction(engine) as session:
                if await session.scalar(waiting):
                    return
            await asyncio.sleep(0.01)


async def _until_asleep(wakeups: Wakeups) -> None:
    """The job has tried once as soon as it sleeps: the lock is asked for before that."""
    async with asyncio.timeout(30):
        while not wakeups._waiting:  # noqa: ASYNC110 - nobody tells that they wait
            await asyncio.sleep(0.01)
    await asyncio.sleep(0.3)
