"""HTML of others, reduced to plain text: paragraphs, `- ` items and `1. ` steps. Nothing of it is ever rendered."""

import re

from bs4 import BeautifulSoup, Tag

# A page larger than this is a mistake or an attack; the parser would take seconds and much memory.
HTML_MAX_CHARS = 1_000_000
DROPPED = ("script", "style", "iframe", "object", "form", "svg", "noscript", "template")
BLOCKS = ("p", "div", "h1", "h2", "h3", "h4", "tr", "ul", "ol", "table", "blockquote")


class HtmlTooLarge(ValueError):
    """More than a million characters in one field."""


def to_text(html: str) -> str:
    """The readable text; raises `HtmlTooLarge`."""
    if len(html) > HTML_MAX_CHARS:
        raise HtmlTooLarge(f"{len(html)} characters of HTML in one field; at most {HTML_MAX_CHARS}")
    soup = BeautifulSoup(html, "lxml")
    for unwanted in soup(DROPPED):
        unwanted.decompose()
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
