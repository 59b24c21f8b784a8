"""From an outcome to what the citizen reads. Every fact comes from a text or the register."""

import re

from bot.reply import Button, Kind, OrganisationCard, Reply, Section, Source
from bot.sentences import sentence
from knowledge.base import KnowledgeBase
from knowledge.outcomes import Answered, AskBack, Outcome, OutsideField, Referred, Unknown
from knowledge.refer import REFER_BELIEF, believed_organisations
from knowledge.register import LAST_DOOR, MUNICIPALITY
from knowledge.schema import SECTIONS, SHORT_ANSWER, IngestedRecord, ServiceText

EXCERPT_MAX_CHARS = 600
# A button's payload names the topic; the dialogue turns it into that answer without searching.
TOPIC_PAYLOAD = '/choose_topic{{"topic": "{topic}"}}'
SOMETHING_ELSE_PAYLOAD = "/something_else"
BUTTON_TITLE_MAX_CHARS = 80


def reply_to(outcome: Outcome, base: KnowledgeBase) -> Reply:
    """The reply for any outcome; each names a next step."""
    match outcome:
        case Answered(topic=topic) if topic in base.texts:
            return text_reply(base.texts[topic], base, outcome.municipality, outcome.confidence)
        case Answered(topic=topic):
            believed = tuple(o for o, _ in believed_organisations(outcome.search, base.texts)[:1])
            return record_reply(base.records[topic], base, believed, outcome.municipality, outcome.confidence)
        case AskBack():
            return _ask_back(outcome, base)
        case Referred():
            return _refer(outcome, base)
        case OutsideField():
            return outside_reply(base, outcome.municipality, outcome.confidence)
        case Unknown():
            return _unknown(outcome, base)


def text_reply(
    text: ServiceText, base: KnowledgeBase, municipality: str | None = None, confidence: float | None = None
) -> Reply:
    """A service text: short answer first, the other sections to fold open, who, and the source."""
    sections = [Section(title=h, text=text.sections[h]) for h in SECTIONS if h != SHORT_ANSWER]
    cards = [base.register.card(o.id, o.role, municipality) for o in text.organisations]
    sources = [Source(title=s.title, url=str(s.url), checked_on=s.checked_on) for s in text.sources]
    return Reply(
        kind="answer",
        text=text.short_answer,
        topic=text.id,
        title=text.title,
        sections=tuple(sections),
        organisations=tuple(card.id for card in cards),
        cards=tuple(cards),
        sources=tuple(sources),
        confidence=_rounded(confidence),
    )


def topic_reply(topic: str | None, base: KnowledgeBase, municipality: str | None = None) -> Reply:
    """The text of a topic that a citizen chose; one that is gone meanwhile gives the last doors."""
    if topic is not None and topic in base.texts:
        return text_reply(base.texts[topic], base, municipality)
    if topic is not None and topic in base.records:
        return record_reply(base.records[topic], base, (), municipality)
    cards = last_doors(base, municipality)
    return Reply(
        kind="refer",
        text=sentence("unknown.text"),
        organisations=tuple(card.id for card in cards),
        cards=cards,
    )


def record_reply(
    record: IngestedRecord,
    base: KnowledgeBase,
    believed: tuple[str, ...],
    municipality: str | None = None,
    confidence: float | None = None,
) -> Reply:
    """An excerpt of somebody else's text with its link, said to be theirs."""
    cards = _cards([*believed, LAST_DOOR], base, municipality)
    return Reply(
        kind="answer",
        text=f"{excerpt(record)}\n\n{sentence('answer.record_more')}",
        topic=record.id,
        title=record.question,
        organisations=tuple(card.id for card in cards),
        cards=cards,
        sources=(
            Source(
                title=record.question,
                url=str(record.url),
                checked_on=record.modified_on,
                label=sentence("answer.record_label"),
            ),
        ),
        confidence=_rounded(confidence),
    )


def excerpt(record: IngestedRecord) -> str:
    """The first whole sentences of a record, at most `EXCERPT_MAX_CHARS` characters."""
    whole = record.introduction or (record.paragraphs[0].text if record.paragraphs else "")
    taken = ""
    for part in re.split(r"(?<=[.!?])\s+", whole):
        if taken and len(taken) + len(part) + 1 > EXCERPT_MAX_CHARS:
            break
        taken = f"{taken} {part}".strip()
    return taken


def _ask_back(outcome: AskBack, base: KnowledgeBase) -> Reply:
    """Which of these? The likely one is shown in short, as a guess, so that most citizens need no second turn."""
    likely = base.texts.get(outcome.topics[0]) if outcome.first_is_likely else None
    topics = [topic for topic in outcome.topics if likely is None or topic != likely.id]
    choices = [_choice(base.titles[topic], topic) for topic in topics]
    yes = [_choice(sentence("ask_back.tell_more"), likely.id)] if likely else []
    cards = _first_card(likely, outcome, base)
    return Reply(
        kind="clarify",
        text=_guess(likely) if likely else sentence("ask_back.text"),
        topic=outcome.topics[0],
        organisations=tuple(card.id for card in cards),
        cards=cards,
        buttons=(*yes, *choices, Button(title=sentence("ask_back.something_else"), payload=SOMETHING_ELSE_PAYLOAD)),
        confidence=_rounded(outcome.confidence),
    )


def _first_card(likely: ServiceText | None, outcome: AskBack, base: KnowledgeBase) -> tuple[OrganisationCard, ...]:
    """Who it probably is, whatever the choice: a citizen who stops here still has a door."""
    if likely:
        first = likely.organisations[0]
        return (base.register.card(first.id, first.role, outcome.municipality),)
    believed = believed_organisations(outcome.search, base.texts)
    return _cards([id_ for id_, belief in believed[:1] if belief >= REFER_BELIEF], base, outcome.municipality)


def _guess(likely: ServiceText) -> str:
    return sentence("ask_back.likely", title=likely.title, answer=likely.short_answer)


def _choice(title: str, topic: str) -> Button:
    return Button(title=title[:BUTTON_TITLE_MAX_CHARS], payload=TOPIC_PAYLOAD.format(topic=topic))


def _refer(outcome: Referred, base: KnowledgeBase) -> Reply:
    cards = _cards([*outcome.organisations, LAST_DOOR], base, outcome.municipality)
    return Reply(
        kind="refer",
        text=sentence("refer.text"),
        organisations=tuple(card.id for card in cards),
        cards=cards,
        confidence=_rounded(outcome.confidence),
    )


def outside_reply(base: KnowledgeBase, municipality: str | None = None, confidence: float | None = None) -> Reply:
    """A friendly limit, with the doors that are always open."""
    return _last_doors_reply("out_of_scope", sentence("out_of_scope"), base, municipality, confidence)


def _unknown(outcome: Unknown, base: KnowledgeBase) -> Reply:
    text = f"{sentence('unknown.text')} {sentence('unknown.hint')}"
    return _last_doors_reply("refer", text, base, outcome.municipality, outcome.confidence)


def _last_doors_reply(
    kind: Kind, text: str, base: KnowledgeBase, municipality: str | None, confidence: float | None = None
) -> Reply:
    cards = last_doors(base, municipality)
    return Reply(
        kind=kind,
        text=text,
        organisations=tuple(card.id for card in cards),
        cards=cards,
        confidence=_rounded(confidence),
    )


def last_doors(base: KnowledgeBase, municipality: str | None = None) -> tuple[OrganisationCard, ...]:
    """Where a human can always be found."""
    return _cards([LAST_DOOR, MUNICIPALITY], base, municipality)


def _cards(ids: list[str], base: KnowledgeBase, municipality: str | None) -> tuple[OrganisationCard, ...]:
    roles = {
        LAST_DOOR: sentence("roles.informatie_rijksoverheid"),
        MUNICIPALITY: sentence("roles.gemeente"),
    }
    return tuple(base.register.card(id_, roles.get(id_, ""), municipality) for id_ in dict.fromkeys(ids))


def _rounded(confidence: float | None) -> float | None:
    return None if confidence is None else round(confidence, 3)
