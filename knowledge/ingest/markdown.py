"""Markdown of others: as HTML for the gate, and a folder of files with front matter.

A file begins with `---`, then `title`, `url`, `publisher`, `licence` and `modified_on` (and if wanted `id`,
`language`, `subjects`, `organisations`, `withdrawn`), then `---` and the answer. Text before the first heading is
the introduction.
"""

import re
from pathlib import Path
from typing import Any

import yaml
from markdown_it import MarkdownIt

from knowledge.ingest.draft import Draft, Drafts, IngestFailed, Unreadable
from knowledge.ingest.html import divided
from knowledge.problems import ContentProblems
from knowledge.reading import text_of, yaml_of

FRONT_MATTER = re.compile(r"---\r?\n(.*?)\r?\n---\r?\n?", re.DOTALL)
# Raw HTML inside Markdown is shown as text by this renderer, never passed on.
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")


def to_html(markdown: str) -> str:
    """Markdown (CommonMark with tables) as HTML."""
    return str(_MARKDOWN.render(markdown))


def read_folder(folder: Path) -> Drafts:
    """A draft for every `.md` file below `folder`; raises `IngestFailed` when there are none."""
    paths = sorted(folder.rglob("*.md"))
    if not paths:
        raise IngestFailed(f"there are no .md files in {folder}")
    for path in paths:
        name = path.relative_to(folder).as_posix()
        try:
            yield _draft(path, name)
        except ContentProblems as error:
            yield Unreadable(name, error.problems[0].what)
        except (ValueError, yaml.YAMLError) as error:
            yield Unreadable(name, " ".join(str(error).split()))


def _draft(path: Path, name: str) -> Draft:
    content = text_of(path)
    front = FRONT_MATTER.match(content)
    matter: Any = yaml_of(front.group(1)) if front else None
    if front is None or not isinstance(matter, dict):
        raise ValueError("it has no front matter between --- and ---")
    if missing := [key for key in ("title", "url", "publisher", "licence", "modified_on") if not matter.get(key)]:
        raise ValueError(f"{missing[0]} is missing in the front matter")
    introduction, parts = divided(to_html(content[front.end() :]))
    return Draft(
        key=str(matter.get("id") or name.removesuffix(".md")),
        question=str(matter["title"]),
        introduction=introduction,
        parts=parts,
        url=str(matter["url"]),
        publisher=str(matter["publisher"]),
        licence=str(matter["licence"]),
        modified_on=str(matter["modified_on"]),
        subjects=_many(matter.get("subjects")),
        organisations=_many(matter.get("organisations")),
        language=str(matter.get("language") or "nl"),
        withdrawn=bool(matter.get("withdrawn")),
    )


def _many(value: Any) -> tuple[str, ...]:
    """A list, or words between commas."""
    if isinstance(value, list):
        return tuple(str(one) for one in value)
    return tuple(part.strip() for part in str(value or "").split(",") if part.strip())
