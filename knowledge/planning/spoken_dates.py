"""A day as people type it in Dutch: "gisteren", "12 maart", "12-3-2026", "vorige week dinsdag", "3 weken geleden".

Gives one day, or None: half a date ("eind maart", "2026") is asked for again, never rounded. `dateparser` was tried
first: it read 18 of 41 such texts, no weekday among them, and took a bare "2" for the second of the month.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal

from dateutil.relativedelta import relativedelta

from bot.days import months, weekdays
from knowledge.planning.words import listed, numbered, plain, units

Tense = Literal["past", "future", "any"]
# Two digits for a year are of this century; who means 1998 writes it in full.
CENTURY = 2000
# Longer ago, or further ahead, is a typing error.
YEARS_MAX = 60
WEEK = 7

NUMERIC = re.compile(r"\b(\d{1,2})\s?[-/.]\s?(\d{1,2})(?:\s?[-/.]\s?(\d{4}|\d{2}))?\b")
ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
NAMED = re.compile(r"\b(\d{1,2})(?:e|de|ste)?(?: van)? ([a-z]+)(?: '?(\d{4}|\d{2}))?\b")
AGO = re.compile(r"\b(\d+|[a-z]+) ([a-z]+) (geleden|terug)\b")
AHEAD = re.compile(r"\b(?:over) (\d+|[a-z]+) ([a-z]+)\b")


def read_date(text: str, today: date, tense: Tense = "any") -> date | None:
    """The day that `text` names, seen from `today`; None when it names none, or one that cannot be.

    Without a year it is the last such day (past), the first to come (future) or the nearest (any).
    """
    said = plain(text)
    for reader in READERS:
        day = reader(said, today, tense)
        if day is not None:
            return day if abs(day.year - today.year) <= YEARS_MAX and _possible(day, today, tense) else None
    return None


def _possible(day: date, today: date, tense: Tense) -> bool:
    """A death is not tomorrow; what is still to come may also have been yesterday, when people ask late."""
    return tense != "past" or day <= today


def _iso(said: str, today: date, tense: Tense) -> date | None:
    found = ISO.search(said)
    return _day(int(found[1]), int(found[2]), int(found[3])) if found else None


def _numeric(said: str, today: date, tense: Tense) -> date | None:
    found = NUMERIC.search(said)
    return _with_year(int(found[1]), int(found[2]), found[3], today, tense) if found else None


def _named(said: str, today: date, tense: Tense) -> date | None:
    for found in NAMED.finditer(said):
        month = _months().get(found[2])
        if month is not None:
            return _with_year(int(found[1]), month, found[3], today, tense)
    return None


def _near(said: str, today: date, tense: Tense) -> date | None:
    words = said.split()
    days = [numbered("near")[word] for word in words if word in numbered("near")]
    return today + timedelta(days=days[0]) if days else None


def _counted(said: str, today: date, tense: Tense) -> date | None:
    for pattern, sign in ((AGO, -1), (AHEAD, 1)):
        found = pattern.search(said)
        amount = _number(found[1]) if found else None
        if found and amount is not None and found[2] in units():
            return _moved(today, sign * amount, units()[found[2]])
    return None


def _moved(today: date, amount: int, unit: str) -> date | None:
    try:
        return today + relativedelta(**{unit: amount})  # type: ignore[arg-type] # one of its keywords
    except (ValueError, OverflowError):
        return None


def _weekday(said: str, today: date, tense: Tense) -> date | None:
    words = said.split()
    named = [_weekdays()[word] for word in words if word in _weekdays()]
    if len(named) != 1:
        return None
    is_before = any(word in listed("before") for word in words)
    is_after = any(word in listed("after") for word in words)
    if "week" in words and is_before is not is_after:
        monday = today - timedelta(days=today.weekday())
        return monday + timedelta(days=named[0] + (WEEK if is_after else -WEEK))
    back = (today.weekday() - named[0]) % WEEK
    return _nearest(today, back, is_before, is_after, tense)


def _nearest(today: date, back: int, is_before: bool, is_after: bool, tense: Tense) -> date:
    """The weekday that was `back` days ago, or the same one in the coming week."""
    if is_before or (not is_after and tense == "past"):
        return today - timedelta(days=back or (WEEK if is_before else 0))
    if is_after or tense == "future":
        return today + timedelta(days=(WEEK - back) % WEEK or (WEEK if is_after else 0))
    return today - timedelta(days=back) if back <= WEEK // 2 else today + timedelta(days=WEEK - back)


def _with_year(day: int, month: int, year: str | None, today: date, tense: Tense) -> date | None:
    if year is not None:
        return _day(int(year) + (CENTURY if len(year) == 2 else 0), month, day)
    around = [found for shift in (-1, 0, 1) if (found := _day(today.year + shift, month, day))]
    fitting = [found for found in around if _fits(found, today, tense)] or around
    return min(fitting, key=lambda found: abs(found - today), default=None)


def _fits(day: date, today: date, tense: Tense) -> bool:
    return tense == "any" or (day <= today if tense == "past" else day >= today)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _number(word: str) -> int | None:
    return int(word) if word.isdigit() and len(word) <= 4 else numbered("numbers").get(word)


def _months() -> dict[str, int]:
    return numbered("months") | {name: number for number, name in enumerate(months(), start=1)}


def time_words() -> frozenset[str]:
    """Words that name a time, also one that is no day: a month, a weekday, "week", "gisteren"."""
    return frozenset((*_months(), *_weekdays(), *numbered("near"), *units()))


def _weekdays() -> dict[str, int]:
    return numbered("weekdays") | {name: number for number, name in enumerate(weekdays())}


Reader = Callable[[str, date, Tense], date | None]
# The surest first: what has a number of a day and a month is never a weekday or "over 2 weken".
READERS: tuple[Reader, ...] = (_iso, _numeric, _named, _counted, _weekday, _near)
