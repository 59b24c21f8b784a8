"""Questions and answers of rijksoverheid.nl, from its open-data interface (CC0) or a file of it.

A file is JSON Lines or a JSON list of *details*. A URL is the list page
(`https://opendata.rijksoverheid.nl/v1/infotypes/faq`): it is read page by page, each detail apart, slowly.
"""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx

from knowledge.ingest.html import HtmlTooLarge, to_text
from knowledge.problems import KnowledgeError
from knowledge.schema import IngestedRecord, Paragraph

SOURCE = "rijksoverheid"
PUBLISHER = "Rijksoverheid.nl"
ROWS_A_PAGE = 200
# The interface broke down for others who asked faster; 0.6 s is about 100 details a minute.
PAUSE_SECONDS = 0.6
ATTEMPTS = 3


class IngestFailed(KnowledgeError):
    """The source could not be read; nothing was changed."""


@dataclass(frozen=True)
class Ingested:
    """What came in, and what was left out with the reason."""

    records: tuple[IngestedRecord, ...]
    refused: tuple[str, ...]


def read(source: str, progress: Callable[[int, int], None] = lambda done, total: None) -> Ingested:
    """All records of a file or URL. A record that cannot be used is named in `refused`; raises `IngestFailed`."""
    details = _from_url(source, progress) if source.startswith(("http://", "https://")) else _from_file(Path(source))
    records: dict[str, IngestedRecord] = {}
    refused: list[str] = []
    for number, detail in enumerate(details, start=1):
        try:
            record = to_record(detail)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            refused.append(f"{_label(detail, number)}: {_reason(error)}")
        else:
            records[record.id] = record
    return Ingested(tuple(records[key] for key in sorted(records)), tuple(refused))


def to_record(detail: Mapping[str, Any]) -> IngestedRecord:
    """One detail as a record; raises KeyError, TypeError or ValueError when it holds no answer."""
    introduction = to_text(detail.get("introduction") or "")
    paragraphs = tuple(
        Paragraph(title=to_text(part.get("paragraphtitle") or ""), text=to_text(part.get("paragraph") or ""))
        for part in detail.get("content") or ()
    )
    if not introduction and not any(part.text for part in paragraphs):
        raise ValueError("there is no answer in it")
    return IngestedRecord(
        id=f"rijksoverheid-{detail['id']}",
        question=to_text(detail["question"]),
        introduction=introduction,
        paragraphs=paragraphs,
        url=detail["canonical"],
        publisher=PUBLISHER,
        licence=detail["license"],
        modified_on=datetime.fromisoformat(detail["lastmodified"]).date(),
        subjects=tuple(detail.get("subjects") or ()),
    )


def _from_file(path: Path) -> list[dict[str, Any]]:
    try:
        content = path.read_text(encoding="utf-8")
        if content.lstrip().startswith("["):
            return list(json.loads(content))
        return [json.loads(line) for line in content.splitlines() if line.strip()]
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise IngestFailed(f"cannot read {path} as JSON Lines or a JSON list: {error}") from error


def _from_url(url: str, progress: Callable[[int, int], None]) -> Iterator[dict[str, Any]]:
    with httpx.Client(timeout=30, follow_redirects=True) as client:
        addresses = [item["dataurl"] for item in _list_items(client, url)]
        for done, address in enumerate(addresses, start=1):
            yield _get(client, address, {"output": "json"})
            progress(done, len(addresses))
            time.sleep(PAUSE_SECONDS)


def _list_items(client: httpx.Client, url: str) -> Iterator[dict[str, Any]]:
    offset = 0
    while True:
        page = _get(client, url, {"output": "json", "rows": str(ROWS_A_PAGE), "offset": str(offset)})
        yield from page
        if len(page) < ROWS_A_PAGE:
            return
        offset += ROWS_A_PAGE


def _get(client: httpx.Client, url: str, params: dict[str, str]) -> Any:
    for attempt in range(1, ATTEMPTS + 1):
        try:
            response = client.get(url, params=params)
            response.raise_for_status()
            return response.json()
        except (httpx.HTTPError, json.JSONDecodeError) as error:
            if attempt == ATTEMPTS:
                raise IngestFailed(f"{url} did not answer as expected: {error}. Nothing was changed.") from error
            time.sleep(PAUSE_SECONDS * 2**attempt)
    raise AssertionError("unreachable")


def _label(detail: Any, number: int) -> str:
    return str(detail.get("id", f"record {number}")) if isinstance(detail, Mapping) else f"record {number}"


def _reason(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"{error.args[0]} is missing"
    return str(error).splitlines()[0] if isinstance(error, HtmlTooLarge | ValueError) else "it is not a record"
