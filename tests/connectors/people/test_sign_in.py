"""Signing in: the way in, the lock, and what a stranger learns (nothing)."""

import asyncio

import httpx
import pytest
from sqlalchemy import select, text, update
from sqlalchemy.ext.asyncio import AsyncEngine

from connectors.conversations import tokens
from connectors.database.engine import transaction
from connectors.people import accounts, lockout, paths, sign_in
from connectors.people.sessions import Lifetime
from connectors.people.tables import AttemptRow, DeskAuditRow, DeskSessionRow
from tests.connectors.people.conftest import Hire
from tests.connectors.people.worker import PASSWORD, Worker


async def test_a_stranger_comes_to_the_sign_in_page_and_back(hire: Hire) -> None:
    worker = await hire(signed_in=False)
    away = await worker.http.get("/medewerker/logboek?dag=2026-11-22")
    assert away.status_code == 303
    page = await worker.http.get(away.headers["Location"])
    assert 'name="terug" value="/medewerker/logboek?dag=2026-11-22"' in page.text
    back = await worker.sign_in(terug="/medewerker/logboek?dag=2026-11-22")
    assert (back.status_code, back.headers["Location"]) == (303, "/medewerker/logboek?dag=2026-11-22")


@pytest.mark.parametrize(
    "address",
    ["https://kwaad.example", "//kwaad.example/medewerker", "/\\kwaad.example", "/api/v1", "javascript:x", ""],
)
async def test_signing_in_never_leads_to_another_site(hire: Hire, address: str) -> None:
    back = await (await hire(signed_in=False)).sign_in(terug=address)
    assert (back.status_code, back.headers["Location"]) == (303, paths.HOME)


async def test_the_first_password_opens_one_page_only(hire: Hire) -> None:
    worker = await hire(signed_in=False)
    await worker.sign_in()
    assert (await worker.http.get(paths.HOME)).headers["Location"] == paths.PASSWORD
    for new, again, words in (
        ("kort", "kort", "te kort"),
        (f"{worker.login}-{worker.login}", f"{worker.login}-{worker.login}", "te veel op uw naam"),
        (PASSWORD, PASSWORD + "!", "niet gelijk"),
        (worker.password, worker.password, "hetzelfde wachtwoord"),
    ):
        refused = await worker.post(paths.PASSWORD, huidig=worker.password, nieuw=new, herhaald=again)
        assert refused.status_code == 422
        assert words in refused.text
    assert (await worker.post(paths.PASSWORD, huidig="fout", nieuw=PASSWORD, herhaald=PASSWORD)).status_code == 422
    await worker.post(paths.PASSWORD, huidig=worker.password, nieuw=PASSWORD, herhaald=PASSWORD)
    assert (await worker.http.get(paths.PASSWORD)).status_code == 200


async def test_an_unknown_name_and_a_wrong_password_get_the_same_answer(hire: Hire) -> None:
    worker = await hire(signed_in=False)
    known = await worker.sign_in("een verkeerd wachtwoord")
    unknown = await Worker(worker.http, "bestaat-niet", "een verkeerd wachtwoord").sign_in()
    assert known.status_code == unknown.status_code == 422
    assert known.text.replace(worker.login, "bestaat-niet") == unknown.text


async def test_five_failures_lock_a_name_for_the_right_password_too(hire: Hire, desk_engine: AsyncEngine) -> None:
    worker = await hire(signed_in=False)
    stranger = Worker(worker.http, f"niemand-{worker.login}", "fout")
    for someone in (worker, stranger):
        answers = [await someone.sign_in("fout") for _ in range(lockout.FREE_FAILURES)]
        assert {answer.status_code for answer in answers} == {422}
        locked = await someone.sign_in()
        assert locked.status_code == 429
        assert "Wacht een minuut" in locked.text
    async with transaction(desk_engine) as session:
        past = text("now() - interval '1 second'")
        await session.execute(update(AttemptRow).values(locked_until=past))
    assert (await worker.sign_in("weer fout")).status_code == 422
    assert "Wacht 2 minuten" in (await worker.sign_in()).text


def test_each_failure_doubles_the_wait_up_to_a_limit() -> None:
    waits = [lockout.wait_after(failures) for failures in range(1, 40)]
    assert waits[:4] == [None] * 4
    counted = [wait for wait in waits if wait]
    assert counted[1] == 2 * counted[0]
    assert counted == sorted(counted)
    assert counted[-1] == lockout.LONGEST_WAIT


async def test_guesses_at_the_same_moment_are_all_counted(engine: AsyncEngine, lifetime: Lifetime) -> None:
    guesses = [sign_in.sign_in(engine, "iemand", f"gok {n}", lifetime) for n in range(lockout.FREE_FAILURES + 4)]
    outcomes = await asyncio.gather(*guesses)
    assert sum(isinstance(outcome, sign_in.Locked) for outcome in outcomes) == 4


async def test_signing_in_gives_another_session_than_the_browser_had(hire: Hire, desk_url: str) -> None:
    worker = await hire(signed_in=False)
    await worker.http.get(paths.SIGN_IN)
    planted = worker.cookie
    await worker.sign_in()
    assert worker.cookie != planted
    async with httpx.AsyncClient(base_url=desk_url, cookies={"wegwijs-medewerker": planted}) as attacker:
        assert (await attacker.get(paths.PASSWORD)).status_code == 303


async def test_no_secret_is_stored_as_it_is(hire: Hire, desk_engine: AsyncEngine) -> None:
    worker = await hire()
    async with transaction(desk_engine) as session:
        row = await accounts.by_login(session, worker.login)
        assert row is not None
        assert str(row.password_hash).startswith("$argon2id$")
        hashes = set(await session.scalars(select(DeskSessionRow.id_hash)))
    assert tokens.hashed(worker.cookie) in hashes
    assert worker.cookie not in hashes


async def test_what_was_typed_as_an_unknown_name_is_written_nowhere(hire: Hire, desk_engine: AsyncEngine) -> None:
    worker = await hire(signed_in=False)
    await Worker(worker.http, "mijn-geheime-wachtwoord", "fout").sign_in()
    async with transaction(desk_engine) as session:
        rows = (await session.scalars(select(DeskAuditRow))).all()
    assert not any("geheime" in f"{row.name}{row.object_id}" for row in rows)
