"""A typed answer means a choice, a day, or nothing: a guess would change somebody's plan unnoticed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.planning.conditions import SKIPPED, UNKNOWN
from knowledge.planning.matching import Understood, is_attempt, is_question, understand, wants_to_stop
from knowledge.planning.schema import ChoiceQuestion, DateQuestion
from tests.knowledge.planning import TODAY, plans

WHO = ChoiceQuestion.model_validate(
    {
        "kind": "choice",
        "id": "relatie",
        "text": "Wie is er overleden?",
        "choices": [
            {"id": "partner", "title": "Mijn partner", "also": ["man", "vrouw", "echtgenoot"]},
            {"id": "ouder", "title": "Mijn vader of moeder"},
            {"id": "kind", "title": "Mijn kind"},
            {"id": "ander", "title": "Iemand anders"},
        ],
    }
)
CHILDREN = ChoiceQuestion.model_validate(
    {
        "kind": "choice",
        "id": "kinderen",
        "text": "Hebt u kinderen?",
        "choices": [{"id": "geen", "title": "Geen kinderen"}, {"id": "jong", "title": "Kinderen onder 18"}],
    }
)
HOUSE = ChoiceQuestion.model_validate(
    {
        "kind": "choice",
        "id": "huur",
        "text": "Huurt u?",
        "choices": [{"id": "ja", "title": "Ja"}, {"id": "nee", "title": "Nee"}],
    }
)
WHEN = DateQuestion.model_validate({"kind": "date", "id": "datum", "text": "Op welke dag?", "tense": "past"})


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("Mijn partner", "partner"),
        ("partner", "partner"),
        ("mijn man", "partner"),
        ("het gaat om mijn vader", "ouder"),
        ("moeder", "ouder"),
        ("MOEDER!!", "ouder"),
        ("mijn moedr", "ouder"),
        ("2", "ouder"),
        ("2.", "ouder"),
        ("nummer 3", "kind"),
        ("de eerste", "partner"),
        ("iemand anders", "ander"),
        ("weet ik niet", UNKNOWN),
        ("Geen idee.", UNKNOWN),
        ("?", UNKNOWN),
        ("overslaan", SKIPPED),
        ("zeg ik liever niet", SKIPPED),
    ],
)
def test_a_choice_is_understood_by_its_words_or_number(typed: str, answer: str) -> None:
    assert understand(WHO, typed, TODAY) == Understood(answer)


@pytest.mark.parametrize(
    "typed",
    [
        "5",
        "0",
        "mijn hond",
        "asdf",
        "",
        "🕯️",
        "mijn partner of mijn kind",
        "wat als het mijn partner is",
        "krijg ik nog pensioen van mijn partner?",
        "mijn vader en moeder woonden al heel lang samen in dat huis en nu",
    ],
)
def test_what_is_not_certain_is_no_answer(typed: str) -> None:
    assert understand(WHO, typed, TODAY) is None


@pytest.mark.parametrize(
    ("typed", "answer"),
    [("ja", "ja"), ("ja dat klopt", "ja"), ("jazeker", "ja"), ("nee", "nee"), ("nee hoor, we kochten het", "nee")],
)
def test_yes_and_no_are_understood_by_their_first_word(typed: str, answer: str) -> None:
    assert understand(HOUSE, typed, TODAY) == Understood(answer)


def test_another_word_for_a_choice_decides_when_it_is_all_that_is_said() -> None:
    relation, where = plans()["geboorte"].question("relatie"), plans()["uit-nederland-vertrekken"].question("land")
    assert relation is not None
    assert where is not None
    assert understand(relation, "getrouwd", TODAY) == Understood("getrouwd")
    assert understand(relation, "niet getrouwd", TODAY) == Understood("ongetrouwd")
    assert understand(where, "een land van de EU", TODAY) == Understood("eu")
    assert understand(where, "buiten de EU", TODAY) == Understood("buiten")
    assert understand(where, "een land", TODAY) is None


def test_the_beginning_of_a_word_is_enough_when_one_choice_has_it() -> None:
    lived, ill = plans()["overlijden"].question("woning"), plans()["ziek-worden"].question("werk")
    assert lived is not None
    assert ill is not None
    assert understand(lived, "huur", TODAY) == Understood("huur")
    assert understand(lived, "hu", TODAY) is None
    assert understand(ill, "werk", TODAY) is None, "an employer, or no work at all?"


def test_none_is_not_lost_as_a_filler() -> None:
    assert understand(CHILDREN, "geen kinderen", TODAY) == Understood("geen")
    assert understand(CHILDREN, "kinderen onder de 18", TODAY) == Understood("jong")
    assert understand(CHILDREN, "kinderen", TODAY) is None


def test_a_number_in_a_choice_is_not_its_place() -> None:
    assert understand(CHILDREN, "18", TODAY) != Understood("geen")


def test_a_day_is_kept_as_a_date() -> None:
    assert understand(WHEN, "gisteren", TODAY) == Understood("2026-11-21")
    assert understand(WHEN, "ergens in het voorjaar", TODAY) is None
    assert understand(WHEN, "weet niet precies", TODAY) is None


@pytest.mark.parametrize(
    "typed", ["hoe lang duurt dat", "kan ik dat terugdraaien", "is dat verplicht?", "en wat kost dat"]
)
def test_a_question_is_recognised(typed: str) -> None:
    assert is_question(typed)


@pytest.mark.parametrize("typed", ["stop", "Stop!", "ik wil stoppen", "laat maar", "geen vragen meer"])
def test_a_wish_to_stop_is_recognised(typed: str) -> None:
    assert wants_to_stop(typed)


def test_stopping_with_a_business_is_no_wish_to_stop() -> None:
    assert not wants_to_stop("ik wil stoppen met mijn bedrijf")


def test_every_choice_of_every_plan_is_understood_by_its_own_title_and_by_its_number() -> None:
    for plan in plans().values():
        for question in plan.choice_questions:
            for place, choice in enumerate(question.choices, start=1):
                assert understand(question, choice.title, TODAY) == Understood(choice.id), (plan.id, choice.title)
                assert understand(question, choice.title.casefold(), TODAY) == Understood(choice.id)
                if not any(str(place) in other.title for other in question.choices):
                    assert understand(question, str(place), TODAY) == Understood(choice.id)


@given(st.text(max_size=80))
def test_any_text_is_an_answer_of_the_question_or_none(typed: str) -> None:
    for question in (WHO, CHILDREN, HOUSE):
        found = understand(question, typed, TODAY)
        known = {choice.id for choice in question.choices} | {UNKNOWN, SKIPPED}
        assert found is None or found.answer in known


@pytest.mark.parametrize("typed", ["begin november", "ergens vorige week", "in maart", "een jaar of twee"])
def test_a_time_that_is_no_day_is_an_answer_to_be_asked_again(typed: str) -> None:
    assert understand(WHEN, typed, TODAY) is None
    assert is_attempt(WHEN, typed)


@pytest.mark.parametrize(
    "typed", ["opnieuw beginnen", "ik wil een mens", "hoe lang duurt een week?", "mijn man werkt al een jaar bij u"]
)
def test_what_names_no_time_or_tells_a_story_is_no_attempt(typed: str) -> None:
    assert not is_attempt(WHEN, typed)


def test_a_choice_is_not_answered_with_a_time() -> None:
    assert not is_attempt(WHO, "begin november")
