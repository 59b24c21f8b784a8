"""The files that everything known is read from: a folder of content and a folder of ingested records.

A build of the index carries a copy of them, so that what is served is exactly what was checked and indexed,
whatever an editor does to the files meanwhile. A copy never holds code or what an editing program leaves behind.
"""

import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.settings import Settings

FOLDERS = ("texts", "phrasings", "doors", "organisations", "glossary", "plans")
RECORDS = "records"
SUFFIXES = frozenset({".md", ".yaml", ".yml", ".txt", ".csv", ".jsonl"})


@dataclass(frozen=True)
class Library:
    """`content` holds the folders of `FOLDERS`, `records` one JSON Lines file a source."""

    content: Path
    records: Path

    @classmethod
    def of(cls, settings: Settings) -> "Library":
        """The files that editors and `wegwijs ingest` write."""
        return cls(settings.content_dir, settings.records_dir)

    @classmethod
    def copied_into(cls, folder: Path) -> "Library":
        """The copy that a build carries in `folder`."""
        return cls(folder, folder / RECORDS)

    @property
    def texts(self) -> Path:
        return self.content / "texts"

    @property
    def phrasings(self) -> Path:
        return self.content / "phrasings"

    @property
    def doors(self) -> Path:
        return self.content / "doors"

    @property
    def organisations(self) -> Path:
        return self.content / "organisations"

    @property
    def plans(self) -> Path:
        return self.content / "plans"

    @property
    def glossary(self) -> Path:
        return self.content / "glossary"

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders that are there, records last."""
        found = [self.content / name for name in FOLDERS] + [self.records]
        return tuple(folder for folder in found if folder.is_dir())

    def files(self) -> Iterator[tuple[str, Path]]:
        """Name within the library and path of every file, in a fixed order."""
        for folder in self.folders:
            for path in sorted(folder.rglob("*")):
                if is_content(path) and path.is_file():
                    yield f"{folder.name}/{path.relative_to(folder).as_posix()}", path

    def digest(self) -> str:
        """Identity of all files together: names and bytes."""
        whole = hashlib.sha256()
        for name, path in self.files():
            whole.update(f"{name}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
        return whole.hexdigest()[:16]

    def copy_to(self, folder: Path) -> "Library":
        """Copy all files below `folder`."""
        for name, path in self.files():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
        return Library.copied_into(folder)


def is_content(path: Path) -> bool:
    """Whether a file is something that editors wrote, by its name; hidden files and backups are not."""
    return path.suffix in SUFFIXES and not path.name.startswith((".", "#", "~"))
