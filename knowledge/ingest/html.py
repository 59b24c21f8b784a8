"""HTML of others, reduced to plain text: paragraphs, `- ` items and `1. ` steps. Nothing of it is ever rendered."""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag

# A page larger than this is a mistake or an attack; the parser would take seconds and much memory.
HTML_MAX_CHARS = 1_000_000
DROPPED = ("script", "style", "iframe", "object", "form", "svg", "noscript", "template", "head")
BLOCKS = ("p", "div", "h1", "h2", "h3", "h4", "tr", "ul", "ol", "table", "blockquote")
HEADINGS = ("h1", "h2", "h3")


class HtmlTooLarge(ValueError):
    """More than a million characters in one field."""


def to_text(html: str) -> str:
    """The readable text; raises `HtmlTooLarge`."""
    return _text(_parsed(html))


def links(html: str) -> Iterator[tuple[str, str]]:
    """Words and address of every link; raises `HtmlTooLarge`."""
    for link in _parsed(html)("a", href=True):
        words = " ".join(link.get_text(" ").split())
        if words:
            yield words, str(link["href"]).strip()


def divided(html: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """What stands before the first heading as HTML, and each heading with the HTML below it."""
    soup = _parsed(html)
    before: list[str] = []
    parts: list[tuple[str, list[str]]] = []
    for piece in (soup.body or soup).contents:
        if isinstance(piece, Tag) and piece.name in HEADINGS:
            parts.append((_text(piece), []))
        else:
            (parts[-1][1] if parts else before).append(str(piece))
    return "".join(before), tuple((title, "".join(pieces)) for title, pieces in parts)


def _parsed(html: str) -> BeautifulSoup:
    if len(html) > HTML_MAX_CHARS:
        raise HtmlTooLarge(f"{len(html)} characters of HTML in one field; at most {HTML_MAX_CHARS}")
    soup = BeautifulSoup(html, "lxml")
    for unwanted in soup(DROPPED):
        unwanted.decompose()
    return soup


def _text(soup: Tag) -> str:
    for line_break in soup("br"):
        line_break.replace_with("\n")
    for item in soup("li"):
        item.insert(0, f"\n{_marker(item)} ")
    for block in soup(BLOCKS):
        block.insert(0, "\n")
        block.append("\n")
    return _tidy(soup.get_text())


def _marker(item: Tag) -> str:
    if item.parent is None or item.parent.name != "ol":
        return "-"
    return f"{len(item.find_previous_siblings('li')) + 1}."


def _tidy(text: str) -> str:
    lines = [re.sub(r"\s+", " ", line).strip() for line in text.split("\n")]
    return "\n".join(line for line in lines if line and line != "-")
