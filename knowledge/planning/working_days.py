"""Working days of the Netherlands, and the Algemene termijnenwet for terms that an act sets.

Free days are Saturday, Sunday and the holidays of article 3: with Goede Vrijdag, and 5 mei every year. The
days that the government equates now and then (mostly the Friday after Hemelvaart) are not known here: a date may
then come out a day too early, never too late.
"""

from datetime import date, timedelta
from functools import cache

import holidays
from dateutil.relativedelta import relativedelta
from holidays.constants import OPTIONAL, PUBLIC

from knowledge.planning.schema import Deadline

ONE_DAY = timedelta(days=1)
SATURDAY = 5
# Article 4: a longer term is not extended.
EXTENDED_UP_TO = {"dagen": 90, "werkdagen": 90, "weken": 12, "maanden": 3}
# Article 2: a term of three days or more holds at least two working days.
TERM_MIN, WORKING_DAYS_MIN = 3, 2


def due(deadline: Deadline, event: date) -> date:
    """The last day, counted from the day after the event (or back from the day before it)."""
    sign = 1 if deadline.direction == "after" else -1
    day = _counted(event, sign * deadline.amount, deadline)
    if not _is_extended(deadline):
        return day
    two_days = add_working_days(event, WORKING_DAYS_MIN) if deadline.amount >= TERM_MIN else day
    return first_working_day(max(day, two_days))


def is_working_day(day: date) -> bool:
    return day.weekday() < SATURDAY and day not in _free_days(day.year)


def first_working_day(day: date) -> date:
    """`day` itself, or the first working day after it."""
    while not is_working_day(day):
        day += ONE_DAY
    return day


def add_working_days(day: date, amount: int) -> date:
    """So many working days later; earlier when `amount` is negative."""
    step = ONE_DAY if amount > 0 else -ONE_DAY
    left = abs(amount)
    while left:
        day += step
        left -= is_working_day(day)
    return day


def _counted(event: date, amount: int, deadline: Deadline) -> date:
    match deadline.unit:
        case "dagen":
            return event + timedelta(days=amount)
        case "werkdagen":
            return add_working_days(event, amount)
        case "weken":
            return event + timedelta(weeks=amount)
        case "maanden":
            return event + relativedelta(months=amount)


def _is_extended(deadline: Deadline) -> bool:
    """Article 1, second paragraph: a term that is counted back is not."""
    is_short = deadline.amount <= EXTENDED_UP_TO[deadline.unit]
    return deadline.legal and deadline.direction == "after" and is_short


@cache
def _free_days(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("NL", years=[year], categories=(PUBLIC, OPTIONAL)))
