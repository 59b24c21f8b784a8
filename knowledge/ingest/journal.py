"""What was fetched already, so that a run that breaks off goes on where it was, and unchanged pages stay unasked.

A SQLite file: key and moment of the last change at the source → the page as it came. It may be thrown away.
"""

import sqlite3
from pathlib import Path
from types import TracebackType
from typing import Self


class Journal:
    """Pages of one source; a page of another moment of change counts as not fetched."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._database = _open(path)
        except sqlite3.DatabaseError:
            path.unlink()
            self._database = _open(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()

    def page(self, key: str, changed: str) -> bytes | None:
        """The page as it was fetched, or None when it is not there or has changed since."""
        row = self._database.execute("SELECT body FROM pages WHERE key = ? AND changed = ?", (key, changed)).fetchone()
        return bytes(row[0]) if row else None

    def keep(self, key: str, changed: str, body: bytes) -> None:
        with self._database:
            self._database.execute("INSERT OR REPLACE INTO pages VALUES (?, ?, ?)", (key, changed, body))

    def forget_others(self, keys: set[str]) -> None:
        """Throw away what the source does not list any more."""
        known = {row[0] for row in self._database.execute("SELECT key FROM pages")}
        with self._database:
            self._database.executemany("DELETE FROM pages WHERE key = ?", [(key,) for key in known - keys])


def _open(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, timeout=60)
    try:
        database.execute("CREATE TABLE IF NOT EXISTS pages (key TEXT PRIMARY KEY, changed TEXT, body BLOB)")
    except sqlite3.DatabaseError:
        database.close()
        raise
    return database
