"""Everything that is known, read together and checked against each other before any of it is used."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from knowledge.doors import DOORS_DIR, load_doors
from knowledge.index import Contents
from knowledge.phrasings import PHRASINGS_DIR, load_phrasings
from knowledge.problems import ContentProblems, Problem
from knowledge.records import load_records
from knowledge.register import Register, load_register
from knowledge.schema import Door, ServiceText
from knowledge.texts import TEXTS_DIR, load_texts


def read_contents(records_dir: Path, register: Register | None = None) -> Contents:
    """What is indexed and answered from today; raises `ContentProblems` with every mistake found.

    A text that is withdrawn, not yet valid or no longer valid is checked with the others, but left out.
    """
    texts, doors = load_texts(), load_doors()
    problems = list(_mistakes(texts, doors, register or load_register()))
    if problems:
        raise ContentProblems(problems)
    today = datetime.now(UTC).date()
    current = tuple(text for text in texts if text.valid_on(today))
    kept = {text.id for text in current}
    phrasings = {topic: lines for topic, lines in load_phrasings().items() if topic in kept}
    return Contents(current, load_records(records_dir), doors, phrasings)


def _mistakes(texts: tuple[ServiceText, ...], doors: tuple[Door, ...], register: Register) -> Iterator[Problem]:
    known, topics = register.organisations, {text.id for text in texts}
    for text in texts:
        path = TEXTS_DIR / text.theme / f"{text.id}.md"
        if not path.exists():
            yield Problem(path, 4, f"theme is {text.theme!r}", "name the folder after the theme, or correct the theme")
        yield from (_unknown(path, role.id) for role in text.organisations if role.id not in known)
    for door in doors:
        path = DOORS_DIR / f"{door.id}.yaml"
        yield from (_unknown(path, organisation) for organisation in door.organisations if organisation not in known)
        if door.id in topics:
            yield Problem(path, 1, f"{door.id!r} is the id of a text", "a subject has a text or a door: remove one")
    for path in sorted(PHRASINGS_DIR.rglob("*.txt")):
        if path.stem not in topics:
            yield Problem(path, 1, f"there is no text {path.stem!r}", "name the file after a text, or remove it")


def _unknown(path: Path, organisation: str) -> Problem:
    return Problem(path, 1, f"organisation {organisation!r} is not in the register", "see knowledge/organisations/")
