"""Asked back once, twice, and then a person; typed instead of pressed; corrected; a yes to what was asked before."""

import pytest

from actions.affirm import ActionAffirm
from actions.ask import ActionAsk
from actions.complaint import ActionComplaint
from actions.correction import ActionCorrection
from actions.deny import ActionDeny
from actions.plan_done import ActionPlanDone
from actions.plan_step import ActionPlanStep
from actions.something_else import ActionSomethingElse
from actions.swearing import ActionSwearing
from actions.thanks import ActionThanks
from bot.reply import Reply
from bot.sentences import sentence
from knowledge.decide import CHOICES_MAX
from tests.actions.conversation import Conversation


@pytest.fixture
def talk() -> Conversation:
    return Conversation()


@pytest.fixture
def asked(talk: Conversation) -> Reply:
    """A question back with several choices, of which none is shown as a guess."""
    reply = talk.say(ActionAsk(), "uitkering")
    assert reply.kind == "clarify"
    assert 3 <= len(reply.buttons) <= CHOICES_MAX + 1
    return reply


def topic_of(reply: Reply, number: int) -> str:
    return reply.buttons[number].payload.split('"')[3]


@pytest.mark.parametrize("action", [ActionAsk(), ActionThanks(), ActionPlanStep(), ActionPlanDone()])
def test_a_number_is_a_choice_whatever_it_was_taken_for(talk: Conversation, asked: Reply, action: ActionAsk) -> None:
    assert talk.say(action, "2", "plan_step").topic == topic_of(asked, 1)


def test_a_title_is_a_choice(talk: Conversation, asked: Reply) -> None:
    assert talk.say(ActionAsk(), asked.buttons[1].title.upper()).topic == topic_of(asked, 1)


def test_part_of_a_title_is_a_choice(talk: Conversation) -> None:
    choices = talk.say(ActionAsk(), "belasting").buttons
    titles = [choice.title for choice in choices]
    words = [word for word in titles[1].lower().split() if sum(word in title.lower() for title in titles) == 1]
    longest = max((word.strip(",.?") for word in words), key=len)
    assert talk.say(ActionAsk(), f"de {longest}").topic == choices[1].payload.split('"')[3]


def test_a_question_of_its_own_is_no_choice(talk: Conversation, asked: Reply) -> None:
    assert talk.say(ActionAsk(), "hoe verleng ik mijn rijbewijs").topic == "rijbewijs-verlengen"


def test_a_choice_may_come_a_turn_later_and_not_much_later(talk: Conversation, asked: Reply) -> None:
    talk.say(ActionThanks(), "dank u", "thanks")
    assert talk.say(ActionAsk(), "1").topic == topic_of(asked, 0)


def test_a_yes_to_a_guess_tells_more_also_a_turn_later(talk: Conversation) -> None:
    tries = ("toeslag", "ik heb hulp nodig met de huur", "mijn pas", "belasting terug", "kind op school")
    guesses = (talk.say(ActionAsk(), said) for said in tries)
    guess = next(one for one in guesses if sentence("ask_back.tell_more") in [button.title for button in one.buttons])
    talk.say(ActionThanks(), "dank u", "thanks")
    answer = talk.say(ActionAffirm(), "ja", "affirm")
    assert answer.kind == "answer"
    assert answer.topic == guess.topic


def test_a_yes_to_several_choices_asks_which(talk: Conversation, asked: Reply) -> None:
    reply = talk.say(ActionAffirm(), "ja", "affirm")
    assert [button.title for button in reply.buttons] == [button.title for button in asked.buttons]


def test_a_yes_to_nothing_is_a_courtesy(talk: Conversation) -> None:
    assert talk.say(ActionAffirm(), "ja", "affirm").kind == "smalltalk"


def test_after_two_questions_back_comes_a_person(talk: Conversation, asked: Reply) -> None:
    second = talk.say(ActionSomethingElse(), "iets anders", "something_else")
    assert second.kind == "clarify"
    third = talk.say(ActionAsk(), "uitkering")
    assert third.kind == "handoff_offer"
    assert third.cards[0].phones


def test_a_no_to_the_choices_is_something_else(talk: Conversation, asked: Reply) -> None:
    assert talk.say(ActionDeny(), "nee", "deny").text == sentence("ask_back.rephrase")


def test_what_was_not_meant_is_left_out_of_what_is_offered_next(talk: Conversation) -> None:
    first = talk.say(ActionAsk(), "hoe verleng ik mijn paspoort")
    second = talk.say(ActionCorrection(), "nee dat bedoel ik niet", "correction")
    assert second.kind == "clarify"
    assert second.buttons
    assert first.title not in [button.title for button in second.buttons]
    shown = {button.title for button in second.buttons[:-1]}
    third = talk.say(ActionCorrection(), "nee dat ook niet", "correction")
    assert shown.isdisjoint(button.title for button in third.buttons)
    assert third.kind == "handoff_offer"
    assert talk.say(ActionCorrection(), "weer verkeerd", "correction").kind == "refer"


def test_a_correction_with_a_subject_is_answered(talk: Conversation) -> None:
    talk.say(ActionAsk(), "waar vraag ik huurtoeslag aan")
    reply = talk.say(ActionCorrection(), "nee verkeerd, ik bedoel de zorgtoeslag", "correction")
    assert reply.topic == "zorgtoeslag"


def test_a_rejected_text_may_answer_a_later_question(talk: Conversation) -> None:
    talk.say(ActionAsk(), "hoe verleng ik mijn paspoort")
    talk.say(ActionCorrection(), "nee dat bedoel ik niet", "correction")
    talk.say(ActionAsk(), "waar vraag ik huurtoeslag aan")
    assert talk.say(ActionAsk(), "hoe verleng ik mijn paspoort").topic == "paspoort-aanvragen"


def test_a_complaint_gets_sorry_and_other_ways(talk: Conversation) -> None:
    talk.say(ActionAsk(), "hoe verleng ik mijn paspoort")
    reply = talk.say(ActionComplaint(), "hier heb ik niks aan", "complaint")
    assert reply.text.startswith(sentence("ask_again.complaint").split(".")[0])
    assert reply.cards


def test_swearing_gets_calm_help_and_a_question_in_it_an_answer(talk: Conversation) -> None:
    calm = talk.say(ActionSwearing(), "wat een kutzooi", "swearing")
    assert calm.kind == "smalltalk"
    assert calm.cards[0].phones
    assert talk.say(ActionSwearing(), "verdomme mijn paspoort is gestolen", "swearing").topic == "paspoort-kwijt"


def test_attention_is_given_once(talk: Conversation) -> None:
    first = talk.say(ActionAsk(), "mijn man is vorige week overleden, wat moet ik regelen")
    assert first.text.startswith(sentence("attention.death"))
    again = talk.say(ActionAsk(), "waar kan ik het overlijden van mijn man melden")
    assert sentence("attention.death") not in again.text
