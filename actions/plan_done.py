"""A step is done: by its button, by its number, or told in words ("aangifte heb ik gedaan")."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.ask import ActionAsk
from actions.hear import hear_choice
from actions.kit import knowledge_base, send
from actions.plan_kept import kept_plan
from actions.plan_tick import tick
from actions.turn import read_turn
from bot.reply import Reply
from bot.sentences import sentence
from knowledge.planning.replies import which_event_reply
from knowledge.planning.steps import names_a_step, names_only_done


class ActionPlanDone(Action):
    """Ticks the step and shows the next; asks which one when several may be meant. Without a plan: a question."""

    def name(self) -> str:
        return "action_plan_done"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        heard = hear_choice(dispatcher, read_turn(tracker))  # "2" may be the second choice of a question back
        if heard is not None:
            return heard
        plan, said = kept_plan(tracker), read_turn(tracker)
        if plan is None and names_only_done(said.text):
            send(dispatcher, Reply(kind="smalltalk", text=sentence("smalltalk.affirm")), said)
            return []
        if plan is None and names_a_step(said.text):
            send(dispatcher, which_event_reply(knowledge_base().plans, sentence("plan.none_yet")), said)
            return []
        ticked = tick(dispatcher, tracker)
        if ticked is not None:
            return ticked
        found: list[dict[str, Any]] = await ActionAsk().run(dispatcher, tracker, domain)
        return found
