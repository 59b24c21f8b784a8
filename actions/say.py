"""Acts that need a sentence and nothing else; each action has its own file and names its sentence."""

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.hear import hear
from actions.kit import knowledge_base, send
from actions.turn import read_turn
from bot.reply import Kind, Reply
from bot.sentences import sentence
from knowledge.answer import last_doors


class Sentence(Action, ABC):
    """Says one sentence; with `human` it adds where a human can be found. Subclasses name themselves."""

    sentence_key: ClassVar[str]
    kind: ClassVar[Kind] = "smalltalk"
    human: ClassVar[bool] = False

    @abstractmethod
    def name(self) -> str: ...

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        turn = read_turn(tracker)
        heard = hear(dispatcher, turn)
        if heard is not None:
            return heard
        cards = last_doors(knowledge_base(), turn.municipality) if self.human else ()
        ids = tuple(card.id for card in cards)
        send(
            dispatcher,
            Reply(kind=self.kind, text=sentence(self.sentence_key), organisations=ids, cards=cards),
            turn,
        )
        return []
