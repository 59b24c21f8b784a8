"""Not a matter of government: a friendly limit."""

from actions.say import Sentence


class ActionOutOfScope(Sentence):
    sentence_key = "out_of_scope"
    kind = "out_of_scope"
    human = True

    def name(self) -> str:
        return "action_out_of_scope"
