"""The glossary: read whole or refused, plain, and found however a citizen writes the word."""

from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.glossary import GLOSSARY_DIR, Glossary, key_of, load_glossary
from knowledge.official import is_official, official_hosts
from knowledge.problems import ContentProblems
from knowledge.register import load_register
from knowledge.texts import load_texts
from knowledge.word_lookup import TYPING_ERRORS, WordLookup
from knowledge.word_spotting import WordSpotter
from knowledge.word_survey import of_glossary

SOURCES = 'awb: {title: Algemene wet bestuursrecht, url: "https://wetten.overheid.nl/BWBR0005537"}\n'
GOOD = """\
- word: beschikking
  also: [beschikkingen]
  meaning: Een besluit van de overheid dat over u gaat.
  see: [bezwaar-maken]
  source: awb
  checked_on: 2026-11-22
  status: draft
"""


@pytest.fixture(scope="session")
def glossary() -> Glossary:
    return load_glossary(topics={text.id for text in load_texts()})


@pytest.fixture(scope="session")
def lookup(glossary: Glossary) -> WordLookup:
    return WordLookup(glossary)


@pytest.fixture
def problems(tmp_path: Path) -> Callable[..., str]:
    """What is said of a folder with these two files of words."""

    def problems(first: str, second: str = "", sources: str = SOURCES) -> str:
        (tmp_path / "sources.yaml").write_text(sources, encoding="utf-8")
        (tmp_path / "een.yaml").write_text(first, encoding="utf-8")
        (tmp_path / "twee.yaml").write_text(second or "[]", encoding="utf-8")
        with pytest.raises(ContentProblems) as caught:
            load_glossary(tmp_path, {"bezwaar-maken"})
        return str(caught.value)

    return problems


def test_a_missing_key_names_file_line_and_remedy(problems: Callable[..., str]) -> None:
    said = problems(GOOD + GOOD.replace("  meaning: Een besluit van de overheid dat over u gaat.\n", ""))
    assert "een.yaml:8:" in said
    assert "meaning" in said
    assert "add this key" in said


def test_a_word_that_two_entries_explain_is_refused_across_files(problems: Callable[..., str]) -> None:
    other = GOOD.replace("word: beschikking", "word: besluit").replace("[beschikkingen]", "[Beschik-king]")
    said = problems(GOOD, other)
    assert "twee.yaml:1:" in said
    assert "'Beschik-king' is explained under 'besluit' and 'beschikking'" in said


def test_the_same_word_twice_is_refused(problems: Callable[..., str]) -> None:
    assert "'beschikking' is explained under 'beschikking' and 'beschikking'" in problems(GOOD + GOOD)


def test_a_text_that_does_not_exist_is_named(problems: Callable[..., str]) -> None:
    assert "text 'bezwaar-laten' does not exist" in problems(GOOD.replace("bezwaar-maken", "bezwaar-laten"))


def test_an_unknown_source_is_named(problems: Callable[..., str]) -> None:
    assert "source 'abw' does not exist" in problems(GOOD.replace("source: awb", "source: abw"))


def test_a_missing_list_of_sources_is_said_once(problems: Callable[..., str]) -> None:
    said = problems(GOOD, sources="awb: Algemene wet bestuursrecht\n")
    assert "sources.yaml:1:" in said
    assert "does not exist" not in said


def test_broken_yaml_names_its_line(problems: Callable[..., str]) -> None:
    assert "een.yaml:3: YAML" in problems(GOOD.replace("meaning: Een", "meaning: Een: of"))


def test_all_mistakes_of_all_files_are_told_together(problems: Callable[..., str]) -> None:
    said = problems(GOOD.replace("status: draft", "status: klaar"), "- kleur: rood\n")
    assert "een.yaml:7:" in said
    assert "twee.yaml:1:" in said


def test_a_folder_without_a_glossary_explains_nothing(tmp_path: Path) -> None:
    assert load_glossary(tmp_path / "none").words == ()


def test_a_withdrawn_word_is_checked_but_not_explained(tmp_path: Path) -> None:
    (tmp_path / "sources.yaml").write_text(SOURCES, encoding="utf-8")
    (tmp_path / "een.yaml").write_text(GOOD.replace("status: draft", "status: withdrawn"), encoding="utf-8")
    assert load_glossary(tmp_path).words == ()


def test_the_words_of_dutch_letters_are_there(glossary: Glossary) -> None:
    assert len(glossary.words) >= 300
    assert len({topic for word in glossary.words for topic in word.see}) >= 150
    assert len({text.theme for text in load_texts() for word in glossary.words if text.id in word.see}) >= 40


def test_every_meaning_comes_from_an_official_page(glossary: Glossary) -> None:
    hosts = official_hosts(load_register())
    assert [page.url for page in glossary.pages.values() if not is_official(str(page.url), hosts)] == []


def test_every_explanation_is_plain(glossary: Glossary) -> None:
    too_hard = [piece.part for piece in of_glossary(glossary, frozenset()) if not piece.judged().plain]
    assert too_hard == []


def test_every_page_is_used(glossary: Glossary) -> None:
    assert {word.source for word in glossary.words} == set(glossary.pages)


@pytest.mark.parametrize(
    ("asked", "word"),
    [
        ("beschikking", "beschikking"),
        ("BESCHIKKINGEN", "beschikking"),
        ("ingebreke stelling", "ingebrekestelling"),
        ("B.S.N.", "bsn"),
        ("eigen risico's", "eigen risico"),
        ("geindexeerd", "indexering"),
        ("deurwaarder", "gerechtsdeurwaarder"),
    ],
)
def test_capitals_plurals_spaces_and_accents_are_the_same_word(lookup: WordLookup, asked: str, word: str) -> None:
    found = lookup.find(asked)
    assert found
    assert (found.word.word, found.how) == (word, "exact")


@pytest.mark.parametrize(
    ("asked", "word"),
    [
        ("beschiking", "beschikking"),
        ("dwansom", "dwangsom"),
        ("toeslagparnter", "toeslagpartner"),
        ("legitieme porsie", "legitieme portie"),
        ("ingebreekestelling", "ingebrekestelling"),
    ],
)
def test_a_typing_error_is_recognised_and_said_to_be_one(lookup: WordLookup, asked: str, word: str) -> None:
    found = lookup.find(asked)
    assert found
    assert (found.word.word, found.how) == (word, "typing error")


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("bezwaarschriftprocedure", "bezwaarschrift"),
        ("huurtoeslagbeschikking", "beschikking"),
        ("ambtshalve vermindering", "ambtshalve"),
        ("mentorschapsverzoek", "mentorschap"),
    ],
)
def test_of_a_longer_word_the_longest_known_part_is_given(lookup: WordLookup, asked: str, part: str) -> None:
    found = lookup.find(asked)
    assert found
    assert (found.form, found.how) == (part, "part")


@pytest.mark.parametrize("other", ["verkenning", "fiets", "voorwaarde", "koffie", "gezang", "rechtbank", "", "?", "x"])
def test_another_word_is_not_taken_for_an_official_one(lookup: WordLookup, other: str) -> None:
    assert lookup.find(other) is None


def test_a_letter_too_few_still_gives_the_word_and_hardly_ever_another(lookup: WordLookup, glossary: Glossary) -> None:
    right, wrong, asked = 0, 0, 0
    for word in (word for word in glossary.words if len(key_of(word.word)) > TYPING_ERRORS[0][0]):
        for place in range(1, len(word.word) - 1):
            found = lookup.same_or_misspelt(word.word[:place] + word.word[place + 1 :])
            asked, right = asked + 1, right + (found is not None and found.word is word)
            wrong += found is not None and found.word is not word
    assert right / asked > 0.96
    assert wrong / asked < 0.001


def test_words_are_seen_in_a_text_once_and_in_order(glossary: Glossary) -> None:
    spotter = WordSpotter(glossary)
    seen = spotter.seen_in(["U krijgt een dagvaarding.", "Uw verweer tegen de dagvaarding en de voorlopige aanslagen."])
    assert [word.word for word in seen] == ["dagvaarding", "verweer", "voorlopige aanslag"]


def test_an_abbreviation_in_capitals_is_not_the_small_word(glossary: Glossary) -> None:
    spotter = WordSpotter(glossary)
    assert spotter.seen_in(["U vraagt om hulp en hebt zin in koffie, of ten minste een kop thee."]) == ()
    assert [word.word for word in spotter.seen_in(["Dat mag met een PV."])] == ["proces-verbaal"]


def test_everyday_words_and_services_are_not_explained_under_answers(glossary: Glossary) -> None:
    seen = WordSpotter(glossary).seen_in([word.word for word in glossary.words])
    assert seen
    assert not [word.word for word in seen if word.everyday or word.service]


def test_the_folder_holds_nothing_but_words_and_their_sources() -> None:
    assert {path.suffix for path in GLOSSARY_DIR.iterdir()} == {".yaml"}
