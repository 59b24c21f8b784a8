"""The lines beside the question: as said by the citizen, from their words only."""

import pytest

from bot.reply import Reply
from knowledge.base import KnowledgeBase
from knowledge.planning.state import PlanState
from tests.knowledge.summing.conversations import answer, ask_back, summed_up, texts, turn


@pytest.mark.parametrize(
    ("message", "quoted"),
    [
        ("ik moet het voor 3 december regelen", "“voor 3 december”"),
        ("de brief zegt binnen 2 weken", "“binnen 2 weken”"),
        ("ik word vrijdag uit huis gezet", "“vrijdag”"),
        ("het moet vóór het einde van de maand", "“vóór het einde van de maand”"),
        ("mijn contract stopt per 1-1-2027", "“per 1-1-2027”"),
        ("ik heb 2.340 euro schuld", "“2.340 euro”"),
        ("de boete is € 269,50 en dat is veel", "“€ 269,50”"),
        ("er is twaalfhonderd euro afgeschreven", "“twaalfhonderd euro”"),
        ("het is voor mijn zieke moeder", "“mijn zieke moeder”"),
        ("ik heb een klein restaurant", "“een klein restaurant”"),
    ],
)
def test_what_is_named_is_quoted_as_typed(base: KnowledgeBase, message: str, quoted: str) -> None:
    case = summed_up(base, message)
    line = next(line for line in case.summary.situation if quoted in line.text)
    assert line.said
    assert line.turns == (1,)


@pytest.mark.parametrize(
    "message",
    [
        "ik woon hier al 5 jaar",
        "dat was vorige vrijdag",
        "goedemorgen",
        "in 2019 kwam ik hier",
        "ik ben geboren in 1955",
    ],
)
def test_no_term_is_read_where_there_is_none(base: KnowledgeBase, message: str) -> None:
    assert "termijn" not in texts(summed_up(base, message).summary.situation)


def test_a_life_event_needs_more_than_one_word(base: KnowledgeBase) -> None:
    alone = summed_up(base, turn("mijn vader is overleden", answer("huurtoeslag", base)))
    both = summed_up(base, turn("mijn vader is overleden", answer("overlijden-regelen", base)))
    assert alone.life_event is None
    assert both.life_event == "overlijden"


def test_a_municipality_that_only_the_citizen_names_is_said_to_be_named(base: KnowledgeBase) -> None:
    case = summed_up(base, "ik woon in Zwolle en wil een parkeervergunning")
    assert case.municipality == "gm0193"
    assert "De burger noemt de gemeente Zwolle." in texts(case.summary.situation)


def test_a_municipality_that_is_known_is_named(base: KnowledgeBase) -> None:
    case = summed_up(base, "ik wil een parkeervergunning", municipality="gm0193")
    assert "Gemeente: Zwolle." in texts(case.summary.situation)


def test_where_somebody_was_and_where_they_were_sent_are_told_apart(base: KnowledgeBase) -> None:
    case = summed_up(base, "ik heb het UWV al gebeld maar die stuurden me door naar de SVB")
    been, sent = case.summary.tried
    assert "UWV (gebeld)" in been.text
    assert "SVB" not in been.text
    assert "SVB" in sent.text
    assert been.said
    assert sent.said


@pytest.mark.parametrize(
    "message",
    [
        "moet ik het UWV bellen?",
        "ik heb de gemeente nog niet gebeld",
        "ik werd gebeld door de politie",
        "wat doet het UWV",
    ],
)
def test_who_was_not_there_has_not_tried(base: KnowledgeBase, message: str) -> None:
    assert summed_up(base, message).summary.tried == ()


def test_what_the_conversation_remembers_was_tried_too(base: KnowledgeBase) -> None:
    assert "CAK" in texts(summed_up(base, "en nu?", tried=("cak", "bestaat-niet")).summary.tried)


@pytest.mark.parametrize(
    ("message", "need"),
    [
        ("ik ben doof", "Volgens de burger: doof"),
        ("mijn moeder is slechthorend", "Volgens de burger geldt voor een naaste: doof"),
        ("ik kan niet goed lezen", "lezen"),
        ("ik ben blind", "blind"),
        ("ik heb geen computer", "computer"),
        ("ik spreek slecht nederlands", "weinig Nederlands"),
    ],
)
def test_a_need_is_heard(base: KnowledgeBase, message: str, need: str) -> None:
    assert need in texts(summed_up(base, message).summary.needs)


def test_an_interpreter_for_the_deaf_is_no_lack_of_dutch(base: KnowledgeBase) -> None:
    assert "Nederlands" not in texts(summed_up(base, "hoe krijg ik een tolk gebarentaal").summary.needs)


@pytest.mark.parametrize(
    ("message", "tone"),
    [
        ("ik ben ten einde raad", "wanhopig"),
        ("ik ben woedend op de gemeente", "boos"),
        ("ik ben bang dat ze mijn kinderen weghalen", "bezorgd"),
        ("ik huil alleen nog maar", "verdrietig"),
        ("kunt u mij alstublieft helpen met mijn paspoort", "rustig"),
        ("paspoort verlengen", "niet duidelijk"),
        ("mijn buurman wordt boos als ik klaag over zijn hond", "niet duidelijk"),
        ("hoe vraag ik een akte van overlijden aan", "niet duidelijk"),
    ],
)
def test_the_tone_is_named_by_clear_signals_only(base: KnowledgeBase, message: str, tone: str) -> None:
    assert summed_up(base, message).summary.tone == tone


def test_a_question_that_got_no_answer_is_open(base: KnowledgeBase) -> None:
    answered = turn("hoe vraag ik huurtoeslag aan voor mijn huurwoning", answer("huurtoeslag", base))
    open_ = turn("en kan mijn broer ook iets krijgen voor zijn boot?", ask_back("Boot", "Broer"))
    assert "antwoord" in texts(summed_up(base, answered, open_).summary.open)
    assert summed_up(base, answered).summary.open == ()


def test_the_steps_of_a_plan_that_are_not_done_are_open(base: KnowledgeBase) -> None:
    case = summed_up(base, "mijn man is overleden", plan=PlanState("overlijden", done=frozenset({"arts"})))
    assert "1 van" in texts(case.summary.open)
    assert case.life_event == "overlijden"


def test_a_number_for_a_crisis_is_not_crowded_out(base: KnowledgeBase) -> None:
    card = base.register.card("hulplijn-113")
    crisis = turn("ik wil dood", Reply(kind="crisis", text="Bel 113.", organisations=(card.id,), cards=(card,)))
    later = [turn("en de huur", answer(topic, base)) for topic in ("huurtoeslag", "huur-te-hoog", "dakloos")]
    assert card.name in texts(summed_up(base, crisis, *later).summary.answered)
