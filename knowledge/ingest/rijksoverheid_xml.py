"""The XML of rijksoverheid.nl's open data, read as the same fields as its JSON.

A list has one child an item; a detail has its fields as children of the root, with `contentblock` for each part.
Entities are not resolved and nothing is fetched.
"""

from typing import Any

from lxml import etree

LISTS = ("subjects", "themes", "authorities", "organisationalunits", "rightsholders")


def items_of(content: bytes) -> list[dict[str, Any]]:
    """The items of a list page; raises ValueError when it is no XML."""
    return [_fields(item) for item in _root(content) if item.find("{*}dataurl") is not None]


def detail_of(content: bytes) -> dict[str, Any]:
    """One detail; raises ValueError when it is no XML."""
    root = _root(content)
    detail = _fields(root)
    detail["content"] = [
        {"paragraphtitle": _inner(block.find("{*}paragraphtitle")), "paragraph": _inner(block.find("{*}paragraph"))}
        for block in root.iter("{*}contentblock")
    ]
    for name in LISTS:
        found = root.find(f"{{*}}{name}")
        detail[name] = [] if found is None else [text for text in map(_inner, found) if text]
    return detail


def _root(content: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(f"not XML: {error}") from error


def _fields(element: Any) -> dict[str, Any]:
    return {etree.QName(child).localname: _inner(child) for child in element if isinstance(child.tag, str)}


def _inner(element: Any) -> str:
    """What stands inside an element: escaped HTML as its text, or elements as they are written."""
    if element is None:
        return ""
    inside = "".join(etree.tostring(child, encoding="unicode") for child in element)
    return ((element.text or "") + inside).strip()
