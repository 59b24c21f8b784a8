"""What was given was not meant: what else it may be, and a human when asking has not helped."""

from dataclasses import dataclass

from bot.reply import Button, Reply
from bot.sentences import sentence
from knowledge.answer import choice_buttons, last_doors, reply_to
from knowledge.base import KnowledgeBase
from knowledge.decide import CHOICES_MAX
from knowledge.following.choices import Offered
from knowledge.outcomes import AskBack
from knowledge.search import Search, search

# Below this share of belief a topic is no candidate.
CANDIDATE_FROM = 0.02
# Asking is done twice; a third time would be a wall.
ASK_BACKS_MAX = 2


@dataclass(frozen=True)
class Begin:
    """The sentence before the candidates, and the one for when there are none."""

    key: str
    open_key: str


CORRECTION = Begin("ask_again.correction", "ask_again.correction_open")
COMPLAINT = Begin("ask_again.complaint", "ask_again.complaint_open")


def next_candidates(base: KnowledgeBase, question: str, without: frozenset[str]) -> tuple[Search, tuple[str, ...]]:
    """What the question may mean when `without` is wrong, most likely first."""
    found = search(base.index, base.encoder, question, without | base.resting)
    likely = [hit.topic for hit in found.candidates if hit.probability >= CANDIDATE_FROM and hit.topic in base.titles]
    return found, tuple(likely[:CHOICES_MAX])


def candidates_reply(
    base: KnowledgeBase, question: str, without: frozenset[str], begin: Begin, municipality: str | None = None
) -> Reply:
    """The next candidates as buttons; without any, a request for other words."""
    if question:
        found, topics = next_candidates(base, question, without)
        if topics:
            asked = reply_to(AskBack(topics, found.confidence, found, municipality), base)
            # all by their titles: the guess that is shown in short is what was just rejected
            return asked.model_copy(update={"text": sentence(begin.key), "buttons": choice_buttons(topics, base)})
    cards = last_doors(base, municipality)
    ids = tuple(card.id for card in cards)
    return Reply(kind="clarify", text=sentence(begin.open_key), organisations=ids, cards=cards)


def human_reply(base: KnowledgeBase, municipality: str | None = None) -> Reply:
    """Asked back often enough: who can be called."""
    cards = last_doors(base, municipality)
    ids = tuple(card.id for card in cards)
    return Reply(kind="refer", text=sentence("ask_again.human"), organisations=ids, cards=cards)


def choose_reply(offered: tuple[Offered, ...]) -> Reply:
    """The same choices once more: which one?"""
    buttons = tuple(Button(title=one.title, payload=one.payload) for one in offered)
    return Reply(kind="clarify", text=sentence("ask_again.choose"), buttons=buttons)
