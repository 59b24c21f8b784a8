"""Tables of the register as CSV files: compared with what is there, checked, and replaced all together."""

import csv
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.contents import read_register
from knowledge.ingest.draft import IngestFailed
from knowledge.library import Library

type Row = dict[str, str]

# An export that is cut off would empty the register: losing more than this share of a table needs a human's word.
LOSS_MAX_SHARE = 0.1


@dataclass(frozen=True)
class Table:
    """One file: its columns, the columns that identify a row, and the rows in the order of the file.

    A file without a heading (`fields` of one name and a name that ends in `.txt`) holds a value a line.
    """

    file: str
    fields: tuple[str, ...]
    key: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def is_list(self) -> bool:
        return self.file.endswith(".txt")

    def keyed(self) -> dict[tuple[str, ...], Row]:
        return {tuple(row[name] for name in self.key): row for row in self.rows}


@dataclass(frozen=True)
class TableDifference:
    """What a table changes in its file: keys of rows, written as one line."""

    file: str
    new: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]
    before: int

    @property
    def loses_much(self) -> bool:
        return len(self.gone) > LOSS_MAX_SHARE * self.before


def compare(table: Table, folder: Path) -> TableDifference:
    """The difference with what `folder` holds now."""
    path = folder / table.file
    old, new = Table(table.file, table.fields, table.key, tuple(_stored(path, table))).keyed(), table.keyed()
    return TableDifference(
        file=table.file,
        new=_named(new.keys() - old.keys()),
        changed=_named(key for key in new.keys() & old.keys() if new[key] != old[key]),
        gone=_named(old.keys() - new.keys()),
        before=len(old),
    )


def replace_all(tables: Sequence[Table], folder: Path) -> None:
    """Write all tables, a file at once; raises `ContentProblems` when the register would not be sound: none then."""
    with tempfile.TemporaryDirectory(prefix=".import-", dir=folder.parent) as scratch:
        trial = Library(Path(scratch), Path(scratch)).organisations
        shutil.copytree(folder, trial)
        for table in tables:
            write(table, trial)
        read_register(Library(Path(scratch), Path(scratch)))
        for table in tables:
            (trial / table.file).replace(folder / table.file)


def write(table: Table, folder: Path) -> None:
    """Write one file with Unix line ends."""
    with (folder / table.file).open("w", encoding="utf-8", newline="") as stream:
        if table.is_list:
            stream.writelines(f"{row[table.fields[0]]}\n" for row in table.rows)
            return
        writer = csv.DictWriter(stream, fieldnames=table.fields, lineterminator="\n")
        writer.writeheader()
        writer.writerows(table.rows)


def rows_of(path: Path) -> list[Row]:
    """The rows of a CSV file with a heading; none when there is no such file."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as stream:
        return [dict(row) for row in csv.DictReader(stream)]


def require_unique(rows: Sequence[Row], field: str, what: str) -> None:
    """Stop when two rows share an identifier: then one would silently hide the other."""
    seen: set[str] = set()
    for row in rows:
        if row[field] in seen:
            raise IngestFailed(f"{field} {row[field]!r} occurs twice among the {what}")
        seen.add(row[field])


def _stored(path: Path, table: Table) -> list[Row]:
    if not table.is_list:
        return rows_of(path)
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [{table.fields[0]: line} for line in lines]


def _named(keys: object) -> tuple[str, ...]:
    return tuple(sorted(" ".join(key) for key in keys))  # type: ignore[attr-defined]
