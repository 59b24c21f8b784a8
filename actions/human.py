"""The citizen wants a human: say how to reach one, promise nothing that is not there."""

from actions.say import Sentence


class ActionHuman(Sentence):
    sentence_key = "human"
    kind = "refer"
    human = True

    def name(self) -> str:
        return "action_human"
