"""Errors in what an editor wrote: each names the file, the line, what is wrong and what to do.

KnowledgeError
├── ContentProblems     all mistakes in texts or register, together
└── IndexUnusable       missing, broken or made by another encoder (knowledge.index)
"""

from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import ValidationError

from bot.settings import ROOT


class KnowledgeError(Exception):
    """Something about the knowledge base that an operator or editor can mend."""


@dataclass(frozen=True)
class Problem:
    """One mistake; `line` counts from 1."""

    path: Path
    line: int
    what: str
    remedy: str

    def __str__(self) -> str:
        shown = self.path.relative_to(ROOT) if self.path.is_relative_to(ROOT) else self.path
        return f"{shown}:{self.line}: {self.what}\n    → {self.remedy}"


class ContentProblems(KnowledgeError):
    """All mistakes that were found, so that an editor mends them in one go."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in problems))


def yaml_problem(path: Path, error: yaml.YAMLError, first_line: int = 1) -> Problem:
    """A syntax error in YAML, with its place. `first_line`: where the YAML starts in the file."""
    mark = getattr(error, "problem_mark", None)
    line = first_line + (mark.line if mark else 0)
    what = getattr(error, "problem", None) or "this is not YAML"
    return Problem(path, line, f"YAML: {what}", "put text with a colon or # between double quotes; indent with spaces")


def schema_problems(path: Path, source: str, error: ValidationError, first_line: int = 1) -> list[Problem]:
    """The mistakes against the schema, each at the line of its key."""
    root = yaml.compose(source)
    return [
        Problem(
            path,
            first_line + _line_of(root, details["loc"]),
            _describe(details["loc"], details["msg"]),
            _remedy(details["type"]),
        )
        for details in error.errors()
    ]


def line_at(source: str, location: tuple[int | str, ...]) -> int:
    """Line (from 1) of the deepest part of `location` that exists in this YAML, to name the place of a mistake."""
    return 1 + _line_of(yaml.compose(source), location)


def _describe(location: tuple[int | str, ...], message: str) -> str:
    return f"{'.'.join(str(part) for part in location) or 'file'}: {message}"


def _remedy(kind: str) -> str:
    remedies = {
        "missing": "add this key; docs/texts.md shows all of them",
        "extra_forbidden": "this key does not exist: remove it or correct its spelling",
        "url_parsing": "write a full address that begins with https://",
        "string_pattern_mismatch": "use small letters, digits and hyphens only",
        "too_short": "add more items",
        "literal_error": "choose one of the values in the message",
    }
    return remedies.get(kind, "correct the value; docs/texts.md explains this key")


def _line_of(node: yaml.Node | None, location: tuple[int | str, ...]) -> int:
    """Line (from 0, within the YAML) of the deepest part of `location` that exists."""
    line = 0
    for part in location:
        if isinstance(node, yaml.MappingNode):
            pair = next(((k, v) for k, v in node.value if k.value == part), None)
            if pair is None:
                break
            line, node = pair[0].start_mark.line, pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line
        else:
            break
    return line
