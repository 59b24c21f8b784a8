"""What Wegwijs answered: the titles of the texts, who was named, and whose pages were shown. No word of the citizen."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from bot.case import Line
from bot.reply import Kind, Reply
from bot.sentences import sentence
from knowledge.base import KnowledgeBase
from knowledge.summing.heard import QUOTES
from knowledge.transcript import Transcript

# The last that were shown: an agent goes on where the conversation stopped.
TITLES_MAX, NAMES_MAX, HOSTS_MAX = 2, 4, 2
NAMING: frozenset[Kind] = frozenset({"answer", "refer", "crisis", "plan", "clarify", "out_of_scope", "handoff_offer"})


def answered_lines(transcript: Transcript, base: KnowledgeBase) -> tuple[Line, ...]:
    """Titles, organisations and sources, each once; the turns are those of the messages that were answered."""
    lines = (_titles(transcript, base), _names(transcript), _sources(transcript))
    return tuple(line for line in lines if line)


def topic_of(transcript: Transcript, question: Line) -> str | None:
    """What the question was answered with; else the last that was answered."""
    answered = [(sequence, reply.topic) for sequence, reply in _replies(transcript) if reply.topic]
    own = [topic for sequence, topic in answered if sequence in question.turns]
    found = own or [topic for _, topic in answered]
    return found[-1] if found else None


def shown_organisations(transcript: Transcript) -> tuple[str, ...]:
    """The ids that were shown, the last reply first, each once."""
    latest = [reply.organisations for _, reply in _replies(transcript) if reply.kind in NAMING][::-1]
    return tuple(dict.fromkeys(id_ for ids in latest for id_ in ids))


def _replies(transcript: Transcript) -> Iterator[tuple[int, Reply]]:
    return ((turn.said.sequence, turn.reply) for turn in transcript.turns if turn.reply)


def title(topic: str, base: KnowledgeBase) -> str:
    """The title on one line; “ and ” are the citizen's."""
    return " ".join(base.titles[topic].translate(QUOTES).split())


def _titles(transcript: Transcript, base: KnowledgeBase) -> Line | None:
    found: dict[str, int] = {}
    for sequence, reply in _replies(transcript):
        if reply.kind == "answer" and reply.topic in base.titles:
            found.pop(reply.topic, None)
            found[reply.topic] = sequence
    if not found:
        return None
    kept = list(found.items())[-TITLES_MAX:]
    key = "summary.explained" if len(found) == len(kept) else "summary.explained_more"
    titles = "; ".join(title(topic, base) for topic, _ in kept)
    text = sentence(key, titles=titles, count=len(found) - len(kept)).replace("?.", "?").replace("?,", "?")
    return Line(text=text, turns=tuple(sequence for _, sequence in kept))


def _names(transcript: Transcript) -> Line | None:
    found: dict[str, tuple[str, int]] = {}
    replies = [(sequence, reply) for sequence, reply in _replies(transcript) if reply.kind in NAMING]
    # a number for a crisis is never crowded out
    for sequence, reply in sorted(replies, key=lambda pair: pair[1].kind == "crisis"):
        for card in reply.cards:
            found.pop(card.id, None)
            found[card.id] = (card.name, sequence)
    return _last(found, NAMES_MAX, "summary.shown", "names")


def _sources(transcript: Transcript) -> Line | None:
    found: dict[str, tuple[str, int]] = {}
    for sequence, reply in _replies(transcript):
        for source in reply.sources:
            host = (urlsplit(source.url).hostname or "").removeprefix("www.")
            found.pop(host, None)
            found[host] = (host, sequence)
    found.pop("", None)
    return _last(found, HOSTS_MAX, "summary.sources", "hosts")


def _last(found: dict[str, tuple[str, int]], most: int, key: str, field: str) -> Line | None:
    kept = list(found.values())[-most:]
    if not kept:
        return None
    text = sentence(key, **{field: ", ".join(name.translate(QUOTES) for name, _ in kept)})
    return Line(text=text, turns=tuple(sorted({sequence for _, sequence in kept})))
