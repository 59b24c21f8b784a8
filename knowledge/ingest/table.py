"""Records in a CSV file: a row a question, with a heading.

Columns: `id`, `question`, `answer` (plain text or HTML), `url`, `publisher`, `licence`, `modified_on`, and if wanted
`subjects`, `organisations` (ids, separated by `;` or `,`), `language`, `withdrawn` (`ja`). UTF-8; comma or semicolon.
"""

import csv
import html
import io
import re
from collections.abc import Mapping
from pathlib import Path

from knowledge.ingest.draft import Draft, Drafts, IngestFailed, Unreadable
from knowledge.ingest.html import divided
from knowledge.problems import ContentProblems
from knowledge.reading import text_of

REQUIRED = ("id", "question", "answer", "url", "publisher", "licence", "modified_on")
TAG = re.compile(r"<\s*/?\s*(?:p|br|ul|ol|li|a|h[1-6]|div|strong|b|em|i|table)\b", re.IGNORECASE)
YES = frozenset({"ja", "yes", "true", "1", "x"})
# An answer of a whole page; the limit of Python (131,072) is shorter.
csv.field_size_limit(2_000_000)


def read_table(path: Path) -> Drafts:
    """A draft for every row; raises `IngestFailed` when it is no such table."""
    for line, row in enumerate(_rows(path), start=2):
        name = row.get("id") or f"line {line}"
        if None in row or None in row.values():
            yield Unreadable(name, f"line {line} has another number of columns than the heading")
        else:
            yield _draft(name, row)


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        content = text_of(path)
    except ContentProblems as error:
        raise IngestFailed(f"{path}: {error.problems[0].what}; save it as UTF-8 (“CSV UTF-8” in Excel)") from error
    except OSError as error:
        raise IngestFailed(f"cannot read {path}: {error}") from error
    heading = content.partition("\n")[0]
    rows = csv.DictReader(io.StringIO(content), delimiter=";" if heading.count(";") > heading.count(",") else ",")
    missing = [name for name in REQUIRED if name not in (rows.fieldnames or ())]
    if missing:
        raise IngestFailed(f"{path} has no column {missing[0]!r}; it needs {', '.join(REQUIRED)}")
    try:
        return list(rows)
    except csv.Error as error:
        raise IngestFailed(f"{path}:{rows.line_num}: {error}") from error


def _draft(key: str, row: Mapping[str, str]) -> Draft:
    introduction, parts = divided(_as_html(row["answer"]))
    return Draft(
        key=key,
        question=html.escape(row["question"]),
        introduction=introduction,
        parts=parts,
        url=row["url"].strip(),
        publisher=row["publisher"],
        licence=row["licence"],
        modified_on=row["modified_on"].strip(),
        subjects=_many(row.get("subjects")),
        organisations=_many(row.get("organisations")),
        language=row.get("language") or "nl",
        withdrawn=(row.get("withdrawn") or "").strip().casefold() in YES,
    )


def _as_html(answer: str) -> str:
    """HTML as it is; plain text as a paragraph a line."""
    if TAG.search(answer):
        return answer
    return "".join(f"<p>{html.escape(line)}</p>" for line in answer.splitlines() if line.strip())


def _many(value: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in re.split(r"[;,]", value or "") if part.strip())
