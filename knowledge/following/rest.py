"""What a message says beside steering the conversation: "terug naar mijn vraag over het paspoort" → "paspoort"."""

from knowledge.base import KnowledgeBase
from knowledge.following.cues import listed
from knowledge.lexical import STOPWORDS
from knowledge.planning.words import plain
from knowledge.search import search

# An earlier topic is meant when it holds this share of belief among all topics; so little, because it was talked about.
EARLIER_FROM = 0.03


def without_steering(text: str, kind: str) -> str:
    """The words that are left; empty when the message only steers. `kind`: `returns` or `rejects`."""
    left = [word for word in plain(text).split() if word not in listed(kind)]
    return " ".join(left) if any(word not in STOPWORDS for word in left) else ""


def earlier_topic(text: str, topics: tuple[str, ...], base: KnowledgeBase) -> str | None:
    """Which of `topics` (the last one first) `text` returns to; None when it names something else."""
    known = [topic for topic in topics if topic in base.titles]
    about = without_steering(text, "returns")
    if not known:
        return None
    if not about:
        earlier = known[1:] if topics[0] == known[0] else known
        return (earlier or known)[-1 if "eerste" in plain(text).split() else 0]
    found = search(base.index, base.encoder, about, base.resting)
    share = {hit.topic: hit.probability for hit in found.candidates}
    best = max(known, key=lambda topic: share.get(topic, 0.0))
    return best if share.get(best, 0.0) >= EARLIER_FROM else None
