"""The citizen does not understand: ask for a sentence or two, name a human."""

from actions.say import Sentence


class ActionNotUnderstood(Sentence):
    sentence_key = "not_understood"
    kind = "clarify"
    human = True

    def name(self) -> str:
        return "action_not_understood"
