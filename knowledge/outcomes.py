"""The closed list of what can come of a question. Nothing else branches on how a search went."""

from dataclasses import dataclass

from knowledge.search import Search


@dataclass(frozen=True)
class Answered:
    """One text answers the question."""

    topic: str
    confidence: float
    search: Search
    municipality: str | None = None


@dataclass(frozen=True)
class AskBack:
    """Several texts may answer: ask which, once."""

    topics: tuple[str, ...]
    confidence: float
    search: Search
    municipality: str | None = None


@dataclass(frozen=True)
class Referred:
    """No text answers, but it is known who can."""

    organisations: tuple[str, ...]
    confidence: float
    search: Search
    municipality: str | None = None


@dataclass(frozen=True)
class OutsideField:
    """No matter of government: a friendly limit."""

    confidence: float
    search: Search
    municipality: str | None = None


@dataclass(frozen=True)
class Unknown:
    """Nobody in particular: the last doors that are always open."""

    confidence: float
    search: Search
    municipality: str | None = None


Outcome = Answered | AskBack | Referred | OutsideField | Unknown

DECISIONS: dict[type, str] = {
    Answered: "answer",
    AskBack: "clarify",
    Referred: "refer",
    OutsideField: "unknown",
    Unknown: "unknown",
}
