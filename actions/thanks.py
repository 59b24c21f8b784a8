"""The citizen thanks."""

from actions.say import Sentence


class ActionThanks(Sentence):
    sentence_key = "smalltalk.thanks"

    def name(self) -> str:
        return "action_thanks"
