"""Every language says the same things, with the same facts in them."""

import re

import pytest
import yaml

from bot.languages import known, languages, said
from bot.settings import ROOT
from nlu.language.hear import DUTCH, LANGUAGES

RAW = yaml.safe_load((ROOT / "bot" / "languages.yml").read_text(encoding="utf-8"))
CODE = (ROOT / "knowledge" / "introduction.py").read_text(encoding="utf-8")


def test_every_language_that_is_heard_has_sentences() -> None:
    assert languages() == LANGUAGES - {DUTCH}


@pytest.mark.parametrize("language", sorted(RAW))
def test_every_sentence_is_there_with_the_same_fields(language: str) -> None:
    for key, english in RAW["en"].items():
        fields = re.findall(r"\{\w+\}", str(english))
        assert sorted(re.findall(r"\{\w+\}", str(RAW[language][key]))) == sorted(fields), key
        assert ("112" in str(RAW[language][key])) == ("112" in str(english)), key


def test_every_sentence_is_used() -> None:
    assert [key for key in RAW["en"] if key != "own_name" and f'"{key}"' not in CODE] == []


def test_from_right_to_left_a_number_is_kept_together() -> None:
    assert "\u20680800-0113\u2069" in said("ar", "phone", value="0800-0113")
    assert said("pl", "phone", value="0800-0113") == "Telefon: 0800-0113"


def test_a_language_of_a_page_is_one_of_ours_or_dutch() -> None:
    assert [known(tag) for tag in ("de-AT", "EN", "it", "nl-BE", None)] == ["de", "en", "nl", "nl", "nl"]
