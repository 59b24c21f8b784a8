"""A conversation that goes on: parts of the answer, other texts beside it, new subjects, and back again."""

import pytest

from actions.ask import ActionAsk
from actions.back_to_topic import ActionBackToTopic
from actions.explain_simpler import ActionExplainSimpler
from actions.more_detail import ActionMoreDetail
from actions.start_over import ActionStartOver
from tests.actions.conversation import Conversation


@pytest.fixture
def talk() -> Conversation:
    return Conversation()


@pytest.mark.parametrize(
    ("said", "intent", "heading"),
    [
        ("en wat kost dat?", "ask_costs", "Kosten"),
        ("hoe lang duurt het", "ask_question", "Hoe lang duurt het"),
        ("wat moet ik meenemen", "ask_requirements", "Wat hebt u nodig"),
        ("en als ze weigeren?", "disagree", "Niet eens?"),
        ("geldt dat ook voor mijn vriendin?", "ask_question", "Voor wie"),
    ],
)
def test_a_part_of_the_answer_is_given_shortly(talk: Conversation, said: str, intent: str, heading: str) -> None:
    whole = talk.say(ActionAsk(), "hoe verleng ik mijn paspoort")
    part = talk.say(ActionAsk(), said, intent)
    assert part.topic == "paspoort-aanvragen"
    section = next(section for section in whole.sections if section.title == heading)
    assert section.text in part.text
    assert not part.sections
    assert part.sources == whole.sources
    assert part.organisations == whole.organisations[:1]


@pytest.mark.parametrize(
    ("before", "said", "topic"),
    [
        ("hoe maak ik bezwaar tegen een besluit", "en als ik te laat ben?", "bezwaar-te-laat"),
        ("hoe krijg ik ww", "en als ik ziek word?", "ziektewet"),
        ("hoe verleng ik mijn paspoort", "en als hij gestolen is?", "paspoort-kwijt"),
    ],
)
def test_half_a_question_finds_the_text_beside_it(talk: Conversation, before: str, said: str, topic: str) -> None:
    talk.say(ActionAsk(), before)
    assert talk.say(ActionAsk(), said).topic == topic


@pytest.mark.parametrize(
    ("said", "topic"),
    [
        ("mijn paspoort is gestolen", "paspoort-kwijt"),
        ("waar vraag ik een vog aan", "vog"),
        ("ik wil scheiden", "scheiden"),
    ],
)
def test_a_new_subject_is_new(talk: Conversation, said: str, topic: str) -> None:
    talk.say(ActionAsk(), "waar vraag ik huurtoeslag aan")
    assert talk.say(ActionAsk(), said).topic == topic


def test_a_question_with_a_loaded_word_names_its_own_subject(talk: Conversation) -> None:
    talk.say(ActionAsk(), "waar vraag ik huurtoeslag aan")
    reply = talk.say(ActionAsk(), "wat kost een paspoort", "ask_costs")
    assert reply.topic is not None
    assert "paspoort" in reply.topic


def test_the_focus_moves_along_and_can_be_returned_to(talk: Conversation) -> None:
    talk.say(ActionAsk(), "hoe verleng ik mijn paspoort")
    talk.say(ActionAsk(), "waar vraag ik huurtoeslag aan")
    assert talk.say(ActionAsk(), "wat heb ik nodig", "ask_requirements").topic == "huurtoeslag"
    back = talk.say(ActionBackToTopic(), "terug naar mijn vraag over het paspoort", "back_to_topic")
    assert back.topic == "paspoort-aanvragen"
    assert talk.say(ActionAsk(), "en wat kost dat", "ask_costs").topic == "paspoort-aanvragen"
    assert talk.say(ActionBackToTopic(), "terug naar de vorige vraag", "back_to_topic").topic == "huurtoeslag"


def test_half_a_question_about_nothing_is_asked_back(talk: Conversation) -> None:
    reply = talk.say(ActionAsk(), "hoe lang duurt het", "ask_duration")
    assert reply.kind == "clarify"
    assert reply.cards
    talk.say(ActionAsk(), "en wat kost het", "ask_costs")
    assert talk.say(ActionAsk(), "wat moet ik doen dan", "ask_steps").kind == "refer"


def test_after_a_question_without_a_text_nothing_is_in_focus(talk: Conversation) -> None:
    talk.say(ActionAsk(), "hoe verleng ik mijn paspoort")
    talk.say(ActionAsk(), "wat is het telefoonnummer van het UWV")
    assert talk.say(ActionAsk(), "wat kost dat", "ask_costs").kind == "clarify"


def test_more_gives_the_whole_text_and_then_what_lies_beside_it(talk: Conversation) -> None:
    whole = talk.say(ActionAsk(), "hoe verleng ik mijn paspoort")
    talk.say(ActionAsk(), "wat kost dat", "ask_costs")
    assert talk.say(ActionMoreDetail(), "vertel meer", "more_detail").sections == whole.sections
    beside = talk.say(ActionMoreDetail(), "nog meer", "more_detail")
    assert beside.buttons
    assert beside.sources


def test_simpler_says_the_short_answer_line_by_line(talk: Conversation) -> None:
    whole = talk.say(ActionAsk(), "waar vraag ik huurtoeslag aan")
    simple = talk.say(ActionExplainSimpler(), "kan het makkelijker", "explain_simpler")
    lines = [line.removeprefix("- ") for line in simple.text.splitlines() if line.startswith("- ")]
    assert " ".join(lines) == whole.text
    assert not simple.sections


def test_who_starts_over_is_not_held_to_what_was_said(talk: Conversation) -> None:
    talk.say(ActionAsk(), "hoe verleng ik mijn paspoort")
    talk.say(ActionStartOver(), "opnieuw beginnen", "start_over")
    assert talk.say(ActionAsk(), "wat kost dat", "ask_costs").kind == "clarify"
