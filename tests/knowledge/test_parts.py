"""The parts of a message that may each be a question, by its words alone."""

import pytest

from knowledge.parts import MESSAGE_MAX_CHARS, clauses


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        ("waar haal ik een uittreksel", ["waar haal ik een uittreksel"]),
        (
            "waar haal ik een uittreksel en hoe meld ik een kapotte lantaarn",
            ["waar haal ik een uittreksel", "hoe meld ik een kapotte lantaarn"],
        ),
        ("Mijn pas is kwijt. Wat kost een nieuwe?", ["Mijn pas is kwijt", "Wat kost een nieuwe?"]),
        ("de hond blaft, wie belt er dan", ["de hond blaft", "wie belt er dan"]),
        ("een parkeerplek en daarnaast een kapvergunning", ["een parkeerplek", "een kapvergunning"]),
        ("ik verhuis\nik wil ook trouwen", ["ik verhuis", "ik wil ook trouwen"]),
        ("eerst een schuur slopen, daarna een huis bouwen", ["eerst een schuur slopen", "een huis bouwen"]),
        ("als ik stop, dan geen uitkering", ["als ik stop, dan geen uitkering"]),
        ("ik verdien te veel, dan krijg ik niets", ["ik verdien te veel, dan krijg ik niets"]),
    ],
)
def test_a_message_is_cut_where_another_question_may_begin(message: str, parts: list[str]) -> None:
    assert [clause.text for clause in clauses(message)] == parts


@pytest.mark.parametrize("word", ["wandelende", "sintandries", "verder weg wonen"])
def test_what_only_looks_like_a_joining_word_cuts_nothing(word: str) -> None:
    assert [clause.text for clause in clauses(f"mijn {word}")] == [f"mijn {word}"]


@pytest.mark.parametrize(
    ("part", "asks"),
    [("hoe lang duurt het", True), ("kan ik dat online doen", True), ("mijn man is ziek", False), ("dat mag?", True)],
)
def test_a_question_is_known_by_its_form(part: str, asks: bool) -> None:
    assert clauses(part)[0].asks is asks


@pytest.mark.parametrize(
    "message",
    [
        "mijn pas is kwijt en daarnaast een vraag over afval",
        "mijn pas is kwijt en ik wil ook trouwen",
        "mijn pas is kwijt. Verder wil ik trouwen",
        "mijn pas is kwijt. Nog een vraag: mag ik trouwen",
    ],
)
def test_something_else_is_heard_when_it_is_announced(message: str) -> None:
    assert [clause.marked for clause in clauses(message)] == [False, True]


@pytest.mark.parametrize("message", ["hoe krijg ik een pas en wat kost dat", "mijn kind is er en waar geef ik het aan"])
def test_a_question_about_what_was_said_is_nothing_else(message: str) -> None:
    assert not any(clause.marked for clause in clauses(message))


def test_the_end_of_a_question_is_no_question() -> None:
    assert [clause.asks for clause in clauses("mag ik gaan werken en naar de markt?")] == [True, False]


def test_a_long_story_stays_whole() -> None:
    story = "ik ben verhuisd en daarna ziek geworden. " * (MESSAGE_MAX_CHARS // 40 + 1)
    assert len(clauses(story)) == 1


@pytest.mark.parametrize("message", ["", "en", "?!", " \n "])
def test_a_message_without_words_is_one_part(message: str) -> None:
    assert len(clauses(message)) == 1
