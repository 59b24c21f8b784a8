"""Which language a message is in: Dutch until it is clearly another, and remembered through short messages."""

import pytest
import yaml

from bot.settings import ROOT
from nlu.language.hear import LANGUAGES, Spoken, after, hear
from nlu.language.scripts import word_count
from nlu.language.wish import wished


@pytest.mark.parametrize(
    "text",
    [
        "kheb gn werk mer",
        "wa mot ik now doen met mun huus",
        "Den Helder",
        "visum",
        "mijn partner heeft een burn-out",
        "sorry, update van mijn account",
        "Bad Nieuweschans",
        "die das is van mij",
        "help",
    ],
)
def test_dutch_stays_dutch(text: str) -> None:
    assert hear(text) == "nl"


def test_no_sentence_that_the_assistant_learns_from_is_taken_for_another_language() -> None:
    """Every eighth of two thousand Dutch sentences, sloppy ones among them; a few quote another language."""
    texts = _trained_on()[::8]
    found = [text for text in texts if hear(text) != "nl"]
    assert len(found) <= 0.02 * len(texts), found


def _trained_on() -> list[str]:
    # a cry for help is learned in several languages
    paths = [
        path
        for path in (ROOT / "nlu" / "data").glob("*.yml")
        if "other_languages" not in path.name and not path.name.startswith("crisis")
    ]
    items = [item for path in paths for item in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]]
    return [line.removeprefix("- ") for item in items for line in item["examples"].splitlines()]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("mag ik dit zeggen: ich habe keine Ahnung was ich tun soll", "de"),
        ("czy dostane huurtoeslag z gemeente Tilburg", "pl"),
        ("ehliyet degistirmek icin DigiD lazim mi", "tr"),
        ("unda mi por pidi yudansa ku mi debe", "pap"),
        ("sidee u heli karaa guri", "so"),
        ("چگونه می‌توانم خانه پیدا کنم", "fa"),
        ("كيف أجد بيتا في هولندا", "ar"),
        ("як мені знайти житло", "uk"),
        ("как мне найти жильё", "ru"),
        ("как да намеря жилище", "bg"),
        ("ገዛ ከመይ ጌረ ይረክብ", "ti"),
        ("我怎么找房子", "zh"),
    ],
)
def test_another_language_is_heard(text: str, language: str) -> None:
    assert hear(text) == language


def test_who_writes_what_we_have_no_sentences_in_gets_english() -> None:
    assert hear("πού μπορώ να βρω σπίτι") == "en"


@pytest.mark.parametrize("text", ["Tilburg", "Geleen", "ja graag", "ok", "123", "👍", "huurtoeslag", "[bsn]"])
@pytest.mark.parametrize("spoken", ["pl", "ar", "ru", "ti"])
def test_short_messages_do_not_change_the_language(text: str, spoken: str) -> None:
    assert hear(text, spoken) == spoken


def test_a_dutch_sentence_brings_dutch_back_unless_another_language_was_asked_for() -> None:
    polish = after("jak długo to trwa", Spoken())
    assert polish == Spoken("pl")
    assert after("hoe lang gaat dat duren", polish) == Spoken("nl")
    asked = after("po polsku proszę", Spoken())
    assert asked == Spoken("pl", asked=True)
    assert after("hoe lang gaat dat duren", asked) == asked
    assert after("how long will this take", asked) == Spoken("en")
    assert after("Nederlands", asked) == Spoken("nl", asked=True)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("English please", "en"),
        ("kunt u ook Turks?", "tr"),
        ("Auf Deutsch, bitte!", "de"),
        ("بالعربية من فضلك", "ar"),
        ("по-русски, пожалуйста", "ru"),
        ("请用中文", "zh"),
        ("in het Nederlands graag", "nl"),
        ("taalcursus Nederlands", None),
        ("ik spreek geen Nederlands", None),
        ("Duits rijbewijs omwisselen", None),
        ("", None),
    ],
)
def test_a_wish_is_a_wish_and_nothing_else(text: str, language: str | None) -> None:
    assert wished(text) == language


def test_the_same_text_always_gives_the_same_language() -> None:
    texts = ["ik wil verhuizen nach Deutschland", "mi casa es su huis", "hallo wie geht het"]
    assert [hear(text) for text in texts] == [hear(text) for text in texts for _ in (1,)]


def test_words_are_counted_as_a_reader_counts_them() -> None:
    assert [word_count(t) for t in ("DigiD, 12 euro!", "我需要帮助", "[bsn] a@b.nl", "")] == [2, 3, 0, 0]


def test_seventeen_languages_are_told_apart() -> None:
    assert len(LANGUAGES) == 17
