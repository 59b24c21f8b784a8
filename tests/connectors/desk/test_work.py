"""The work over HTTP, as a browser without script does it: queue, claim, answer, pass on, end."""

import asyncio
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from connectors.conversations import store
from connectors.database.engine import transaction
from connectors.handoff.tables import SignalRow
from connectors.outbox import store as outbox
from connectors.people.roles import Role
from tests.connectors.citizen import Citizen
from tests.connectors.desk.conftest import Hire
from tests.connectors.desk.shift import QUEUE, audited, claim, key_in, look, row_of, wait_for_human
from tests.connectors.people.worker import Worker

SCRIPT = "<script>alert('x')</script> <img src=x onerror=alert(1)> mijn huur"


async def said_by_agent(citizen: Citizen) -> list[str]:
    return [message["text"] for message in await citizen.messages() if message["role"] == "agent"]


async def answer(worker: Worker, case: UUID, words: str, key: str) -> httpx.Response:
    return await worker.post(f"/medewerker/gesprekken/{case}/berichten", antwoord=words, sleutel=key)


async def test_who_waits_stands_in_the_queue(asker: Citizen, desk_engine: AsyncEngine, hire: Hire) -> None:
    case = await wait_for_human(asker, desk_engine)
    page = await (await hire()).http.get(QUEUE)
    assert page.status_code == 200
    assert f"/medewerker/gesprekken/{case}/oppakken" in page.text
    assert "vraagt om een mens" in page.text


async def test_of_two_who_claim_at_once_one_gets_it(asker: Citizen, desk_engine: AsyncEngine, hire: Hire) -> None:
    case = await wait_for_human(asker, desk_engine)
    noor, sam = await hire(), await hire()
    answers = await asyncio.gather(claim(noor, case), claim(sam, case))
    targets = sorted(answer.headers["location"] for answer in answers)
    assert targets == [f"/medewerker/gesprekken/{case}", f"{QUEUE}?melding=taken"]
    assert "Een collega was u net voor" in (await noor.http.get(targets[1])).text


async def test_the_cap_holds_and_says_so(web: httpx.AsyncClient, desk_engine: AsyncEngine, hire: Hire) -> None:
    worker = await hire()
    citizens = [await Citizen.begin(web) for _ in range(3)]
    found = [await claim(worker, await wait_for_human(citizen, desk_engine)) for citizen in citizens]
    assert ["melding=full" in answer.headers["location"] for answer in found] == [False, False, True]
    assert "U hebt al 2 gesprekken" in (await worker.http.get(found[2].headers["location"])).text


async def test_an_answer_goes_out_once(asker: Citizen, desk_engine: AsyncEngine, hire: Hire) -> None:
    case = await wait_for_human(asker, desk_engine)
    worker = await hire()
    await claim(worker, case)
    key = key_in((await look(worker, case)).text)
    for _ in range(2):
        assert (await answer(worker, case, "Goedendag!", key)).status_code == 303
    await answer(worker, case, "Iets anders onder dezelfde sleutel", key)
    assert await said_by_agent(asker) == ["Goedendag!", "Iets anders onder dezelfde sleutel"]


@pytest.mark.parametrize(("words", "why"), [(" \u200b ", "Typ eerst"), ("a" * 4001, "te lang")])
async def test_what_cannot_be_sent_is_refused_in_dutch(
    asker: Citizen, desk_engine: AsyncEngine, hire: Hire, words: str, why: str
) -> None:
    case = await wait_for_human(asker, desk_engine)
    worker = await hire()
    await claim(worker, case)
    refused = await answer(worker, case, words, str(uuid4()))
    assert refused.status_code == 422
    assert why in refused.text
    assert await said_by_agent(asker) == []


async def test_a_message_of_four_thousand_characters_arrives(
    asker: Citizen, desk_engine: AsyncEngine, hire: Hire
) -> None:
    case = await wait_for_human(asker, desk_engine)
    worker = await hire()
    await claim(worker, case)
    long = "é" * 4000
    await answer(worker, case, long, str(uuid4()))
    assert await said_by_agent(asker) == [long]


async def test_script_of_a_citizen_is_text(asker: Citizen, desk_engine: AsyncEngine, hire: Hire) -> None:
    case = await wait_for_human(asker, desk_engine, SCRIPT)
    page = (await look(await hire(), case)).text
    assert "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;" in page
    assert "<script>alert" not in page
    assert "<img" not in page


async def test_an_agent_sees_no_conversation_of_a_colleague_and_a_lead_does(
    asker: Citizen, desk_engine: AsyncEngine, hire: Hire
) -> None:
    case = await wait_for_human(asker, desk_engine)
    noor, sam, lead, administrator = await hire(), await hire(), await hire(Role.LEAD), await hire(Role.ADMINISTRATOR)
    await claim(noor, case)
    refused = await look(sam, case)
    assert (refused.status_code, "bij een collega" in refused.text) == (403, True)
    assert "U leest alleen mee" in (await look(lead, case)).text
    assert (await look(administrator, case)).status_code == 403
    assert (await answer(sam, case, "Ik ook", str(uuid4()))).status_code == 409
    assert await said_by_agent(asker) == []


async def test_a_transfer_is_warm_and_the_next_agent_reads_why(
    asker: Citizen, desk_engine: AsyncEngine, hire: Hire
) -> None:
    case = await wait_for_human(asker, desk_engine)
    noor, sam = await hire(), await hire()
    await claim(noor, case)
    sent = await noor.post(f"/medewerker/gesprekken/{case}/doorgeven", team="burgerzaken", notitie="Gaat over paspoort")
    assert sent.headers["location"] == f"{QUEUE}?melding=transferred"
    assert str(case) in (await sam.http.get(f"{QUEUE}?team=burgerzaken")).text
    assert str(case) not in (await sam.http.get(f"{QUEUE}?team=algemeen")).text
    await claim(sam, case)
    assert "Gaat over paspoort" in (await look(sam, case)).text
    unknown = await sam.post(f"/medewerker/gesprekken/{case}/doorgeven", team="bestaat-niet", notitie="x")
    assert unknown.status_code == 422


@pytest.mark.parametrize(
    ("act", "fields", "status"),
    [("afsluiten", {"afloop": "answered"}, "closed"), ("teruggeven", {}, "returned")],
)
async def test_a_double_click_on_the_end_is_one_end(
    asker: Citizen, desk_engine: AsyncEngine, hire: Hire, act: str, fields: dict[str, str], status: str
) -> None:
    case = await wait_for_human(asker, desk_engine)
    worker = await hire()
    await claim(worker, case)
    for _ in range(2):
        ended = await worker.post(f"/medewerker/gesprekken/{case}/{act}", **fields)
        assert ended.headers["location"] == f"{QUEUE}?melding={status}"
    assert (await row_of(asker, desk_engine)).status == status
    assert [act for _, act in await audited(desk_engine, case)] == ["claimed", status]


async def test_a_signal_takes_one_click_and_no_free_words(asker: Citizen, desk_engine: AsyncEngine, hire: Hire) -> None:
    case = await wait_for_human(asker, desk_engine)
    worker, lead = await hire(), await hire(Role.LEAD)
    await claim(worker, case)
    given = await worker.post(
        f"/medewerker/gesprekken/{case}/signaal", soort="letter_unclear", organisatie="Jan Jansen", onderwerp="geheim"
    )
    assert "Signaal gegeven: Brief onbegrijpelijk" in given.text
    async with transaction(desk_engine) as session:
        row = (await session.scalars(select(SignalRow).where(SignalRow.kind == "letter_unclear"))).one()
    assert (row.organisation, row.topic) == (None, None)
    assert "Brief onbegrijpelijk" in (await lead.http.get("/medewerker/signalen")).text
    assert "Brief onbegrijpelijk,,,1" in (await lead.http.get("/medewerker/signalen.csv")).text
    assert (await worker.http.get("/medewerker/signalen")).status_code == 403


async def test_a_contact_detail_is_shown_on_request_and_that_is_written_down(
    asker: Citizen, desk_engine: AsyncEngine, hire: Hire
) -> None:
    case = await wait_for_human(asker, desk_engine)
    await asker.say("Bel of mail mij liever", payload="/handoff_contact")
    await asker.until_answered_by_system("Typ hieronder")
    await asker.say("bel mij op 06 12345678")
    await asker.until_answered_by_system("belt u")
    noor, lead = await hire(), await hire(Role.LEAD)
    await claim(noor, case)
    assert "612345678" not in (await look(noor, case)).text
    assert (await lead.post(f"/medewerker/gesprekken/{case}/contact")).status_code == 403
    assert "+31612345678" in (await noor.post(f"/medewerker/gesprekken/{case}/contact")).text
    assert (noor.login, "contact_viewed") in await audited(desk_engine, case)


async def test_what_the_citizen_erased_is_gone_here_too(asker: Citizen, desk_engine: AsyncEngine, hire: Hire) -> None:
    case = await wait_for_human(asker, desk_engine)
    worker = await hire()
    await claim(worker, case)
    async with transaction(desk_engine) as session:
        await store.erase(session, UUID(asker.id))
    gone = await look(worker, case)
    assert (gone.status_code, "gewist" in gone.text) == (404, True)
    assert (await answer(worker, case, "Bent u er nog?", str(uuid4()))).status_code == 409


async def test_looking_and_noting_are_written_down(asker: Citizen, desk_engine: AsyncEngine, hire: Hire) -> None:
    case = await wait_for_human(asker, desk_engine)
    worker = await hire()
    await look(worker, case)
    await worker.post(f"/medewerker/gesprekken/{case}/notities", notitie="Belt <b>roodborst</b>")
    assert await audited(desk_engine, case) == [(worker.login, "viewed_conversation"), (worker.login, "note_added")]
    assert "Belt &lt;b&gt;roodborst&lt;/b&gt;" in (await look(worker, case)).text
    assert not any("roodborst" in message["text"] for message in await asker.messages())


async def test_the_switch_changes_who_is_available(hire: Hire, desk_engine: AsyncEngine) -> None:
    worker = await hire(Role.LEAD)
    await worker.http.get(QUEUE)
    back = await worker.post("/medewerker/aanwezig", beschikbaar="false", terug="//elders.example")
    assert back.headers["location"] == "/medewerker"
    page = (await worker.http.get("/medewerker/team")).text
    assert "even niet" in page


async def test_who_signs_out_leaves_no_citizen_behind(asker: Citizen, desk_engine: AsyncEngine, hire: Hire) -> None:
    case = await wait_for_human(asker, desk_engine)
    worker = await hire()
    await claim(worker, case)
    await worker.post("/medewerker/uitloggen")
    await asker.until_answered_by_system("kan nu niet verder")
    assert (await row_of(asker, desk_engine)).status == "waiting"


async def test_the_agent_sees_what_other_systems_were_told(
    asker: Citizen, desk_engine: AsyncEngine, hire: Hire
) -> None:
    case = await wait_for_human(asker, desk_engine)
    worker = await hire()
    await claim(worker, case)
    assert "Andere systemen" not in (await look(worker, case)).text
    async with transaction(desk_engine) as session:
        await outbox.put(session, "openklant", "overdracht-geopend", case, idempotency_key=str(case))
    assert "Open Klant, nieuw gesprek: <strong>wacht</strong>" in (await look(worker, case)).text
