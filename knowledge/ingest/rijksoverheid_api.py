"""The open-data interface of rijksoverheid.nl: the list page by page, and the details that are new or changed.

`https://opendata.rijksoverheid.nl/v1/infotypes/faq` lists 25 items a page, at most 200, the last changed first,
with `output`, `rows` and `offset`; `/lastmodifiedsince/YYYYMMDD/` after it lists what changed since. The list has
no answers: each detail is a request of its own. A run that breaks off goes on where it was (knowledge.ingest.journal).
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from urllib.parse import urlsplit

from knowledge.ingest.draft import Draft, Drafts, IngestFailed
from knowledge.ingest.journal import Journal
from knowledge.ingest.polite import Gone, PoliteClient
from knowledge.ingest.rijksoverheid import PUBLISHER, drafts
from knowledge.ingest.rijksoverheid_xml import detail_of, items_of

ROWS_A_PAGE = 200
# The whole of rijksoverheid.nl has some 2,500; more pages than this means that the paging goes round.
PAGES_MAX = 200

Progress = Callable[[int, int], None]
Form = Literal["json", "xml"]


@dataclass(frozen=True)
class Interface:
    """Where the list stands, and in which form it is asked for."""

    url: str
    form: Form = "json"
    since: date | None = None

    @property
    def list_url(self) -> str:
        base = self.url.rstrip("/")
        return f"{base}/lastmodifiedsince/{self.since:%Y%m%d}/" if self.since else base


def read_interface(interface: Interface, client: PoliteClient, journal: Journal, progress: Progress) -> Drafts:
    """Drafts of everything listed; raises `IngestFailed`. Nothing is lost then: the next run asks for the rest only."""
    items = list(_items(interface, client))
    for done, item in enumerate(items, start=1):
        yield from _draft(interface, item, client, journal)
        progress(done, len(items))
    if interface.since is None:
        journal.forget_others({_key(item) for item in items})


def _draft(interface: Interface, item: dict[str, Any], client: PoliteClient, journal: Journal) -> Drafts:
    try:
        body = _detail(interface, item, client, journal)
    except Gone:
        return [_withdrawn(item)]
    return drafts([_parsed(interface.form, body, str(item.get("dataurl")), detail=True)])


def _detail(interface: Interface, item: dict[str, Any], client: PoliteClient, journal: Journal) -> bytes:
    key, changed = _key(item), f"{interface.form} {item.get('lastmodified', '')}"
    if (kept := journal.page(key, changed)) is not None:
        return kept
    body = client.get(_same_host(str(item["dataurl"]), interface.url), {"output": interface.form})
    _parsed(interface.form, body, str(item["dataurl"]), detail=True)  # half a page is not kept
    journal.keep(key, changed, body)
    return body


def _items(interface: Interface, client: PoliteClient) -> Iterator[dict[str, Any]]:
    seen: set[str] = set()
    for page in range(PAGES_MAX):
        asked = {"output": interface.form, "rows": str(ROWS_A_PAGE), "offset": str(page * ROWS_A_PAGE)}
        found = _page(interface, client, asked)
        fresh = [item for item in found if _key(item) not in seen]
        seen |= {_key(item) for item in fresh}
        yield from fresh
        if len(found) < ROWS_A_PAGE or not fresh:
            return
    raise IngestFailed(f"{interface.list_url} goes on for more than {PAGES_MAX} pages")


def _page(interface: Interface, client: PoliteClient, asked: dict[str, str]) -> list[dict[str, Any]]:
    try:
        body = client.get(interface.list_url, asked)
    except Gone as error:
        raise IngestFailed(f"there is no list at {error}") from error
    found = _parsed(interface.form, body, interface.list_url, detail=False)
    if not isinstance(found, list) or not all(isinstance(item, dict) and item.get("dataurl") for item in found):
        raise IngestFailed(f"{interface.list_url} is not a list of questions with a `dataurl` each")
    return found


def _parsed(form: Form, body: bytes, url: str, detail: bool) -> Any:
    try:
        if form == "json":
            return json.loads(body.decode("utf-8"))
        return detail_of(body) if detail else items_of(body)
    except ValueError as error:
        raise IngestFailed(f"{url} gives no {form.upper()}: {error}") from error


def _key(item: dict[str, Any]) -> str:
    return str(item.get("id") or item["dataurl"])


def _same_host(url: str, listed_by: str) -> str:
    """A detail is asked for at the host of the list only; raises `IngestFailed`."""
    if urlsplit(url).netloc != urlsplit(listed_by).netloc:
        raise IngestFailed(f"the list points to another host: {url}")
    return url


def _withdrawn(item: dict[str, Any]) -> Draft:
    return Draft(_key(item), "", "", "", PUBLISHER, "", "", withdrawn=True)
