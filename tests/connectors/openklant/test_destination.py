"""A handoff in Open Klant, over a real port and a real PostgreSQL: once, only what is so, whatever goes wrong."""

import asyncio
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.settings import ROOT
from connectors.database.engine import transaction
from connectors.openklant.client import Client
from connectors.openklant.contract import PREFIX
from connectors.openklant.destination import NAME, OpenKlant
from connectors.openklant.fake import FakeOpenKlant, Fault
from connectors.openklant.handoff import CallBack, Handoff
from connectors.outbox import http, overview, store
from connectors.outbox.schedule import Schedule
from connectors.outbox.store import LEASE_SECONDS
from connectors.outbox.tables import OutboxRow
from connectors.outbox.worker import deliver_next
from tests.connectors.openklant.handoffs import OPENED, Desk, handoff

ONE_OF_EACH = {
    "klantcontacten": 1,
    "onderwerpobjecten": 1,
    "betrokkenen": 1,
    "digitaleadressen": 1,
    "actoren": 2,
    "actorklantcontacten": 1,
    "internetaken": 1,
}
CALL_ME = CallBack("phone", "06 12345678")


class Crash(BaseException):
    """The process dies."""


async def tell(engine: AsyncEngine, about: Handoff, kind: str = "opened") -> None:
    async with transaction(engine) as session:
        await store.put(session, NAME, kind, about.id, idempotency_key=f"{NAME}:{about.id}:{kind}")


async def deliver(engine: AsyncEngine, open_klant: OpenKlant, now: datetime | None = None) -> None:
    while await deliver_next(engine, {NAME: open_klant}, Schedule(), now):
        pass


async def row(engine: AsyncEngine) -> OutboxRow:
    async with transaction(engine) as session:
        return (await session.scalars(select(OutboxRow).order_by(OutboxRow.sequence))).first()  # type: ignore[return-value]


def counts(fake: FakeOpenKlant) -> dict[str, int]:
    return {name: len(things) for name, things in fake.register.things.items() if things}


def later(**spans: float) -> datetime:
    return datetime.now(UTC) + timedelta(**spans)


async def test_a_handoff_becomes_a_contact_with_an_address_an_actor_and_a_task(
    engine: AsyncEngine, open_klant: OpenKlant, fake: FakeOpenKlant, desk: Desk
) -> None:
    opened = desk.add(handoff(CALL_ME))
    await tell(engine, opened)
    await deliver(engine, open_klant)
    assert (await row(engine)).status == "delivered"
    assert counts(fake) == ONE_OF_EACH
    (contact,) = fake.register.all("klantcontacten")
    assert contact["onderwerp"] == opened.case.subject
    assert contact["inhoud"] == opened.case.explanation
    assert (contact["kanaal"], contact["taal"], contact["vertrouwelijk"]) == ("chat", "nld", True)
    assert contact["plaatsgevondenOp"] == OPENED.isoformat()
    assert "indicatieContactGelukt" not in contact, "nobody spoke to anybody yet"
    assert [actor["naam"] for actor in contact["hadBetrokkenActoren"]] == ["Wegwijs"]
    (address,) = fake.register.all("digitaleadressen")
    assert (address["adres"], address["soortDigitaalAdres"]) == ("+31612345678", "telefoonnummer")
    (task,) = fake.register.all("internetaken")
    assert (task["gevraagdeHandeling"], task["status"]) == ("Bel de burger terug.", "te_verwerken")
    assert task["toelichting"].startswith("Hoe dringend: hoog.")
    assert "drie instanties doorverwezen" in task["toelichting"]
    team = fake.register.get("actoren", task["toegewezenAanActoren"][0]["uuid"])
    assert team is not None
    assert (team["naam"], team["soortActor"]) == ("Toeslagen", "organisatorische_eenheid")


async def test_who_left_no_address_is_no_betrokkene(
    engine: AsyncEngine, open_klant: OpenKlant, fake: FakeOpenKlant, desk: Desk
) -> None:
    await tell(engine, desk.add(handoff()))
    await deliver(engine, open_klant)
    assert counts(fake).keys() == ONE_OF_EACH.keys() - {"betrokkenen", "digitaleadressen"}
    assert fake.register.all("internetaken")[0]["gevraagdeHandeling"] == "Help de burger in het gesprek in Wegwijs."


async def test_closing_finishes_the_task_and_tells_what_came_of_it(
    engine: AsyncEngine, open_klant: OpenKlant, fake: FakeOpenKlant, desk: Desk
) -> None:
    opened = desk.add(handoff())
    await tell(engine, opened)
    await deliver(engine, open_klant)
    closed_at = OPENED + timedelta(hours=1)
    desk.add(replace(opened, agent="Sanne", reached=True, closed_at=closed_at, outcome="Vraag beantwoord"))
    await tell(engine, opened, "closed")
    await deliver(engine, open_klant)
    (task,) = fake.register.all("internetaken")
    assert (task["status"], task["afgehandeldOp"]) == ("verwerkt", closed_at.isoformat())
    assert task["toelichting"].startswith("Afgehandeld. Uitkomst: Vraag beantwoord")
    (contact,) = fake.register.all("klantcontacten")
    assert contact["indicatieContactGelukt"] is True
    assert {actor["naam"] for actor in contact["hadBetrokkenActoren"]} == {"Wegwijs", "Sanne"}


async def test_an_address_that_comes_later_is_added(
    engine: AsyncEngine, open_klant: OpenKlant, fake: FakeOpenKlant, desk: Desk
) -> None:
    opened = desk.add(handoff())
    await tell(engine, opened)
    await deliver(engine, open_klant)
    desk.add(replace(opened, contact=CallBack("email", "jan@voorbeeld.nl")))
    await tell(engine, opened, "contact")
    await deliver(engine, open_klant)
    assert counts(fake) == ONE_OF_EACH
    (address,) = fake.register.all("digitaleadressen")
    assert (address["adres"], address["soortDigitaalAdres"]) == ("jan@voorbeeld.nl", "email")


@pytest.mark.parametrize("step", range(1, 16))
async def test_a_crash_after_any_request_makes_nothing_twice(
    engine: AsyncEngine, open_klant: OpenKlant, fake: FakeOpenKlant, desk: Desk, step: int
) -> None:
    """The process dies when Open Klant has done its work and before we could write that down."""
    await tell(engine, desk.add(handoff(CALL_ME)))
    call = open_klant.client._call

    async def dying(method: str, path: str, **sent: object) -> dict[str, object]:
        answer = await call(method, path, **sent)
        if len(fake.requests) >= step:
            raise Crash
        return answer

    open_klant.client._call = dying  # type: ignore[method-assign]
    with pytest.raises(Crash):
        await deliver(engine, open_klant)
    open_klant.client._call = call  # type: ignore[method-assign]
    await deliver(engine, open_klant, later(seconds=LEASE_SECONDS + 1))
    assert counts(fake) == ONE_OF_EACH
    assert (await row(engine)).status == "delivered"


async def test_the_crashes_above_cover_every_request(
    engine: AsyncEngine, open_klant: OpenKlant, fake: FakeOpenKlant, desk: Desk
) -> None:
    await tell(engine, desk.add(handoff(CALL_ME)))
    await deliver(engine, open_klant)
    assert len(fake.requests) == 15


@pytest.mark.slow
@pytest.mark.parametrize("done", [2, 8, 15])
async def test_a_process_that_is_killed_while_open_klant_works_makes_nothing_twice(
    engine: AsyncEngine,
    database_url: str,
    open_klant: OpenKlant,
    fake: FakeOpenKlant,
    fake_url: str,
    desk: Desk,
    done: int,
) -> None:
    """A real process, killed when Open Klant has done request `done` and has not answered yet."""
    opened = desk.add(handoff(CALL_ME))
    await tell(engine, opened)
    fake.faults.extend([*[None] * (done - 1), Fault(silent=True, after_work=True)])
    module = "tests.connectors.openklant.delivering_process"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, database_url, fake_url, str(opened.id), cwd=ROOT
    )
    async with asyncio.timeout(60):
        while len(fake.requests) < done:  # noqa: ASYNC110 - it happens in another process
            await asyncio.sleep(0.01)
    process.kill()
    await process.wait()
    assert (await row(engine)).status == "delivering"
    await deliver(engine, open_klant, later(seconds=LEASE_SECONDS + 1))
    assert counts(fake) == ONE_OF_EACH
    assert (await row(engine)).status == "delivered"


async def test_down_for_a_day_nothing_is_lost_and_nothing_is_there_twice(
    engine: AsyncEngine, desk: Desk, open_klant: OpenKlant, fake: FakeOpenKlant
) -> None:
    opened = desk.add(handoff(CALL_ME))
    await tell(engine, opened)
    now, end = datetime.now(UTC), later(days=1)
    async with http.client() as transport:
        nobody = OpenKlant(Client(f"http://127.0.0.1:1{PREFIX}", "t", transport), desk)
        while now < end:
            await deliver_next(engine, {NAME: nobody}, Schedule(), now)
            now = (await row(engine)).next_attempt_at
    waiting = await row(engine)
    assert (waiting.status, waiting.last_error) == ("pending", "no connection (ConnectError)")
    await deliver(engine, open_klant, now)
    assert counts(fake) == ONE_OF_EACH


@pytest.mark.parametrize(
    "fault",
    [
        Fault(status=500),
        Fault(status=503, after_work=True),
        Fault(status=429, retry_after="120"),
        Fault(silent=True),
        Fault(silent=True, after_work=True),
    ],
    ids=str,
)
@pytest.mark.parametrize("request_number", [2, 5])
async def test_what_fails_for_a_moment_is_tried_again(
    engine: AsyncEngine,
    open_klant: OpenKlant,
    fake: FakeOpenKlant,
    desk: Desk,
    fault: Fault,
    request_number: int,
) -> None:
    if fault.silent:
        open_klant.client._http.timeout = 1.0
    fake.faults.extend([*[None] * (request_number - 1), fault])
    await tell(engine, desk.add(handoff(CALL_ME)))
    await deliver(engine, open_klant)
    failed = await row(engine)
    assert failed.status == "pending"
    if fault.retry_after:
        assert failed.next_attempt_at >= failed.updated_at + timedelta(seconds=119)
    open_klant.client._http.timeout = http.REQUEST_SECONDS
    await deliver(engine, open_klant, later(hours=1))
    assert counts(fake) == ONE_OF_EACH


async def test_a_refused_token_raises_the_alarm_and_a_new_one_ends_it(
    engine: AsyncEngine, open_klant: OpenKlant, fake: FakeOpenKlant, desk: Desk
) -> None:
    fake.token = "another"
    await tell(engine, desk.add(handoff()))
    await deliver(engine, open_klant)
    async with transaction(engine) as session:
        (backlog,) = await overview.backlogs(session)
    assert backlog.alarm
    assert not backlog.is_well
    fake.token = "demo"
    await deliver(engine, open_klant, later(hours=1))
    async with transaction(engine) as session:
        assert await overview.backlogs(session) == []


async def test_what_open_klant_refuses_is_shown_without_what_the_citizen_wrote(
    engine: AsyncEngine, open_klant: OpenKlant, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("connectors.openklant.bodies.SUBJECT_MAX", 5000)
    case = handoff().case.model_copy(update={"subject": "Mijn geheim. " * 50})
    await tell(engine, desk.add(handoff(case=case)))
    await deliver(engine, open_klant)
    refused = await row(engine)
    assert refused.status == "failed"
    assert refused.last_error == "POST maak-klantcontact: HTTP 400 (klantcontact.onderwerp max_length)"


async def test_an_erased_conversation_is_not_told_about(
    engine: AsyncEngine, open_klant: OpenKlant, fake: FakeOpenKlant
) -> None:
    await tell(engine, handoff())
    await deliver(engine, open_klant)
    assert (await row(engine)).status == "delivered"
    assert fake.requests == []


async def test_many_workers_make_one_actor_for_all(
    engine: AsyncEngine, open_klant: OpenKlant, fake: FakeOpenKlant, desk: Desk
) -> None:
    handoffs = [desk.add(handoff(CALL_ME)) for _ in range(6)]
    for one in handoffs:
        await tell(engine, one)
    await asyncio.gather(*(deliver(engine, open_klant) for _ in range(4)))
    await deliver(engine, open_klant, later(hours=1))  # a busy machine may have cut a connection
    assert counts(fake) == {name: number * 6 for name, number in ONE_OF_EACH.items()} | {"actoren": 2}
    marks = [one["onderwerpobjectidentificator"]["objectId"] for one in fake.register.all("onderwerpobjecten")]
    assert sorted(marks) == sorted(str(one.id) for one in handoffs)


async def test_a_team_that_exists_in_open_klant_is_used(
    engine: AsyncEngine, open_klant: OpenKlant, fake: FakeOpenKlant, desk: Desk
) -> None:
    body = {"naam": "Team Toeslagen", "soortActor": "organisatorische_eenheid"}
    theirs = str(fake.register.make("actoren", body)["uuid"])
    known = replace(open_klant, options=replace(open_klant.options, teams={"Toeslagen": theirs}))
    await tell(engine, desk.add(handoff()))
    await deliver(engine, known)
    assert fake.register.all("internetaken")[0]["toegewezenAanActoren"][0]["uuid"] == theirs
    assert {actor["naam"] for actor in fake.register.all("actoren")} == {"Wegwijs", "Team Toeslagen"}
