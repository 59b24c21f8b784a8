"""When the rules hurt: where an exception may be asked for, in plain words and without a promise.

The texts stand in `exceptions.yaml`. Every reply ends with a place where somebody helps with forms.
"""

import re
from functools import cache
from pathlib import Path

import yaml

from bot.reply import Reply, Source
from bot.sentences import sentence
from knowledge.base import KnowledgeBase
from knowledge.channel import LIBRARY
from knowledge.lexical import words
from knowledge.refer import believed_organisations, named_organisations, task_leads
from knowledge.register import LAST_DOOR
from knowledge.schema import Line, OrganisationRole, Record, Slug, TextSource
from knowledge.search import search

EXCEPTIONS = Path(__file__).parent / "exceptions.yaml"
# "de regel pakt verkeerd uit", "tussen wal en schip", "kan er een uitzondering komen", "val overal buiten"
RULE = r"\b(?:regels?|wet|regeling(?:en)?|beleid)\b[^.?!]{0,40}\b"
HURTS = re.compile(
    "|".join(
        (
            RULE + r"(?:(?:verkeerd|slecht) uit|oneerlijk|onredelijk|niet eerlijk|onmenselijk|krom)",
            RULE + r"(?:past? niet|kloppen? niet|klopt niet voor mij|werken? tegen)",
            r"\bpakt\b[^.?!]{0,30}\b(?:verkeerd|slecht|oneerlijk) uit",
            r"\btussen (?:de )?wal en (?:het )?schip",
            r"\bval (?:ik )?(?:overal |steeds |net )?(?:buiten|tussen)\b",
            r"\b(?:een|om|geen) uitzondering\b|\buitzondering\b[^.?!]{0,40}\b(?:maken|komen|krijgen|voor mij)",
            r"\bmaatwerk\b|\bhardheidsclausule",
            r"\bpas (?:ik )?(?:nergens|niet) in (?:de |het |een )?(?:regels?|hokje|systeem)",
            r"\bmijn situatie (?:past|valt|is) (?:nergens|niet|overal|anders)",
        )
    ),
    re.IGNORECASE,
)
# Below this a task, or what the texts agree on, does not say whose rule it is.
FOCUS_FROM = 0.5
# "ik val overal …" says nothing of a subject.
SUBJECT_MIN_WORDS = 3
# "wat is maatwerk", "wat betekent hardheidsclausule": a question about a word.
ABOUT_THE_WORD = re.compile(r"\b(?:wat (?:is|betekent)|betekenis)\b", re.IGNORECASE)


class Exceptional(Record):
    """Where to ask for an exception at these organisations; none named: everywhere else."""

    organisations: tuple[Slug, ...]
    text: Line
    doors: tuple[OrganisationRole, ...]
    source: TextSource


def rules_hurt(text: str) -> bool:
    """Whether a citizen says that the general rule fits their case badly."""
    return bool(HURTS.search(text)) and not ABOUT_THE_WORD.search(text)


@cache
def load_exceptions(path: Path = EXCEPTIONS) -> tuple[Exceptional, ...]:
    """All entries; the first one is the general one. Raises pydantic's ValidationError for a broken file."""
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    return tuple(Exceptional.model_validate(row) for row in rows)


def organisation_in_focus(text: str, base: KnowledgeBase, shown: tuple[str, ...] = ()) -> str | None:
    """Who the complaint is about: named, known by a product or task, shown last, or believed by the search."""
    by_task = tuple(lead.organisation for lead in task_leads(text, base.register) if lead.sure >= FOCUS_FROM)
    named = named_organisations(text, base.register) or by_task
    before = tuple(id_ for id_ in shown if id_ != LAST_DOOR)
    if named or before:
        return (*named, *before)[0]
    subject = HURTS.sub(" ", text)  # "wal en schip" is no harbour
    if len(words(subject)) < SUBJECT_MIN_WORDS:
        return None
    believed = believed_organisations(search(base.index, base.encoder, subject), base.texts)
    return believed[0][0] if believed and believed[0][1] >= FOCUS_FROM else None


def exception_for(organisation: str | None) -> Exceptional:
    """The entry of this organisation, else the general one."""
    entries = load_exceptions()
    return next((entry for entry in entries if organisation in entry.organisations), entries[0])


def exception_reply(base: KnowledgeBase, organisation: str | None, municipality: str | None = None) -> Reply:
    """Plain words about an exception at `organisation`, the doors in order, and help with forms at the end."""
    entry = exception_for(organisation)
    doors = [(door.id, door.role) for door in entry.doors]
    if organisation and not entry.organisations:
        doors.insert(0, (organisation, ""))
    doors.append((LIBRARY, sentence("exceptions.library_role")))
    cards = tuple(base.register.card(id_, role, municipality) for id_, role in doors)
    source = Source(title=entry.source.title, url=str(entry.source.url), checked_on=entry.source.checked_on)
    return Reply(
        kind="refer",
        text=entry.text,
        organisations=tuple(card.id for card in cards),
        cards=cards,
        sources=(source,),
    )
