"""Brings a database to the newest shape. Several processes may do this at once: one works, the rest wait."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text

from connectors.database.address import for_sqlalchemy

MIGRATIONS = Path(__file__).parent / "migrations"
LOCK = 0x57454757494A53  # "WEGWIJS": one advisory lock for all replicas


def migrate(url: str) -> None:
    """Runs every revision that `url` lacks, all in one transaction: wholly or not at all."""
    engine = create_engine(for_sqlalchemy(url), hide_parameters=True)
    try:
        with engine.begin() as connection:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
            configuration = alembic_config()
            configuration.attributes["connection"] = connection
            command.upgrade(configuration, "head")
    finally:
        engine.dispose()


def alembic_config() -> Config:
    """Alembic's configuration without an .ini file; the caller sets `attributes["connection"]`."""
    configuration = Config()
    configuration.set_main_option("script_location", str(MIGRATIONS))
    configuration.set_main_option("path_separator", "os")
    return configuration
