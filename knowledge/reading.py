"""Reading what editors write: UTF-8 or an error that says so, and YAML by the fast parser."""

from pathlib import Path
from typing import Any

import yaml

from knowledge.problems import ContentProblems, Problem

# The parser in C reads the texts ten times as fast; some builds of PyYAML lack it.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def text_of(path: Path) -> str:
    """The text of a file, with or without a byte order mark; raises `ContentProblems` when it is not UTF-8."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        problem = Problem(path, line, f"not UTF-8 (byte {error.start})", "save the file as UTF-8")
        raise ContentProblems([problem]) from error


def yaml_of(source: str) -> Any:
    """The value of a YAML document; raises `yaml.YAMLError`."""
    return yaml.load(source, Loader=_LOADER)  # noqa: S506 - a safe loader, see above
