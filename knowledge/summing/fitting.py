"""Subject and explanation within what Open Klant holds: whole lines, the least important left out, none cut."""

from collections.abc import Iterator

from bot.case import EXPLANATION_MAX_CHARS, SUBJECT_MAX_CHARS, Line, Summary, Urgency
from bot.sentences import sentence

BREAK = "\n"
# Half of the room, and more than anybody reads in ten seconds.
QUESTION_MAX_CHARS = 500


def subject_of(question: Line, title: str | None) -> str:
    """The question when it fits, else the title of what it was answered with, else that it is a question."""
    fits = (text for text in _subjects(question, title) if len(text) <= SUBJECT_MAX_CHARS)
    return next(fits, sentence("summary.subject"))


def _subjects(question: Line, title: str | None) -> Iterator[str]:
    yield question.text
    if title:
        yield sentence("summary.subject_topic", title=title)


def explanation_of(summary: Summary, urgency: Urgency) -> str:
    """The lines in the order in which they are read; the most important get their room first."""
    lines = list(_ranked(summary, urgency))
    room, kept = EXPLANATION_MAX_CHARS, set[int]()
    for place in sorted(range(len(lines)), key=lambda place: lines[place][0]):
        needed = len(lines[place][1]) + len(BREAK)
        if needed <= room:
            kept.add(place)
            room -= needed
    return BREAK.join(text for place, (_, text) in enumerate(lines) if place in kept)


def _ranked(summary: Summary, urgency: Urgency) -> Iterator[tuple[int, str]]:
    """Rank and text: a higher rank is left out sooner."""
    yield 0, asked(summary.question)
    yield from ((1, line.text) for line in summary.why)
    yield from ((2, line.text) for line in summary.needs)
    yield from ((3, line.text) for line in summary.situation)
    yield from ((4, line.text) for line in summary.tried)
    yield from ((5, line.text) for line in summary.open)
    yield from ((6 + place, line.text) for place, line in enumerate(summary.answered))
    if summary.tone:
        yield 5, sentence("summary.tone", tone=summary.tone, urgency=urgency)


def asked(question: Line) -> str:
    """The question between quotation marks, when it is the citizen's; a story is read where it stands."""
    if len(question.text) > QUESTION_MAX_CHARS:
        return sentence("summary.long_question")
    return sentence("summary.asks", said=question.text) if question.said else question.text
