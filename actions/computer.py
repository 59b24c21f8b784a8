"""Never pretend to be human; say where a human is."""

from actions.say import Sentence


class ActionComputer(Sentence):
    sentence_key = "smalltalk.are_you_a_computer"
    human = True

    def name(self) -> str:
        return "action_computer"
