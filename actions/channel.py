"""The citizen says how they want to be helped; a question in the same message is answered that way."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.ask import answer_question
from actions.deliver import deliver
from actions.kit import knowledge_base
from actions.turn import read_turn
from knowledge.channel import channel_of, channel_reply
from knowledge.lexical import words

# "ik wil liever bellen" is a wish; "ik wil bellen over mijn huurtoeslag" is a question too.
WISH = (
    "wil liever graag bellen opbellen telefoon telefonisch langs langskomen langsgaan balie loket kantoor afspraak "
    "computer internet digitaal online website doof slechthorend horen hoor persoonlijk iemand spreken kom ga gewoon "
    "het liefst niet geen kan snap begrijp niets niks goed zo handig hebben heb ben weet via zonder doe regel mens "
    "echt even alleen maar laptop smartphone digibeet e-mail daar hier ze hen mijn man vrouw moeder omgaan overweg"
)


class ActionPreferChannel(Action):
    """Remembers the way; shows the last organisations again with that way first."""

    def name(self) -> str:
        return "action_prefer_channel"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        turn = read_turn(tracker)
        channel = channel_of(turn.text)
        if channel is None or any(stem not in words(WISH) for stem in words(turn.text)):
            return await answer_question(dispatcher, turn)
        reply = channel_reply(channel, knowledge_base(), turn.shown_organisations, turn.municipality)
        return deliver(dispatcher, reply, turn, turn.candidates)
