"""All peers on the same texts and the same questions as Wegwijs, in one run."""

from collections.abc import Callable, Sequence

from bot.settings import Settings
from connectors.rasa_peer import rasa_peer, train_rasa_peer
from knowledge.base import KnowledgeBase
from knowledge.peers import Guess, PlainSearch
from knowledge.quality import Judged, Question, judge_peer
from knowledge.vector_cache import VectorCache

RASA = "Rasa default (DIET, ResponseSelector)"
PEERS_FOLDER = "peers"

Announce = Callable[[str], None]


def judged_peers(
    base: KnowledgeBase,
    settings: Settings,
    questions: Sequence[Question],
    share_answered: float,
    announce: Announce,
) -> dict[str, list[Judged]]:
    """Every peer by name. `share_answered`: how much of the tuning half each may answer."""
    guesses = _plain(base, settings, questions, announce) | {RASA: _rasa(base, settings, questions, announce)}
    return {name: judge_peer(questions, found, base, share_answered) for name, found in guesses.items()}


def _plain(
    base: KnowledgeBase, settings: Settings, questions: Sequence[Question], announce: Announce
) -> dict[str, list[Guess]]:
    announce("vectors as the encoder gives them")
    with VectorCache(settings.index_dir / "cache.sqlite", base.encoder) as cache:
        vectors = cache.vectors(base.index.passages, lambda more: None)
    matcher = base.index.matcher
    found = {}
    for name, peer in PlainSearch(matcher.topic_map, vectors, matcher.lexical, base.encoder.queries).peers().items():
        announce(name)
        found[name] = [peer(question.text) for question in questions]
    return found


def _rasa(base: KnowledgeBase, settings: Settings, questions: Sequence[Question], announce: Announce) -> list[Guess]:
    texts, doors = list(base.texts.values()), list(base.doors.values())
    model = train_rasa_peer(texts, doors, settings.data_dir / PEERS_FOLDER, lambda step: announce(f"{RASA}: {step}"))
    announce(f"{RASA}: asking")
    with rasa_peer(model) as ask:
        return [ask(question.text) for question in questions]
