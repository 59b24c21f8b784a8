"""A question: the way through `knowledge.ask`, within the conversation."""

import asyncio
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import Said, in_conversation
from actions.deliver import deliver
from actions.hear import hear
from actions.kit import knowledge_base
from actions.plan_tick import tick_what_is_told
from actions.plan_wish import wish_heard
from actions.turn import Turn, read_turn
from knowledge.base import KnowledgeBase
from knowledge.exceptions import exception_reply, organisation_in_focus, rules_hurt
from knowledge.outcomes import Answered, Outcome, Several
from knowledge.planning.wish import subject_of, surely_asks_for_plan
from knowledge.refer import leads

# A text that is this sure to answer goes before the words about exceptions: it says what the rule is.
TEXT_FIRST_FROM = 0.67
# Below this a next door would be a guess.
CANDIDATE_FROM = 0.1


class ActionAsk(Action):
    """Answer, ask back, refer, or say that we do not know."""

    def name(self) -> str:
        return "action_ask"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        turn = read_turn(tracker)
        heard = await asyncio.to_thread(hear, dispatcher, turn)
        if heard is None:
            heard = tick_what_is_told(dispatcher, tracker)
        if heard is None and surely_asks_for_plan(turn.text) and subject_of(turn.text):
            heard = await wish_heard(dispatcher, turn)
        return heard if heard is not None else await answer_question(dispatcher, turn)


async def answer_question(dispatcher: CollectingDispatcher, turn: Turn) -> list[dict[str, Any]]:
    """Ask the knowledge base, send the reply, and remember place, topics and who could come next."""
    base = knowledge_base()
    said = await asyncio.to_thread(in_conversation, base, turn)
    outcome, reply = said.outcome, said.reply
    if rules_hurt(turn.text) and not (
        isinstance(outcome, Answered | Several) and outcome.confidence >= TEXT_FIRST_FROM
    ):
        focus = organisation_in_focus(turn.text, base, turn.shown_organisations)
        reply = exception_reply(base, focus, outcome.municipality)
    place = outcome.located.outcome if outcome.located else None
    return [
        *deliver(dispatcher, reply, turn, _candidates(outcome, base), place, said.memory),
        SlotSet("municipality", _remembered(turn, outcome)),
        SlotSet("shown_topics", _shown(said)),
        SlotSet("tried", []),
    ]


def _shown(said: Said) -> list[str]:
    """What was shown comes first; then what else the search believed in."""
    first = said.outcome.topics if isinstance(said.outcome, Several) else ()
    first = (said.reply.topic, *first) if said.reply.topic else first
    return list(dict.fromkeys((*first, *(hit.topic for hit in said.outcome.search.hits[:4]))))[:4]


def _candidates(outcome: Outcome, base: KnowledgeBase) -> tuple[str, ...]:
    """Who else could help with this question, most sure first: the next doors."""
    found = leads(outcome.search, base.texts, base.register)
    return tuple(lead.organisation for lead in found if lead.sure >= CANDIDATE_FROM)


def _remembered(turn: Turn, outcome: Outcome) -> str | None:
    """Somebody else's place serves this question; the citizen's own is kept."""
    located = outcome.located
    said = located.municipality if located and (located.own or not turn.municipality) else None
    return said or turn.municipality
