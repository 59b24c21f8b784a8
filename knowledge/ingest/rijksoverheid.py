"""Questions and answers of rijksoverheid.nl (CC0): one *detail* as a draft, and a file of details.

A file is JSON Lines or a JSON list of details, or XML with one detail. The interface itself is read by
`knowledge.ingest.rijksoverheid_api`.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from knowledge.ingest.accept import Gate, accept_all
from knowledge.ingest.draft import Draft, Drafts, Ingested, IngestFailed, Unreadable
from knowledge.ingest.rijksoverheid_xml import detail_of
from knowledge.register import load_register

SOURCE = "rijksoverheid"
PUBLISHER = "Rijksoverheid.nl"


def read(source: str, gate: Gate | None = None) -> Ingested:
    """All records of a file; raises `IngestFailed` when it cannot be read."""
    return accept_all(SOURCE, drafts(from_file(Path(source))), gate or Gate.of(load_register()))


def drafts(details: Iterable[Any]) -> Drafts:
    """A draft for each detail; what is not a detail at all is said so."""
    for number, detail in enumerate(details, start=1):
        try:
            yield to_draft(detail)
        except KeyError as error:
            yield Unreadable(_label(detail, number), f"{error.args[0]} is missing")
        except (AttributeError, TypeError):
            yield Unreadable(_label(detail, number), "it is not a record")


def to_draft(detail: Mapping[str, Any]) -> Draft:
    """One detail; raises KeyError, AttributeError or TypeError when it is something else."""
    return Draft(
        key=str(detail["id"]),
        question=str(detail["question"]),
        introduction=str(detail.get("introduction") or ""),
        parts=tuple(
            (str(part.get("paragraphtitle") or ""), str(part.get("paragraph") or ""))
            for part in detail.get("content") or ()
        ),
        url=str(detail["canonical"]),
        publisher=PUBLISHER,
        licence=str(detail["license"]),
        modified_on=str(detail["lastmodified"]),
        subjects=tuple(str(subject) for subject in detail.get("subjects") or ()),
        language=str(detail.get("language") or "nl"),
    )


def from_file(path: Path) -> list[Any]:
    """The details in a file; raises `IngestFailed`."""
    try:
        content = path.read_bytes()
        if content.lstrip()[:1] == b"<":
            return [detail_of(content)]
        return list(_json(content.decode("utf-8-sig")))
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise IngestFailed(f"cannot read {path} as JSON Lines, a JSON list or XML in UTF-8: {error}") from error


def _json(content: str) -> Iterator[Any]:
    if content.lstrip().startswith("["):
        yield from json.loads(content)
        return
    for number, line in enumerate(content.splitlines(), start=1):
        if line.strip():
            try:
                yield json.loads(line)
            except ValueError as error:
                raise ValueError(f"line {number}: {error}") from error


def _label(detail: Any, number: int) -> str:
    return str(detail.get("id", f"record {number}")) if isinstance(detail, Mapping) else f"record {number}"
