"""A text of somebody else in a reply: always said to be theirs, with the day of its last change and the link.

A plain one is shown whole, in its own parts. One above the B1 line is shown as an excerpt: its first sentences, and
that the rest is hard to read.
"""

import re

from bot.reply import Section, Source
from bot.sentences import sentence
from knowledge.schema import IngestedRecord

EXCERPT_MAX_CHARS = 600
# More links than this would push the organisations that help off a phone's screen.
LINKS_SHOWN = 3


def shown_text(record: IngestedRecord) -> str:
    """What stands on top of the answer."""
    key = "answer.record_difficult" if record.difficult else "answer.record_more"
    start = excerpt(record) if record.difficult or not record.introduction else record.introduction
    return f"{start}\n\n{sentence(key, publisher=record.publisher)}"


def shown_sections(record: IngestedRecord) -> tuple[Section, ...]:
    """The parts of a plain text; none of a difficult one."""
    if record.difficult:
        return ()
    return tuple(Section(title=part.title or record.question, text=part.text) for part in record.paragraphs)


def shown_sources(record: IngestedRecord) -> tuple[Source, ...]:
    """The page that the text stands on, then the official pages that it links to."""
    own = Source(
        title=record.question,
        url=str(record.url),
        checked_on=record.modified_on,
        label=sentence("answer.record_label", publisher=record.publisher),
    )
    return (own, *(Source(title=link.text, url=str(link.url)) for link in record.links[:LINKS_SHOWN]))


def excerpt(record: IngestedRecord) -> str:
    """The first whole sentences of a record, at most `EXCERPT_MAX_CHARS` characters."""
    whole = record.introduction or (record.paragraphs[0].text if record.paragraphs else "")
    taken = ""
    for part in re.split(r"(?<=[.!?])\s+", whole):
        if taken and len(taken) + len(part) + 1 > EXCERPT_MAX_CHARS:
            break
        taken = f"{taken} {part}".strip()
    return taken
