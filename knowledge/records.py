"""Ingested records on disk: one JSON Lines file a source, in the data folder and never in git."""

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import ValidationError

from knowledge.problems import ContentProblems, Problem
from knowledge.reading import text_of
from knowledge.schema import IngestedRecord

REMEDY = "ingest this source again: wegwijs ingest --help"


def load_records(folder: Path) -> tuple[IngestedRecord, ...]:
    """All records of all sources, sorted by id; raises `ContentProblems` with every mistake found."""
    records: dict[str, IngestedRecord] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.jsonl")):
        for line, record in _read(path, problems):
            if record.id in records:
                problems.append(Problem(path, line, f"record {record.id!r} stands twice", REMEDY))
            records[record.id] = record
    if problems:
        raise ContentProblems(problems)
    return tuple(records[record_id] for record_id in sorted(records))


def load_source(folder: Path, source: str) -> dict[str, IngestedRecord]:
    """The records of one source by id; what cannot be read is left out, because it is about to be replaced."""
    path = folder / f"{source}.jsonl"
    return {record.id: record for _, record in _read(path, [])} if path.exists() else {}


def _read(path: Path, problems: list[Problem]) -> Iterator[tuple[int, IngestedRecord]]:
    """The records of one file with their lines; what cannot be read is added to `problems`."""
    try:
        rows = text_of(path).splitlines()
    except ContentProblems as error:
        problems += error.problems
        return
    for line, row in enumerate(rows, start=1):
        try:
            yield line, IngestedRecord.model_validate_json(row)
        except ValidationError as error:
            problems.append(Problem(path, line, str(error.errors()[0]["msg"]), REMEDY))


def save_records(folder: Path, source: str, records: Iterable[IngestedRecord]) -> Path:
    """Replace the file of one source at once: a reader sees the old or the new one, never half."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{source}.jsonl"
    fresh = path.with_suffix(".new")
    try:
        with fresh.open("w", encoding="utf-8") as file:
            for record in records:
                file.write(json.dumps(record.model_dump(mode="json", exclude_defaults=True), ensure_ascii=False) + "\n")
            file.flush()
            os.fsync(file.fileno())
        os.replace(fresh, path)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise
    return path
