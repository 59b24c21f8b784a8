"""Everything that is known, read together and checked against each other before any of it is used."""

from collections.abc import Callable, Iterator
from pathlib import Path

from knowledge.doors import load_doors
from knowledge.glossary import load_glossary
from knowledge.index import Contents
from knowledge.library import Library
from knowledge.official import is_official, official_hosts
from knowledge.phrasings import load_phrasings
from knowledge.planning.load import load_plans
from knowledge.planning.told import with_plans
from knowledge.problems import ContentProblems, Problem
from knowledge.reading import text_of
from knowledge.records import load_records
from knowledge.register import Register, load_register
from knowledge.schema import Door, ServiceText
from knowledge.texts import load_texts


def read_contents(library: Library, register: Register | None = None) -> Contents:
    """What is indexed; raises `ContentProblems` with every mistake found.

    A text that is withdrawn is checked with the others, but left out. One that is not yet or no longer valid is
    in: whoever answers leaves it out on the day itself (knowledge.base).
    """
    files = library.digest()
    texts, doors = load_texts(library.texts), load_doors(library.doors)
    known = register or read_register(library)
    problems = [*_mistakes(library, texts, doors, known), *_elsewhere(library, texts, known)]
    if problems:
        raise ContentProblems(problems)
    current = tuple(text for text in texts if text.status != "withdrawn")
    kept = {text.id for text in current}
    plans = load_plans(known, library.plans, library.texts)
    told = with_plans(load_phrasings(library.phrasings), plans.values())
    phrasings = {topic: lines for topic, lines in told.items() if topic in kept}
    return Contents(current, load_records(library.records), doors, phrasings, library, files)


def read_register(library: Library) -> Register:
    """The register; raises `ContentProblems`, also when its tables do not fit together."""
    try:
        return load_register(library.organisations)
    except (OSError, KeyError, ValueError) as error:
        what = f"the tables of the register do not fit together ({type(error).__name__} {error})"
        remedy = "take back the last change of a .csv file, or import it again: wegwijs ingest roo --help"
        raise ContentProblems([Problem(library.organisations, 1, what, remedy)]) from error


def _mistakes(
    library: Library, texts: tuple[ServiceText, ...], doors: tuple[Door, ...], register: Register
) -> Iterator[Problem]:
    topics = {text.id for text in texts}
    hosts = official_hosts(register)
    for text in texts:
        path = library.texts / text.theme / f"{text.id}.md"
        if not path.exists():
            yield Problem(path, 4, f"theme is {text.theme!r}", "name the folder after the theme, or correct the theme")
            continue
        yield from _of_text(path, text, register, hosts)
    for door in doors:
        path = library.doors / f"{door.id}.yaml"
        yield from (_unknown(path, o) for o in door.organisations if o not in register.organisations)
        if door.id in topics:
            yield Problem(path, 1, f"{door.id!r} is the id of a text", "a subject has a text or a door: remove one")
    for path in sorted(library.phrasings.rglob("*.txt")):
        if path.stem not in topics:
            yield Problem(path, 1, f"there is no text {path.stem!r}", "name the file after a text, or remove it")


def _elsewhere(library: Library, texts: tuple[ServiceText, ...], register: Register) -> Iterator[Problem]:
    """Mistakes in what is not searched but shown: plans and the glossary."""
    checks: list[Callable[[], object]] = [lambda: load_plans(register, library.plans, library.texts)]
    if library.glossary.is_dir():
        checks.append(lambda: load_glossary(library.glossary, {text.id for text in texts}))
    for check in checks:
        try:
            check()
        except ContentProblems as error:
            yield from error.problems


def _of_text(path: Path, text: ServiceText, register: Register, hosts: frozenset[str]) -> Iterator[Problem]:
    yield from (_unknown(path, role.id) for role in text.organisations if role.id not in register.organisations)
    for source in text.sources:
        if not is_official(str(source.url), hosts):
            url = str(source.url)
            yield Problem(
                path,
                _line_of(path, url),
                f"{url} is not a safe page (https) of an official host",
                "link to the page of an organisation in the register; a public body that the list lacks goes into "
                "organisations/more_hosts.txt",
            )


def _unknown(path: Path, organisation: str) -> Problem:
    remedy = "correct the id, or add the organisation: see organisations/"
    return Problem(path, _line_of(path, organisation), f"organisation {organisation!r} is not in the register", remedy)


def _line_of(path: Path, words: str) -> int:
    """The first line that holds these words, from 1; the first line when none does."""
    lines = text_of(path).splitlines()
    return next((number for number, line in enumerate(lines, start=1) if words.rstrip("/") in line), 1)
