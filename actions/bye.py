"""The citizen leaves."""

from actions.say import Sentence


class ActionBye(Sentence):
    sentence_key = "smalltalk.bye"

    def name(self) -> str:
        return "action_bye"
