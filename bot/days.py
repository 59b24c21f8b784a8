"""Days as people read them, in Dutch. The names stand with the sentences."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.sentences import sentence

# Terms and "gisteren" count in the citizen's days, whatever clock the server has.
NETHERLANDS = ZoneInfo("Europe/Amsterdam")


def today() -> date:
    """The day it is in the Netherlands now."""
    return datetime.now(NETHERLANDS).date()


def months() -> tuple[str, ...]:
    """The twelve names, January first."""
    return tuple(sentence("dates.months").split())


def weekdays() -> tuple[str, ...]:
    """The seven names, Monday first."""
    return tuple(sentence("dates.weekdays").split())


def long_date(day: date) -> str:
    """`dinsdag 24 november 2026`."""
    return f"{weekdays()[day.weekday()]} {day.day} {months()[day.month - 1]} {day.year}"
