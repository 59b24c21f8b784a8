"""Subject and explanation within what Open Klant holds: whole lines, the least important left out, none cut."""

from collections.abc import Iterator

from bot.case import EXPLANATION_MAX_CHARS, SUBJECT_MAX_CHARS, Line, Summary, Urgency
from bot.sentences import sentence


def subject_of(question: Line, title: str | None) -> str:
    """The question when it fits, else the title of what it was answered with, else that it is a question."""
    fits = (text for text in _subjects(question, title) if len(text) <= SUBJECT_MAX_CHARS)
    return next(fits, sentence("summary.subject"))


def _subjects(question: Line, title: str | None) -> Iterator[str]:
    yield question.text
    if title:
        yield sentence("summary.subject_topic", title=title)


def explanation_of(summary: Summary, urgency: Urgency) -> str:
    """The lines in the order in which they are read; what matters least goes first when it is too much."""
    lines = list(_ranked(summary, urgency))
    while len(_joined(lines)) > EXPLANATION_MAX_CHARS:
        least = max(range(len(lines)), key=lambda place: (lines[place][0], place))
        del lines[least]
        if least == 0:
            lines.insert(0, (0, sentence("summary.long_question")))
    return _joined(lines)


def _joined(lines: list[tuple[int, str]]) -> str:
    return "\n".join(text for _, text in lines)


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
        yield 5, sentence("summary.tone", tone=summary.tone)


def asked(question: Line) -> str:
    """The question between quotation marks, when it is the citizen's."""
    return sentence("summary.asks", said=question.text) if question.said else question.text
