"""The closed list of what can come of a question. Nothing else branches on how a search went.

`municipality` is the gm code that counts for this question, `located` what the question itself says of a place.
"""

from dataclasses import dataclass

from knowledge.places import Located
from knowledge.search import Search
from knowledge.word_lookup import Found


@dataclass(frozen=True)
class Answered:
    """One text answers the question."""

    topic: str
    confidence: float
    search: Search
    municipality: str | None = None
    located: Located | None = None


@dataclass(frozen=True)
class Several:
    """The message holds several questions; each has its answer, in the order in which they were asked."""

    answers: tuple[Answered, ...]
    confidence: float
    search: Search
    municipality: str | None = None
    located: Located | None = None

    @property
    def topics(self) -> tuple[str, ...]:
        return tuple(answer.topic for answer in self.answers)


# The first choice is shown in short when it holds this many times the belief of the second; on the tuning half
# of the evaluation set seven of ten such guesses are right.
LIKELY_RATIO = 2.0


@dataclass(frozen=True)
class AskBack:
    """Several texts may answer: ask which, once."""

    topics: tuple[str, ...]
    confidence: float
    search: Search
    municipality: str | None = None
    located: Located | None = None

    @property
    def first_is_likely(self) -> bool:
        first, *others = self.search.candidates[:2]
        return not others or first.probability >= LIKELY_RATIO * others[0].probability


@dataclass(frozen=True)
class Referred:
    """No text answers, but it is known who can; `sure`: a name, product, law or door leaves little doubt."""

    organisations: tuple[str, ...]
    confidence: float
    search: Search
    municipality: str | None = None
    located: Located | None = None
    sure: bool = False


@dataclass(frozen=True)
class OutsideField:
    """No matter of government: a friendly limit."""

    confidence: float
    search: Search
    municipality: str | None = None
    located: Located | None = None


@dataclass(frozen=True)
class Unknown:
    """Nobody in particular: the last doors that are always open."""

    confidence: float
    search: Search
    municipality: str | None = None
    located: Located | None = None


@dataclass(frozen=True)
class Explained:
    """The meaning of an official word was asked, and it stands in the glossary; `asked` is how the citizen wrote it."""

    asked: str
    found: Found
    confidence: float
    search: Search
    municipality: str | None = None
    located: Located | None = None


@dataclass(frozen=True)
class UnknownWord:
    """The meaning of a word was asked that the glossary lacks; `topics` may hold it."""

    asked: str
    topics: tuple[str, ...]
    confidence: float
    search: Search
    municipality: str | None = None
    located: Located | None = None


Outcome = Answered | Several | AskBack | Referred | OutsideField | Unknown | Explained | UnknownWord

DECISIONS: dict[type, str] = {
    Answered: "answer",
    Several: "answer",
    AskBack: "clarify",
    Referred: "refer",
    OutsideField: "unknown",
    Unknown: "unknown",
    Explained: "answer",
    UnknownWord: "unknown",
}
