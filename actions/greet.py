"""The citizen greets: say who this is, and that it is a computer."""

from actions.say import Sentence


class ActionGreet(Sentence):
    sentence_key = "smalltalk.greet"

    def name(self) -> str:
        return "action_greet"
