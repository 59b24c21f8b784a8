"""The Dutch words for what somebody asks in another language, so that the engines that know Dutch can help.

The encoder is small: on a question in Tigrinya or Papiamentu it is hardly better than a guess. A list of the hundred
subjects that people ask government about, with beginnings of words in sixteen languages
(`knowledge/foreign_words.csv`), makes a gloss: "doño di kas ke saka mi" becomes "verhuurder huurbaas
uithuiszetting ontruiming". It is searched, never shown, and a gloss names no organisation: that is for the search.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from nlu.language.frequencies import DUTCH, fold
from nlu.language.hear import hear, is_of_any_language
from nlu.language.scripts import words_of

LIST = Path(__file__).with_name("foreign_words.csv")
# Small words that are written onto the next one: "and", "to", "the" in Arabic, and their like in Tigrinya.
ATTACHED = {"ar": r"(?:و|ف)?(?:ب|ل|ك)?(?:ال|ل)?", "ti": r"\w{0,2}"}
WITHOUT_SPACES = frozenset({"zh"})
# The same letter in the keyboards of Arabic and Farsi.
ONE_LETTER = str.maketrans({"ي": "ی", "ك": "ک", "ى": "ی", "\u200c": " "})


def searched(question: str) -> str:
    """What to search for: in another language the gloss and the question.

    The gloss alone finds nearly as much, but is surer than it may be of the little that it says.
    """
    language = hear(question)
    subjects = tuple(_subjects(question, language)) if language != DUTCH else ()
    if not subjects:
        return question
    kept = (word for word in words_of(question) if is_of_any_language(word))
    return " ".join((*subjects, *kept, question))


def _subjects(question: str, language: str) -> Iterator[str]:
    """The Dutch words of every subject that the question names, in the order of the list."""
    text = f" {_plain(question)} "
    return (dutch for dutch, pattern in _patterns(language).items() if pattern.search(text))


@cache
def _patterns(language: str) -> Mapping[str, re.Pattern[str]]:
    with LIST.open(encoding="utf-8", newline="") as file:
        rows = [(row[DUTCH], row.get(language) or "") for row in csv.DictReader(file)]
    return {dutch: _pattern(cell.split(), language) for dutch, cell in rows if cell}


def _pattern(beginnings: list[str], language: str) -> re.Pattern[str]:
    """`prawo_jazdy` begins two words in a row; `pass$` is a whole word."""
    whole = [r"\w* ".join(_begun(part) for part in _plain(each, "_").split("_")) for each in beginnings]
    before = "" if language in WITHOUT_SPACES else rf" {ATTACHED.get(language, '')}"
    return re.compile(rf"{before}(?:{'|'.join(whole)})")


def _begun(part: str) -> str:
    return re.escape(part.removesuffix("$")) + (r"\b" if part.endswith("$") else "")


def _plain(text: str, kept: str = "") -> str:
    """Small letters without accents, and a single space for everything that is no letter."""
    folded = fold(text.lower().replace("’", "'")).translate(ONE_LETTER)
    return re.sub(rf"[^\w$'{kept}-]+" if kept else r"[^\w'-]+", " ", folded).strip()
