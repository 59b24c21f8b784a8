"""The administrator: people and the audit."""

import csv
import io
import re

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.days import today
from bot.sentences import sentence
from connectors.database.engine import transaction
from connectors.people import accounts, audit, paths
from connectors.people.audit import Action, Wanted
from connectors.people.model import Person, person_of
from connectors.people.roles import HOLDS, Role
from connectors.people.routes.log import PAGE_ROWS
from connectors.people.tables import AccountRow, DeskAuditRow
from tests.connectors.people.conftest import Hire
from tests.connectors.people.worker import Worker


async def person(engine: AsyncEngine, login: str) -> Person:
    async with transaction(engine) as session:
        row = await accounts.by_login(session, login)
    assert row is not None
    return person_of(row)


async def test_somebody_is_added_placed_reset_and_stopped(hire: Hire, desk_url: str, desk_engine: AsyncEngine) -> None:
    boss = await hire(Role.ADMINISTRATOR)
    added = await boss.post(paths.PEOPLE, naam=" Noor@Gemeente.example ", voornaam="Noor", rol="agent", team="wmo")
    shown = re.search(r'<code class="secret">(\S+)</code>', added.text)
    assert shown
    assert shown[1] not in (await boss.http.get(paths.PEOPLE)).text
    noor = Worker(boss.http.__class__(base_url=desk_url, trust_env=False), "noor@gemeente.example", shown[1])
    assert (await noor.sign_in()).status_code == 303
    one = f"{paths.PEOPLE}/{(await person(desk_engine, noor.login)).id}"
    assert (await boss.post(f"{one}/plaats", rol="lead", team="wmo")).status_code == 303
    assert (await noor.http.get(paths.PASSWORD)).status_code == 303  # another role begins with signing in again
    reset = await boss.post(f"{one}/wachtwoord")
    assert (await noor.sign_in()).status_code == 422
    again = re.search(r'<code class="secret">(\S+)</code>', reset.text)
    assert again
    assert (await noor.sign_in(again[1])).status_code == 303
    await boss.post(f"{one}/actief", actief="false")
    assert (await noor.sign_in(again[1])).status_code == 422
    await noor.http.aclose()
    async with transaction(desk_engine) as session:
        rows = await audit.page(session, Wanted(account_id=(await person(desk_engine, boss.login)).id), 50)
    done = [row.action for row in reversed(rows) if row.object_id in one]
    assert done == ["person_added", "role_changed", "password_reset", "person_deactivated"]


async def test_what_cannot_be_an_account_is_refused_with_the_reason(hire: Hire) -> None:
    boss = await hire(Role.ADMINISTRATOR)
    for typed, words in (
        ({"naam": "x y", "voornaam": "X"}, "Deze gebruikersnaam kan niet"),
        ({"naam": "goed", "voornaam": " "}, "Deze voornaam kan niet"),
        ({"naam": "goed", "voornaam": "G", "team": "Team A!"}, "Deze naam van een team kan niet"),
        ({"naam": boss.login, "voornaam": "B"}, "Er is al iemand"),
        ({"naam": "goed", "voornaam": "<script>alert(1)</script>", "team": "!"}, "&lt;script&gt;"),
    ):
        refused = await boss.post(paths.PEOPLE, rol="agent", **typed)
        assert refused.status_code == 422
        assert words in refused.text


async def test_nobody_shuts_himself_out_or_gives_himself_a_role(hire: Hire, desk_engine: AsyncEngine) -> None:
    boss = await hire(Role.ADMINISTRATOR)
    own = f"{paths.PEOPLE}/{(await person(desk_engine, boss.login)).id}"
    for refused in (
        await boss.post(f"{own}/actief", actief="false"),
        await boss.post(f"{own}/plaats", rol="lead", team="algemeen"),
    ):
        assert refused.status_code == 422
        assert "niet bij uzelf" in refused.text


def test_an_administrator_holds_no_role_that_reads_conversations() -> None:
    assert HOLDS[Role.ADMINISTRATOR].isdisjoint({Role.AGENT, Role.LEAD})
    assert all(role in HOLDS[role] for role in Role)


def test_every_action_and_role_has_its_dutch_name() -> None:
    assert all(sentence(f"people.audit.actions.{action}") for action in Action)
    assert all(sentence(f"people.roles.{role}") and sentence(f"people.role_means.{role}") for role in Role)


@pytest.mark.parametrize(
    "change", [delete(DeskAuditRow), update(DeskAuditRow).values(name="iemand anders"), text("TRUNCATE desk_audit")]
)
async def test_no_row_of_the_audit_changes_or_goes(engine: AsyncEngine, change: object) -> None:
    async with transaction(engine) as session:
        await audit.record(session, None, Action.EXPORTED, "account", "x")
    with pytest.raises(DBAPIError, match="append-only"):
        async with transaction(engine) as session:
            await session.execute(change)  # type: ignore[call-overload]


async def test_what_is_rolled_back_was_not_done(engine: AsyncEngine) -> None:
    async def fails() -> None:
        async with transaction(engine) as session:
            await audit.record(session, None, Action.CLAIMED, "conversation", "x")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fails()
    async with transaction(engine) as session:
        assert await audit.page(session, Wanted(), 10) == []


async def test_the_audit_keeps_the_name_of_then(engine: AsyncEngine) -> None:
    async with transaction(engine) as session:
        await accounts.add(session, accounts.NewPerson("noor", "Noor", Role.AGENT), None)
        row = await accounts.by_login(session, "noor")
        assert row is not None
        await audit.record(session, person_of(row), Action.CLAIMED, "conversation", "x")
        row.display_name = "Nora"
        await session.execute(delete(AccountRow))
    async with transaction(engine) as session:
        names = (await session.scalars(select(DeskAuditRow.name).where(DeskAuditRow.action == "claimed"))).all()
    assert names == ["Noor"]


async def test_the_log_is_chosen_paged_and_taken_along(hire: Hire, desk_engine: AsyncEngine) -> None:
    boss, agent = await hire(Role.ADMINISTRATOR), await hire()
    who = await person(desk_engine, agent.login)
    async with transaction(desk_engine) as session:
        for number in range(PAGE_ROWS + 5):
            await audit.record(session, who, Action.NOTE_ADDED, "conversation", f"gesprek-{number}")
        await audit.record(session, who, Action.CLAIMED, "conversation", "=1+1")
    chosen = {"wie": str(who.id), "wat": "note_added", "dag": today().isoformat()}
    first = (await boss.http.get(paths.AUDIT, params=chosen)).text
    assert first.count("<code>gesprek-") == PAGE_ROWS
    older = re.search(r'href="([^"]+voor=\d+)"', first)
    assert older
    second = (await boss.http.get(older[1].replace("&amp;", "&"))).text
    assert second.count("<code>gesprek-") == 5
    assert "Er zijn geen regels" in (await boss.http.get(paths.AUDIT, params=chosen | {"dag": "2020-01-01"})).text
    assert (await boss.http.get(paths.AUDIT, params={"wie": "x", "wat": "y", "dag": "z"})).status_code == 200
    taken = await boss.http.get(paths.AUDIT + ".csv", params={"wie": str(who.id)})
    rows = list(csv.DictReader(io.StringIO(taken.text)))
    assert {row["object_id"] for row in rows} >= {"'=1+1", "gesprek-0"}  # no formula for a spreadsheet
    async with transaction(desk_engine) as session:
        exported = await audit.page(session, Wanted(action=Action.EXPORTED), 1)
    assert exported[0].name == boss.login.capitalize()
