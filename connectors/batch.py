"""Reading and writing JSON Lines of the batch contracts; a bad line is named, never skipped in silence."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TextIO

from knowledge.problems import KnowledgeError


class BatchError(KnowledgeError):
    """An input file that is not what the contract asks for."""


def read_lines(path: Path, needed: Sequence[str]) -> list[dict[str, Any]]:
    """All lines as dictionaries with a string `id`; raises `BatchError` with the line number."""
    try:
        rows = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BatchError(f"cannot read {path}: {error}") from error
    return [_line(path, number, row, needed) for number, row in enumerate(rows, start=1) if row.strip()]


def _line(path: Path, number: int, row: str, needed: Sequence[str]) -> dict[str, Any]:
    try:
        line = json.loads(row)
    except json.JSONDecodeError as error:
        raise BatchError(f"{path}:{number}: not JSON ({error.msg}). Each line is one JSON object.") from error
    missing = [key for key in ("id", *needed) if not isinstance(line, dict) or key not in line]
    if missing:
        raise BatchError(f"{path}:{number}: {', '.join(missing)} missing. Needed: id, {', '.join(needed)}.")
    return {**line, "id": str(line["id"])}


def write_line(file: TextIO, record: dict[str, Any]) -> None:
    """One record, flushed, so that a stopped run keeps what it had."""
    file.write(json.dumps(record, ensure_ascii=False) + "\n")
    file.flush()
