"""Service texts: one Markdown file a service, read and checked in full before any is used."""

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import yaml
from pydantic import ValidationError

from bot.settings import ROOT
from knowledge.problems import ContentProblems, Problem, schema_problems, yaml_problem
from knowledge.reading import text_of, yaml_of
from knowledge.schema import LIFE_EVENTS, SECTIONS, FrontMatter, ServiceText

TEXTS_DIR = ROOT / "knowledge" / "texts"
HEADING = re.compile(r"^## (.+?)\s*$", re.MULTILINE)


def load_texts(folder: Path = TEXTS_DIR) -> tuple[ServiceText, ...]:
    """All texts below `folder`, sorted by id; raises `ContentProblems` with every mistake found."""
    texts: list[ServiceText] = []
    problems: list[Problem] = []
    for path in sorted(folder.rglob("*.md")):
        try:
            texts.append(read_text(path))
        except ContentProblems as error:
            problems += error.problems
    problems += _cross_check(texts, folder)
    if problems:
        raise ContentProblems(problems)
    return tuple(sorted(texts, key=lambda text: text.id))


def read_text(path: Path) -> ServiceText:
    """One text; raises `ContentProblems`."""
    front, body, body_line = _split(path, text_of(path))
    matter = _front_matter(path, front)
    sections = _sections(path, body, body_line)
    if matter.id != path.stem:
        raise ContentProblems(
            [
                Problem(
                    path,
                    2,
                    f"id is {matter.id!r}",
                    f"name the file {matter.id}.md, or use the id {path.stem}",
                )
            ]
        )
    return ServiceText(**matter.model_dump(), sections=sections)


def _split(path: Path, content: str) -> tuple[str, str, int]:
    match = re.match(r"---\n(.*?)\n---\n", content, re.DOTALL)
    if not match:
        raise ContentProblems(
            [Problem(path, 1, "no front matter", "begin the file with --- and close the front matter with ---")]
        )
    return match.group(1), content[match.end() :], content[: match.end()].count("\n") + 1


def _front_matter(path: Path, source: str) -> FrontMatter:
    try:
        return FrontMatter.model_validate(yaml_of(source))
    except yaml.YAMLError as error:
        raise ContentProblems([yaml_problem(path, error, first_line=2)]) from error
    except ValidationError as error:
        raise ContentProblems(schema_problems(path, source, error, first_line=2)) from error


def _sections(path: Path, body: str, first_line: int) -> dict[str, str]:
    headings = list(HEADING.finditer(body))
    names = tuple(heading.group(1) for heading in headings)
    if names != SECTIONS:
        line = first_line + (body[: headings[0].start()].count("\n") if headings else 0)
        remedy = "use these headings, in this order: " + " · ".join(f"## {name}" for name in SECTIONS)
        raise ContentProblems([Problem(path, line, f"headings are {list(names)}", remedy)])
    ends = [heading.start() for heading in headings[1:]] + [len(body)]
    sections = {h.group(1): body[h.end() : end].strip() for h, end in zip(headings, ends, strict=True)}
    empty = [name for name, text in sections.items() if not text]
    if empty:
        line = first_line + body[: headings[names.index(empty[0])].start()].count("\n")
        raise ContentProblems(
            [
                Problem(
                    path,
                    line,
                    f"section {empty[0]!r} is empty",
                    "write a sentence, for example: Dit kost niets.",
                )
            ]
        )
    return sections


def _cross_check(texts: Iterable[ServiceText], folder: Path) -> list[Problem]:
    """Mistakes between texts: double ids, double questions, unknown related texts and life events."""
    known = Counter(text.id for text in texts)
    owner: dict[str, str] = {}
    problems: list[Problem] = []
    for text in texts:
        path = folder / text.theme / f"{text.id}.md"
        if known[text.id] > 1:
            problems.append(Problem(path, 2, f"id {text.id!r} is used twice", "give one of the two another id"))
        problems += [
            Problem(path, 1, f"related text {other!r} does not exist", "correct the id or remove it")
            for other in text.related
            if other not in known
        ]
        problems += [
            Problem(
                path,
                1,
                f"life event {event!r} does not exist",
                f"choose from: {', '.join(sorted(LIFE_EVENTS))}",
            )
            for event in text.life_events
            if event not in LIFE_EVENTS
        ]
        for question in text.questions:
            first = owner.setdefault(question.casefold(), text.id)
            if first != text.id:
                problems.append(
                    Problem(path, 1, f"question {question!r} also stands in {first}", "keep it in one text")
                )
    return problems
