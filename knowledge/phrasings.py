"""How citizens ask for a service: `knowledge/phrasings/<topic>.txt`, one way a line.

The questions in a text are the ones its editor stands for; phrasings are many more, for the search alone.
They are never shown. Those in other languages stand in `other-languages/`.
"""

from collections.abc import Mapping
from pathlib import Path

from bot.settings import ROOT
from knowledge.problems import ContentProblems, Problem
from knowledge.reading import text_of

PHRASINGS_DIR = ROOT / "knowledge" / "phrasings"


def load_phrasings(folder: Path = PHRASINGS_DIR) -> Mapping[str, tuple[str, ...]]:
    """Topic → ways to ask for it; raises `ContentProblems` when a line stands in two files."""
    found: dict[str, tuple[str, ...]] = {}
    owner: dict[str, str] = {}
    problems: list[Problem] = []
    for path in sorted(folder.rglob("*.txt")):
        try:
            lines = text_of(path).splitlines()
        except ContentProblems as error:
            problems += error.problems
            continue
        for number, line in enumerate(lines, start=1):
            first = owner.setdefault(line.strip().casefold(), path.stem)
            if first != path.stem:
                problems.append(Problem(path, number, f"{line!r} also stands in {first}.txt", "keep it in one file"))
        fresh = (line.strip() for line in lines if line.strip())
        found[path.stem] = tuple(dict.fromkeys((*found.get(path.stem, ()), *fresh)))
    if problems:
        raise ContentProblems(problems)
    return found
