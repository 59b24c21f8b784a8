"""Ingested records on disk: one JSON Lines file a source, in the data folder and never in git."""

import json
import os
from collections.abc import Iterable
from pathlib import Path

from pydantic import ValidationError

from knowledge.problems import ContentProblems, Problem
from knowledge.schema import IngestedRecord


def load_records(folder: Path) -> tuple[IngestedRecord, ...]:
    """All records of all sources, sorted by id; raises `ContentProblems`."""
    records: dict[str, IngestedRecord] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.jsonl")):
        for line, row in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            try:
                record = IngestedRecord.model_validate_json(row)
            except ValidationError as error:
                problems.append(
                    Problem(
                        path,
                        line,
                        str(error.errors()[0]["msg"]),
                        "ingest this source again: wegwijs ingest --help",
                    )
                )
            else:
                records[record.id] = record
    if problems:
        raise ContentProblems(problems)
    return tuple(records[record_id] for record_id in sorted(records))


def save_records(folder: Path, source: str, records: Iterable[IngestedRecord]) -> Path:
    """Replace the file of one source at once: a reader sees the old or the new one, never half."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{source}.jsonl"
    fresh = path.with_suffix(".new")
    rows = [json.dumps(record.model_dump(mode="json"), ensure_ascii=False) for record in records]
    fresh.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    os.replace(fresh, path)
    return path
