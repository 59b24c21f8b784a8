"""Is this message an answer to what Wegwijs asked or offered? Then it is dealt with here, whatever the intent was."""

from typing import Any

from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions.choose_topic import show_topic
from actions.erase import hear_erase
from actions.handoff import hear_handoff
from actions.hear_place import hear_place
from actions.kit import knowledge_base
from actions.plan_turn import FORM, begin
from actions.something_else import none_of_these
from actions.turn import Turn
from knowledge.decide import ANSWER_FROM
from knowledge.following.choices import Offered, typed_choice
from knowledge.lexical import STOPWORDS
from knowledge.planning.words import plain
from knowledge.search import search


def hear(dispatcher: CollectingDispatcher, turn: Turn) -> list[dict[str, Any]] | None:
    """The slots of a turn that said yes or no, that chose, or that was about a place; None for anything else."""
    answered = hear_handoff(dispatcher, turn)
    if answered is None:
        answered = hear_erase(dispatcher, turn)
    if answered is not None:
        return answered
    if not (turn.place_options or turn.place_option):  # then a number, or a yes, is about the place
        chosen = hear_choice(dispatcher, turn)
        if chosen is not None:
            return chosen
    return hear_place(dispatcher, turn)


def hear_choice(dispatcher: CollectingDispatcher, turn: Turn) -> list[dict[str, Any]] | None:
    """The slots of a turn that typed a choice; None when it did not."""
    offered = turn.memory.open_offers(turn.number)
    choice = typed_choice(turn.text, offered) if turn.text and offered else None
    if choice is None or (_says_more(turn.text, choice) and _means_another(turn.text, offered)):
        return None
    return press(dispatcher, turn, choice.payload)


def press(dispatcher: CollectingDispatcher, turn: Turn, payload: str) -> list[dict[str, Any]]:
    """What the button with this payload does."""
    pressed = Offered("", payload)
    if pressed.plan:
        return [*begin(pressed.plan), FollowupAction(FORM)]
    return show_topic(dispatcher, turn, pressed.topic) if pressed.topic else none_of_these(dispatcher, turn)


def _says_more(text: str, choice: Offered) -> bool:
    """Words that the title does not have."""
    own = set(plain(choice.title).split())
    words = [word for word in plain(text).split() if word not in STOPWORDS and not word.isdecimal()]
    return any(word not in own for word in words)


def _means_another(text: str, offered: tuple[Offered, ...]) -> bool:
    """ "rijbewijs verlengen" after "paspoort verlengen" was offered is a question of its own."""
    base = knowledge_base()
    found = search(base.index, base.encoder, text, base.resting)
    return found.confidence >= ANSWER_FROM and found.candidates[0].topic not in {one.topic for one in offered}
