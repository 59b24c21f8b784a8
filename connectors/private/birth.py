"""When somebody was born, when it is said to be that. A birth of the last year is an event that a plan needs."""

import re
from collections.abc import Iterator
from datetime import date

from bot.days import today

Span = tuple[int, int]

MONTHS = ["jan", "feb", "maa", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]
MONTH = rf"\d{{1,2}}|mrt|(?:{'|'.join(MONTHS)})[a-z]*"
DAY = (
    rf"(?:(?P<day>\d{{1,2}})[-/. ]+(?P<month>{MONTH})[-/. ]+(?P<year>'?(?:18|19|20)?\d\d)"
    r"|(?P<iso>(?:18|19|20)\d\d-\d{1,2}-\d{1,2})|(?P<tight>\d{8}))(?!\d)"
)
BORN = re.compile(
    r"\b(?:geboren|geb\b\.?|geboortedatum|geboortedag|born|date of birth)(?:\s*(?:op|is|was|on|:|\())*\s*" + DAY,
    re.IGNORECASE,
)
DAY_FIRST = re.compile(r"\b" + DAY + r"\s+(?:ben ik |is (?:hij|zij|ze) |werd ik )?geboren\b", re.IGNORECASE)
EVENT_DAYS = 365


def births(text: str) -> Iterator[Span]:
    """Only the day itself, so that the sentence still says what it is about."""
    reached = 0
    matches = (match for pattern in (BORN, DAY_FIRST) for match in pattern.finditer(text))
    for start, end in sorted(_span(match) for match in matches if _is_long_ago(match)):
        if start >= reached:
            reached = end
            yield start, end


def _span(match: re.Match[str]) -> Span:
    kind = next(kind for kind in ("day", "iso", "tight") if match[kind])
    return match.start(kind), match.end("year" if kind == "day" else kind)


def _is_long_ago(match: re.Match[str]) -> bool:
    """Also when there is no such day (31-2-1980): it was meant as one."""
    try:
        return (today() - _day(match)).days > EVENT_DAYS
    except ValueError:
        return True


def _day(match: re.Match[str]) -> date:
    if match["iso"]:
        year, month, day = map(int, match["iso"].split("-"))
    elif match["tight"]:
        day, month, year = int(match["tight"][:2]), int(match["tight"][2:4]), int(match["tight"][4:])
    else:
        day, month, year = int(match["day"]), _month(match["month"].lower()), int(match["year"].lstrip("'"))
    return date(_in_full(year), month, day)


def _in_full(year: int) -> int:
    """80 is 1980, 24 is 2024."""
    if year > 99:
        return year
    return year + (2000 if year <= today().year % 100 else 1900)


def _month(said: str) -> int:
    if said.isdigit():
        return int(said)
    return 1 + MONTHS.index("maa" if said == "mrt" else said[:3])
