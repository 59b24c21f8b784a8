"""The situation as the citizen gives it: life event, municipality, for whom, terms and amounts as typed."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.case import Line
from bot.sentences import sentence
from knowledge.base import KnowledgeBase
from knowledge.places import Found, locate, said_place
from knowledge.summing.cues import fitting, pattern
from knowledge.summing.heard import Sentence
from knowledge.transcript import Transcript

# A word may stand for something else ("uitgerekend"), and a text is about several events: a plan says enough, a word
# does with a text about the same event, or with another message that has one.
PLAN_WEIGHT, WORDS_WEIGHT, TEXT_WEIGHT = 4, 2, 1
EVENT_FROM = 3
# The last that were named; an agent who wants them all reads the conversation.
QUOTES_MAX = 3
# The life events of an entrepreneur begin with this.
BUSINESS = "bedrijf-"


@dataclass(frozen=True)
class Event:
    """A life event and the turns that it shows from."""

    id: str
    turns: tuple[int, ...]


@dataclass(frozen=True)
class Home:
    """A municipality; `said` when only the citizen's words name it, and nobody confirmed it."""

    code: str
    turns: tuple[int, ...]
    said: bool


def life_event_of(transcript: Transcript, heard: Sequence[Sentence], base: KnowledgeBase) -> Event | None:
    """The event that the citizen's words name or the plan is about; None when there is none."""
    weights: Counter[str] = Counter([transcript.plan.plan] * PLAN_WEIGHT if transcript.plan else ())
    turns: dict[str, list[int]] = {}
    is_business = _is_business(transcript, base)
    for one in heard:
        for event in fitting("life_events", one.plain):
            # an employer's words may be about what happens to somebody else
            if event.startswith(BUSINESS) or not is_business:
                weights[event] += WORDS_WEIGHT
                turns.setdefault(event, []).append(one.sequence)
    for event in _in_texts(transcript, base):
        weights[event] += TEXT_WEIGHT if event in weights else 0
    best, weight = max(weights.items(), key=lambda pair: pair[1], default=("", 0))
    return Event(best, tuple(dict.fromkeys(turns.get(best, ())))) if weight >= EVENT_FROM else None


def _is_business(transcript: Transcript, base: KnowledgeBase) -> bool:
    """Whether every text that was shown is for entrepreneurs only."""
    topics = [turn.reply.topic for turn in transcript.turns if turn.reply and turn.reply.topic]
    shown = [base.texts[topic] for topic in topics if topic in base.texts]
    return bool(shown) and all(text.audience == ("ondernemer",) for text in shown)


def _in_texts(transcript: Transcript, base: KnowledgeBase) -> Iterator[str]:
    for turn in transcript.turns:
        text = base.texts.get(turn.reply.topic or "") if turn.reply and turn.reply.kind == "answer" else None
        yield from text.life_events if text else ()


def municipality_of(transcript: Transcript, heard: Sequence[Sentence], base: KnowledgeBase) -> Home | None:
    """What the conversation knows, else what the citizen says of their own home without doubt."""
    known = base.register.municipality(transcript.municipality)
    said = [(code, one.sequence) for one in heard if (code := _home_in(one, base))]
    if known:
        return Home(known.gm_code, tuple(sorted({turn for code, turn in said if code == known.gm_code})), said=False)
    return Home(said[-1][0], (said[-1][1],), said=True) if said else None


def _home_in(one: Sentence, base: KnowledgeBase) -> str | None:
    gazetteer = base.register.gazetteer
    asked = one.before is not None and one.before.asks == "place"
    outcome = said_place(one.text, gazetteer, asked)
    if isinstance(outcome, Found):
        return outcome.place.gm_code
    located = locate(one.text, gazetteer)
    return located.municipality if located.own else None


def situation_lines(
    heard: Sequence[Sentence], told: Line | None, event: Event | None, home: Home | None, base: KnowledgeBase
) -> tuple[Line, ...]:
    """`told`: what happened, in the citizen's words. Then what is known, and what else they name."""
    lines: list[Line] = [told] if told else []
    if event:
        name = sentence(f"summary_events.{event.id}")
        lines.append(Line(text=sentence("summary.life_event", event=name), turns=event.turns))
    if home:
        key = "summary.municipality_said" if home.said else "summary.municipality"
        place = base.register.municipalities[home.code].short_name
        lines.append(Line(text=sentence(key, name=place), turns=home.turns, said=home.said))
    named = [_quoting(f"summary.{group}", group, heard) for group in ("named", "deadlines", "amounts")]
    return (*lines, *(line for line in named if line))


def _quoting(key: str, group: str, heard: Sequence[Sentence]) -> Line | None:
    """The words that fit, as typed, each once; the last few."""
    found: dict[str, tuple[str, int]] = {}
    for one in heard:
        for match in pattern(group).finditer(one.text):
            words = next((part for part in match.groups() if part), match[0]).strip(" ,.;")
            found.pop(words.casefold(), None)
            found[words.casefold()] = (words, one.sequence)
    kept = list(found.values())[-QUOTES_MAX:]
    if not kept:
        return None
    quotes = ", ".join(sentence("summary.quoted", said=words) for words, _ in kept)
    return Line(text=sentence(key, said=quotes), turns=tuple(sorted({turn for _, turn in kept})), said=True)
