"""The first people of an empty database, and the commands."""

import asyncio
import re

import pytest
from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncEngine
from typer.testing import CliRunner

from bot.settings import Settings
from connectors.cli import app
from connectors.commands import people, up
from connectors.database.engine import transaction
from connectors.people import accounts
from connectors.people.first_people import make_first_people
from connectors.people.sessions import Lifetime
from connectors.people.sign_in import Welcome, sign_in


async def test_an_empty_database_gets_two_people_once(
    engine: AsyncEngine, database_url: str, lifetime: Lifetime
) -> None:
    made = await asyncio.gather(make_first_people(database_url), make_first_people(database_url))
    assert sorted(map(len, made)) == [0, 2]
    found = made[0] or made[1]
    for one in found:
        assert isinstance(await sign_in(engine, one.login, one.password, lifetime), Welcome)
    async with transaction(engine) as session:
        rows = await accounts.everybody(session)
    assert {row.role for row in rows} == {"administrator", "agent"}
    assert all(row.password_is_first for row in rows)
    assert all(one.login in up._passwords(found) and one.password in up._passwords(found) for one in found)
    assert up._passwords(()) == ""


def test_the_commands_add_list_reset_and_stop(
    database_url: str, settings_for_test: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = settings_for_test.model_copy(update={"database_url": SecretStr(database_url)})
    monkeypatch.setattr(people, "settings", lambda: chosen)

    def run(*words: str, code: int = 0) -> str:
        result = CliRunner().invoke(app, ["people", *words], terminal_width=200)
        assert result.exit_code == code, result.output
        return result.output

    first = re.search(r"first password (\S+)", run("add", "Noor@x.nl", "--name", "Noor", "--role", "lead"))
    second = re.search(r"first password (\S+)", run("reset", "noor@x.nl"))
    assert first
    assert second
    assert first[1] != second[1]
    assert "already" in run("add", "noor@x.nl", "--name", "Noor", code=1)
    assert "noor@x.nl" in run("list")
    assert "1 stopped" in run("deactivate", "NOOR@x.nl")
    assert "nobody" in run("reset", "wie", code=1)
