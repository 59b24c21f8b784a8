"""Days as people type them; half a date is no date."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.days import long_date
from knowledge.planning.spoken_dates import Tense, read_date
from tests.knowledge.planning import TODAY


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("gisteren", date(2026, 11, 21)),
        ("gisteravond laat", date(2026, 11, 21)),
        ("vannacht", TODAY),
        ("eergisteren", date(2026, 11, 20)),
        ("12 maart", date(2026, 3, 12)),
        ("12 mrt", date(2026, 3, 12)),
        ("12e van maart", date(2026, 3, 12)),
        ("het was op 10 november geloof ik", date(2026, 11, 10)),
        ("12-3-2026", date(2026, 3, 12)),
        ("12 - 3 - 2026", date(2026, 3, 12)),
        ("12/03/26", date(2026, 3, 12)),
        ("10.11.2026", date(2026, 11, 10)),
        ("2026-03-12", date(2026, 3, 12)),
        ("1 mei 1998", date(1998, 5, 1)),
        ("vorige week dinsdag", date(2026, 11, 10)),
        ("dinsdag vorige week", date(2026, 11, 10)),
        ("afgelopen zondag", date(2026, 11, 15)),
        ("vorige dinsdag", date(2026, 11, 17)),
        ("dinsdag", date(2026, 11, 17)),
        ("3 weken geleden", date(2026, 11, 1)),
        ("twee dagen geleden", date(2026, 11, 20)),
        ("een maand terug", date(2026, 10, 22)),
        ("maandag 16 november", date(2026, 11, 16)),
        ("30 december", date(2025, 12, 30)),
    ],
)
def test_a_day_in_the_past_is_read(typed: str, day: date) -> None:
    assert read_date(typed, TODAY, "past") == day


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("morgen", date(2026, 11, 23)),
        ("overmorgen", date(2026, 11, 24)),
        ("over 3 weken", date(2026, 12, 13)),
        ("over twee maanden", date(2027, 1, 22)),
        ("volgende week maandag", date(2026, 11, 23)),
        ("aanstaande vrijdag", date(2026, 11, 27)),
        ("1 februari", date(2027, 2, 1)),
    ],
)
def test_a_day_to_come_is_read(typed: str, day: date) -> None:
    assert read_date(typed, TODAY, "future") == day


@pytest.mark.parametrize(
    "typed",
    ["maart", "eind maart", "2026", "vorige maand", "de 12e", "31 februari 2026", "32-1-2026", "12-13-2026", "2", "ja",
     "mijn vader", "weet ik niet", "", "🕯️", "99999999999999 dagen geleden", "1 mei 0001", "ma was 80"],
)  # fmt: skip
def test_half_a_date_and_an_impossible_one_are_no_date(typed: str) -> None:
    assert read_date(typed, TODAY) is None


def test_a_death_is_never_in_the_future() -> None:
    assert read_date("12-3-2027", TODAY, "past") is None
    assert read_date("12-3-2027", TODAY, "any") == date(2027, 3, 12)


def test_without_a_year_the_tense_decides_and_else_the_nearest() -> None:
    assert [read_date("12 maart", TODAY, tense) for tense in ("past", "future", "any")] == [
        date(2026, 3, 12),
        date(2027, 3, 12),
        date(2027, 3, 12),
    ]


@given(st.dates(date(1990, 1, 1), TODAY), st.sampled_from(["past", "any"]))
def test_what_is_read_back_is_what_was_said(day: date, tense: Tense) -> None:
    for typed in (long_date(day), f"{day:%d-%m-%Y}", f"{day.day}/{day.month}/{day.year}", day.isoformat()):
        assert read_date(typed, TODAY, tense) == day


@given(st.text(max_size=60))
def test_any_text_gives_a_day_or_none(typed: str) -> None:
    assert isinstance(read_date(typed, TODAY), date | None)
