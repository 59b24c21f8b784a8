"""A no to nothing in particular."""

from actions.say import Sentence


class ActionDeny(Sentence):
    sentence_key = "smalltalk.deny"

    def name(self) -> str:
        return "action_deny"
