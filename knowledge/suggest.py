"""The texts that may answer a question, for a human who chooses: the best few, each as words that can be sent."""

from dataclasses import dataclass

from bot.reply import Reply
from knowledge.answer import topic_reply
from knowledge.base import KnowledgeBase
from knowledge.places import locate
from knowledge.search import search


@dataclass(frozen=True)
class Suggested:
    """`text` is the short answer, with where to read on."""

    topic: str
    title: str
    text: str
    source_title: str
    source_url: str


def suggest(base: KnowledgeBase, question: str, municipality: str | None = None, count: int = 3) -> list[Suggested]:
    """The best first; fewer when fewer topics are believed at all. Doors to organisations have no text to send."""
    located = locate(question, base.register.gazetteer)
    found = search(base.index, base.encoder, located.subject, base.resting)
    with_text = [hit.topic for hit in found.hits if hit.topic in base.texts or hit.topic in base.records]
    place = located.municipality or municipality
    return [_suggested(topic, topic_reply(topic, base, place), base) for topic in with_text[:count]]


def _suggested(topic: str, reply: Reply, base: KnowledgeBase) -> Suggested:
    source = reply.sources[0] if reply.sources else None
    return Suggested(
        topic=topic,
        title=base.titles[topic],
        text=reply.text,
        source_title=source.title if source else "",
        source_url=source.url if source else "",
    )
