"""Products of the single digital gateway, as the interface of ondernemersplein.overheid.nl gives them.

A page is `{"count", "next", "results": […]}`; a product has `titel`, `tekst` (Markdown), `links`, `organisaties`,
`laatstGewijzigd`, `url`, `upnLabel` and `taal`. A file holds one page or a bare list of products; a URL is read on
through `next`, on the same host only.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from knowledge.ingest.draft import Draft, Drafts, IngestFailed, Unreadable
from knowledge.ingest.html import divided
from knowledge.ingest.markdown import to_html
from knowledge.ingest.polite import Gone, PoliteClient

SOURCE = "sdg"
PUBLISHER = "Ondernemersplein"
# The interface names no licence with a product, so none is claimed; an excerpt with its source is shown.
LICENCE = "not stated by the interface"
PAGES_MAX = 500

Progress = Callable[[int, int], None]


def drafts(products: Iterator[Any]) -> Drafts:
    """A draft for each product; what is not a product at all is said so."""
    for number, product in enumerate(products, start=1):
        try:
            yield to_draft(product)
        except KeyError as error:
            yield Unreadable(_label(product, number), f"{error.args[0]} is missing")
        except (AttributeError, TypeError):
            yield Unreadable(_label(product, number), "it is not a product")


def to_draft(product: Mapping[str, Any]) -> Draft:
    """One product; raises KeyError, AttributeError or TypeError when it is something else."""
    introduction, parts = divided(to_html(str(product["tekst"] or "")))
    name = product.get("upnLabel")
    return Draft(
        key=str(product["id"]),
        question=str(product["titel"]),
        introduction=introduction,
        parts=parts,
        url=str(product["url"]),
        publisher=PUBLISHER,
        licence=LICENCE,
        modified_on=str(product["laatstGewijzigd"]),
        subjects=(str(name),) if name else (),
        carried_out_by=tuple(str(one["owmsPrefLabel"]) for one in product.get("organisaties") or ()),
        links=tuple((str(link["label"]), str(link["url"])) for link in product.get("links") or ()),
        language=str(product.get("taal") or "nl"),
    )


def from_file(path: Path) -> Iterator[Any]:
    """The products in a file; raises `IngestFailed`."""
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise IngestFailed(f"cannot read {path} as JSON in UTF-8: {error}") from error
    return iter(_results(content, str(path)))


def from_interface(url: str, client: PoliteClient, progress: Progress) -> Iterator[Any]:
    """The products of every page; raises `IngestFailed`."""
    done, page_url, seen = 0, url, set[str]()
    while page_url and page_url not in seen and len(seen) < PAGES_MAX:
        seen.add(page_url)
        page = _page(page_url, client)
        for product in _results(page, page_url):
            yield product
            done += 1
        progress(done, int(page.get("count") or done))
        page_url = str(page.get("next") or "")
        if page_url and urlsplit(page_url).netloc != urlsplit(url).netloc:
            raise IngestFailed(f"{url} goes on at another host: {page_url}")


def _page(url: str, client: PoliteClient) -> dict[str, Any]:
    try:
        page = json.loads(client.get(url, {}).decode("utf-8"))
    except Gone as error:
        raise IngestFailed(f"there is no page at {error}") from error
    except ValueError as error:
        raise IngestFailed(f"{url} gives no JSON: {error}") from error
    if not isinstance(page, dict):
        raise IngestFailed(f"{url} is not a page with `results`")
    return page


def _results(content: Any, where: str) -> list[Any]:
    found = content.get("results") if isinstance(content, dict) else content
    if not isinstance(found, list):
        raise IngestFailed(f"{where} holds no list of products (`results`)")
    return found


def _label(product: Any, number: int) -> str:
    return str(product.get("id", f"product {number}")) if isinstance(product, Mapping) else f"product {number}"
