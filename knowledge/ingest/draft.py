"""What an adapter read from a source, before anything of it is trusted, and what came of it.

IngestFailed    the source could not be read; nothing was changed
Refusal         one draft cannot become a record; the others can
"""

from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.problems import KnowledgeError
from knowledge.schema import IngestedRecord


class IngestFailed(KnowledgeError):
    """The source could not be read; nothing was changed."""


class Refusal(ValueError):
    """Why one draft does not become a record, in words for an operator."""


@dataclass(frozen=True)
class Draft:
    """One question with its answer as the source gives it. `introduction` and the texts of `parts` are HTML.

    `key` is its identity at the source, `modified_on` an ISO date or time. `organisations` are ids of the register,
    `carried_out_by` names of organisations as the source writes them.
    """

    key: str
    question: str
    introduction: str
    url: str
    publisher: str
    licence: str
    modified_on: str
    parts: tuple[tuple[str, str], ...] = ()
    subjects: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    carried_out_by: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    language: str = "nl"
    withdrawn: bool = False


@dataclass(frozen=True)
class Unreadable:
    """A piece of the source that is not even a draft, with the reason."""

    key: str
    reason: str


@dataclass(frozen=True)
class Ingested:
    """What came in, and what was left out as `key: reason`.

    `complete`: the source listed everything it has, so a record that is not among these is gone there.
    `withdrawn`: ids of records that the source itself took back.
    """

    records: tuple[IngestedRecord, ...]
    refused: tuple[str, ...]
    complete: bool = True
    withdrawn: frozenset[str] = frozenset()


Drafts = Iterable[Draft | Unreadable]
