"""One part of the answer that is in focus: short, with its source and who to ask. Every fact is the text's own."""

from bot.reply import Button, OrganisationCard, Reply, Source
from bot.sentences import sentence
from knowledge.answer import TOPIC_PAYLOAD, text_reply, topic_reply
from knowledge.base import KnowledgeBase
from knowledge.explain import words_in
from knowledge.following.cues import cues_of
from knowledge.foreign import shown_sections
from knowledge.passages import GROUPS
from knowledge.placing import with_place_question
from knowledge.schema import SECTIONS, SHORT_ANSWER, ServiceText

# Topics beside it; more would be a list to search in.
RELATED_MAX = 3


def part_reply(
    topic: str, heading: str | None, question: str, base: KnowledgeBase, municipality: str | None = None
) -> Reply:
    """The part of `topic` under `heading`, else the part that is nearest to the question."""
    text = base.texts.get(topic)
    if text is None:
        return _record_part(topic, heading, base, municipality)
    headings = (heading,) if heading in SECTIONS else nearest_part(topic, question, base)
    whole = text_reply(text, base, municipality, question=question)
    said = f"{sentence('follow.part', title=text.title)}\n\n{_said(text, headings)}"
    part = whole.model_copy(
        update={
            "text": said,
            "sections": (),
            "words": words_in(base, text.title, *(text.sections[name] for name in headings)),
            "cards": whole.cards[:1],
            "organisations": whole.organisations[:1],
            "ordered": False,
            "buttons": (_whole_button(topic),),
        }
    )
    return with_place_question(part, base, None)


def nearest_part(topic: str, question: str, base: KnowledgeBase) -> tuple[str, ...]:
    """The sections that are searched together and lie nearest to the question."""
    vector = base.encoder.queries([question])[0]
    nearest = base.index.matcher.evidence(vector, question).nearest
    own = [i for i, passage in enumerate(base.index.passages) if passage.topic == topic and passage.kind == "section"]
    cosine = dict(zip(nearest.positions.tolist(), nearest.cosines.tolist(), strict=True))
    best = max(range(len(own)), key=lambda i: cosine.get(own[i], nearest.floor))
    return GROUPS[best]


def _said(text: ServiceText, headings: tuple[str, ...]) -> str:
    if len(headings) == 1 or headings[0] == SHORT_ANSWER:
        return "\n\n".join(text.sections[name] for name in headings)
    return "\n\n".join(sentence("follow.labelled", heading=name, text=text.sections[name]) for name in headings)


def _record_part(topic: str, heading: str | None, base: KnowledgeBase, municipality: str | None) -> Reply:
    """Somebody else's text has headings of its own: the one that asks for the same part, else the whole."""
    whole = topic_reply(topic, base, municipality)
    record = base.records.get(topic)
    fits = [s for s in shown_sections(record) if cues_of(s.title).aspect == heading] if record and heading else []
    if record is None or not fits:
        return whole
    said = f"{sentence('follow.part', title=record.question)}\n\n{fits[0].text}"
    return whole.model_copy(update={"text": said, "sections": (), "buttons": (_whole_button(topic),)})


def _whole_button(topic: str) -> Button:
    return Button(title=sentence("follow.whole"), payload=TOPIC_PAYLOAD.format(topic=topic))


def more_reply(topic: str, base: KnowledgeBase, municipality: str | None, was_whole: bool) -> Reply:
    """The whole text; when that has been read already: the source, who to ask, and the topics beside it."""
    whole = topic_reply(topic, base, municipality)
    if not was_whole:
        return whole
    text = base.texts.get(topic)
    related = [t for t in (text.related if text else ()) if t in base.texts][:RELATED_MAX]
    buttons = tuple(Button(title=base.titles[t][:80], payload=TOPIC_PAYLOAD.format(topic=t)) for t in related)
    said = sentence("follow.related" if buttons else "follow.all")
    return whole.model_copy(update={"text": said, "sections": (), "words": (), "buttons": buttons})


def simple_reply(topic: str, base: KnowledgeBase, municipality: str | None = None) -> Reply:
    """The short answer a sentence a line, where to begin, the official words explained, and who explains it."""
    whole = topic_reply(topic, base, municipality)
    text = base.texts.get(topic)
    if text is None:
        return whole.model_copy(update={"sections": (), "text": f"{whole.text}\n\n{sentence('follow.simple_human')}"})
    lines = "\n".join(f"- {line}" for line in _sentences(text.short_answer))
    explained = [
        sentence("follow.meaning", word=w.word, meaning=w.meaning) for w in words_in(base, "", text.short_answer)[:2]
    ]
    first = sentence("follow.begin", step=_first_step(text))
    parts = [sentence("follow.simple", title=text.title), lines, first, *explained, sentence("follow.simple_human")]
    cards: tuple[OrganisationCard, ...] = whole.cards[:1]
    sources: tuple[Source, ...] = whole.sources
    return Reply(
        kind="answer",
        text="\n\n".join(parts),
        topic=topic,
        title=text.title,
        organisations=whole.organisations[:1],
        cards=cards,
        sources=sources,
        buttons=(_whole_button(topic),),
    )


def _sentences(text: str) -> list[str]:
    return [line.strip() for line in text.replace("? ", "?\n").replace(". ", ".\n").splitlines() if line.strip()]


def _first_step(text: ServiceText) -> str:
    """The first line under what to do, without its number."""
    return text.sections["Wat moet u doen"].splitlines()[0].removeprefix("1.").strip()
