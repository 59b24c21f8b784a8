"""When there are people at the desk: weekly hours and Dutch public holidays, in Dutch time.

Written as `ma-vr 08:00-20:00; za 10:00-16:00`. On a national holiday the desk is closed (Good Friday and, outside its
lustrum years, 5 May are not days off in the law, so they count as ordinary days).
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

import holidays

from bot.days import NETHERLANDS, long_date
from bot.sentences import sentence

DAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")
PART = re.compile(r"(?P<first>[a-z]{2})(?:-(?P<last>[a-z]{2}))? (?P<opens>\d\d:\d\d)-(?P<closes>\d\d:\d\d)")
# The longest row of closed days: Christmas with weekends on both sides, and some room.
LOOK_AHEAD_DAYS = 14


class HoursError(ValueError):
    """Hours that cannot be read; the message is for the operator."""


@dataclass(frozen=True)
class Hours:
    """Opening and closing time per weekday (0 is Monday); a day that is not there is closed."""

    weekly: dict[int, tuple[time, time]]

    @classmethod
    def parse(cls, written: str) -> "Hours":
        """Raises HoursError when it is not in the form above."""
        weekly: dict[int, tuple[time, time]] = {}
        for part in filter(None, (part.strip() for part in written.lower().split(";"))):
            found = PART.fullmatch(part)
            if not found or found["first"] not in DAYS or (found["last"] or "ma") not in DAYS:
                raise HoursError(f"WEGWIJS_DESK_HOURS: cannot read {part!r}, write 'ma-vr 08:00-20:00; za 10:00-16:00'")
            first, last = DAYS.index(found["first"]), DAYS.index(found["last"] or found["first"])
            opens, closes = time.fromisoformat(found["opens"]), time.fromisoformat(found["closes"])
            if opens >= closes or first > last:
                raise HoursError(f"WEGWIJS_DESK_HOURS: {part!r} ends before it begins")
            weekly |= dict.fromkeys(range(first, last + 1), (opens, closes))
        return cls(weekly)

    def are_open(self, moment: datetime) -> bool:
        """Whether `moment` (with a zone) is within the hours."""
        here = moment.astimezone(NETHERLANDS)
        span = self._of(here.date())
        return span is not None and span[0] <= here.time() < span[1]

    def next_opening(self, moment: datetime) -> datetime | None:
        """The first opening after `moment`; None when the desk never opens within two weeks."""
        here = moment.astimezone(NETHERLANDS)
        for ahead in range(LOOK_AHEAD_DAYS + 1):
            day = here.date() + timedelta(days=ahead)
            span = self._of(day)
            if span and (opening := datetime.combine(day, span[0], NETHERLANDS)) > here:
                return opening
        return None

    def _of(self, day: date) -> tuple[time, time] | None:
        return None if day in dutch_holidays(day.year) else self.weekly.get(day.weekday())


ALWAYS = Hours(dict.fromkeys(range(7), (time.min, time.max)))


@cache
def dutch_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("NL", years=year))


def opening_text(opening: datetime, now: datetime) -> str:
    """`vandaag om 8.00 uur`, `morgen om 8.00 uur` or `maandag 23 november 2026 om 8.00 uur`."""
    here, today = opening.astimezone(NETHERLANDS), now.astimezone(NETHERLANDS).date()
    clock = f"{here.hour}.{here.minute:02}"
    names = {today: sentence("handoff.today"), today + timedelta(days=1): sentence("handoff.tomorrow")}
    return sentence("handoff.opening", day=names.get(here.date(), long_date(here.date())), time=clock)
