"""The numbers from which it is decided whether a message goes on about the same; learned weights in `model.json`."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from knowledge.base import KnowledgeBase
from knowledge.following.cues import Cues
from knowledge.following.views import LEAST, Views
from knowledge.lexical import words

SIGNALS = (
    "sure of the message alone",
    "sure of both together",
    "log share of the focus, alone",
    "log share of the focus, together",
    "log share of what the message finds alone, together",
    "stems of what the message finds alone",
    "names another service",
    "names another service and points back to nothing",
    "names the service in focus",
    "begins as if it goes on",
    "points back",
    "asks for a part of an answer",
    "asks for a part and names no subject",
    "turns away",
    "words that may be a subject",
    "finds a related text alone",
    "log of the number of words",
    "log of the number of characters",
    "is a story",
)
# More words of its own say no more.
SUBJECT_WORDS_MAX = 4
# Who goes on about the same is short.
STORY_FROM_WORDS = 13


def signals_of(views: Views, cues: Cues, focus: str, base: KnowledgeBase) -> NDArray[np.float64]:
    """One number a signal, in the order of `SIGNALS`."""
    first = int(views.alone.shares.argmax())
    place = views.place(focus)
    named = _named(views.question, base)
    names_another = bool(named) and focus not in named
    text = base.texts.get(focus)
    return np.array(
        [
            views.alone.confidence,
            views.joint.confidence,
            _log(views.alone.share(place) if place is not None else 0.0),
            _log(views.joint.share(place) if place is not None else 0.0),
            _log(views.joint.share(first)),
            float(views.alone.features[first, 3]),
            names_another,
            names_another and not cues.points_back and not cues.goes_on,
            focus in named,
            cues.goes_on,
            cues.points_back,
            cues.aspect is not None,
            cues.aspect is not None and not cues.subject,
            cues.turns_away,
            min(len(cues.subject), SUBJECT_WORDS_MAX),
            text is not None and views.topics[first] in text.related,
            np.log1p(len(views.question.split())),
            np.log1p(len(views.question)),
            len(views.question.split()) >= STORY_FROM_WORDS,
        ],
        dtype=np.float64,
    )


def _log(share: float) -> float:
    return float(np.log(share + LEAST))


def _named(question: str, base: KnowledgeBase) -> set[str]:
    """Topics that are named by their own term ("rijbewijs"), rather than described."""
    said = set(words(question))
    return {topic for topic, stems in _terms(base) if stems <= said}


def _terms(base: KnowledgeBase) -> tuple[tuple[str, frozenset[str]], ...]:
    return _stemmed(tuple((text.id, text.terms) for text in base.texts.values()))


@lru_cache(4)
def _stemmed(terms: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[tuple[str, frozenset[str]], ...]:
    """Topic and the stems of one of its terms; stemmed once a base."""
    return tuple((topic, frozenset(words(term))) for topic, own in terms for term in own)
