"""Back to an earlier subject of this conversation."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.ask import answer_question
from actions.deliver import deliver
from actions.kit import knowledge_base
from actions.turn import read_turn
from bot.reply import Reply
from bot.sentences import sentence
from knowledge.answer import topic_reply
from knowledge.following.rest import earlier_topic, without_steering


class ActionBackToTopic(Action):
    """Its text once more; a subject that was not talked about is a question."""

    def name(self) -> str:
        return "action_back_to_topic"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        turn, base = read_turn(tracker), knowledge_base()
        topic = earlier_topic(turn.text, turn.memory.topics, base)
        if topic is not None:
            whole = topic_reply(topic, base, turn.municipality)
            said = f"{sentence('follow.back', title=base.titles[topic])}\n\n{whole.text}"
            return deliver(dispatcher, whole.model_copy(update={"text": said}), turn)
        if without_steering(turn.text, "returns"):
            return await answer_question(dispatcher, turn)
        return deliver(dispatcher, Reply(kind="clarify", text=sentence("follow.back_nothing")), turn)
