"""A yes to nothing in particular."""

from actions.say import Sentence


class ActionAffirm(Sentence):
    sentence_key = "smalltalk.affirm"

    def name(self) -> str:
        return "action_affirm"
