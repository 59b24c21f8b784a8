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

# One text about it says little: texts are about several events. A plan, or the citizen's words, say enough.
EVENT_FROM = 2
PLAN_WEIGHT, WORDS_WEIGHT, TEXT_WEIGHT = 4, 2, 1
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
    """The event that most speaks for; None when too little does."""
    weights: Counter[str] = Counter()
    turns: dict[str, list[int]] = {}
    is_business = _is_business(transcript, base)
    for event, weight, turn in (*_in_words(heard), *_in_texts(transcript, base)):
        if is_business and not event.startswith(BUSINESS):
            continue  # an employer's words for what happens to somebody else
        weights[event] += weight
        turns.setdefault(event, []).append(turn)
    if transcript.plan:
        weights[transcript.plan.plan] += PLAN_WEIGHT
    best = weights.most_common(1)
    if not best or best[0][1] < EVENT_FROM:
        return None
    return Event(best[0][0], tuple(sorted(set(turns.get(best[0][0], ())))))


def _is_business(transcript: Transcript, base: KnowledgeBase) -> bool:
    """Whether every text that was shown is for entrepreneurs only."""
    shown = [base.texts[r.topic] for t in transcript.turns if (r := t.reply) and r.topic in base.texts]
    return bool(shown) and all(text.audience == ("ondernemer",) for text in shown)


def _in_words(heard: Sequence[Sentence]) -> Iterator[tuple[str, int, int]]:
    for one in heard:
        for event in fitting("life_events", one.plain):
            yield event, WORDS_WEIGHT, one.sequence


def _in_texts(transcript: Transcript, base: KnowledgeBase) -> Iterator[tuple[str, int, int]]:
    for turn in transcript.turns:
        text = base.texts.get(turn.reply.topic or "") if turn.reply and turn.reply.kind == "answer" else None
        for event in text.life_events if text else ():
            yield event, TEXT_WEIGHT, turn.said.sequence


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
    heard: Sequence[Sentence], event: Event | None, home: Home | None, base: KnowledgeBase
) -> tuple[Line, ...]:
    """What is known first, then what the citizen says."""
    lines: list[Line] = []
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
