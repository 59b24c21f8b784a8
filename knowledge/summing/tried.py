"""What the citizen says to have tried: where they were in touch, how, and where they were sent on to."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.case import Line
from bot.sentences import sentence
from knowledge.base import KnowledgeBase
from knowledge.refer import named_organisations
from knowledge.summing.cues import fitting, pattern
from knowledge.summing.heard import Sentence
from knowledge.transcript import Transcript

INTENTS = frozenset({"already_tried"})
# A longer sentence tells a story; then the agent reads the message.
QUOTED_WORDS_MAX = 20


@dataclass
class _Found:
    """Organisation → in which ways and in which turns."""

    ways: dict[str, dict[str, None]] = field(default_factory=dict)
    turns: dict[str, list[int]] = field(default_factory=dict)

    def add(self, id_: str, ways: Sequence[str], turn: int | None) -> None:
        self.ways.setdefault(id_, {}).update(dict.fromkeys(ways))
        self.turns.setdefault(id_, []).extend([] if turn is None else [turn])


def tried_lines(transcript: Transcript, heard: Sequence[Sentence], base: KnowledgeBase) -> tuple[Line, ...]:
    """Where they were in touch, who did not help, where they were sent on to; else the sentence that tells it."""
    been, refused, sent, untold = _Found(), _Found(), _Found(), list[Sentence]()
    for one in heard:
        if not says_tried(one):
            continue
        tried, sent_to = _been_and_sent(one.text, base)
        was_there = bool(pattern("tried", "contact").search(one.plain)) or one.said.intent in INTENTS
        for id_ in tried:
            (been if was_there else refused).add(id_, tuple(fitting("ways", one.plain)), one.sequence)
        for id_ in sent_to:
            sent.add(id_, (), one.sequence)
        if was_there and not (tried or sent_to) and len(one.text.split()) <= QUOTED_WORDS_MAX:
            untold.append(one)
    _remembered(been, refused, transcript, base)
    lines = [_line(been, "summary.tried", base), _line(refused, "summary.refused", base)]
    lines += [_line(sent, "summary.sent_to", base), _quote(untold[-1]) if untold else None]
    return tuple(line for line in lines if line)


def _remembered(been: _Found, refused: _Found, transcript: Transcript, base: KnowledgeBase) -> None:
    """What the conversation remembers, and nothing in two lines."""
    for id_ in transcript.tried:
        if id_ in base.register.organisations and id_ not in refused.ways:
            been.add(id_, (), None)
    for id_ in been.ways:
        refused.ways.pop(id_, None)
        refused.turns.pop(id_, None)


def _been_and_sent(text: str, base: KnowledgeBase) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The organisations that are named, apart those where somebody was sent on to."""
    spans = [found.span(group) for found in pattern("sent_to").finditer(text) if (group := found.lastindex)]
    sent = [id_ for start, end in spans for id_ in named_organisations(text[start:end], base.register)]
    for start, end in reversed(spans):
        text = f"{text[:start]} {text[end:]}"
    return tuple(id_ for id_ in named_organisations(text, base.register) if id_ not in sent), tuple(sent)


def says_tried(one: Sentence) -> bool:
    """Whether the citizen says to have been in touch with somebody, or to have been sent on."""
    if pattern("not_tried").search(one.plain):
        return False
    contact = pattern("tried", "contact").search(one.plain) is not None
    away = pattern("tried", "turned_away").search(one.plain) is not None
    return contact or away or (one.said.intent in INTENTS and one.text == " ".join(one.said.text.split()))


def _line(found: _Found, key: str, base: KnowledgeBase) -> Line | None:
    if not found.ways:
        return None
    names = ", ".join(_named(base.register.name(id_), tuple(ways)) for id_, ways in found.ways.items())
    turns = sorted({turn for turns in found.turns.values() for turn in turns})
    return Line(text=sentence(key, names=names), turns=tuple(turns), said=True)


def _named(name: str, ways: tuple[str, ...]) -> str:
    if not ways:
        return name
    return sentence("summary.tried_way", name=name, way=", ".join(sentence(f"summary.{way}") for way in ways))


def _quote(one: Sentence) -> Line:
    return Line(text=sentence("summary.said", said=one.text), turns=(one.sequence,), said=True)
