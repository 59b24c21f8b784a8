"""Terms: counted as the law counts them, in working days of the Netherlands."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.planning.schema import Deadline
from knowledge.planning.working_days import due, is_working_day

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
DEADLINES = st.builds(
    Deadline,
    amount=st.integers(1, 24),
    unit=st.sampled_from(["dagen", "werkdagen", "weken", "maanden"]),
    text=st.just("Op tijd"),
    direction=st.sampled_from(["after", "before"]),
    legal=st.booleans(),
)


def term(amount: int, unit: Any, **more: Any) -> Deadline:
    return Deadline(amount=amount, unit=unit, text="Op tijd", **more)


@pytest.mark.parametrize(
    ("deadline", "event", "last_day"),
    [
        # Wet op de lijkbezorging: the sixth working day after the day of death
        (term(6, "werkdagen"), date(2026, 11, 20), date(2026, 11, 30)),
        # over Christmas: two holidays of which one is a Saturday
        (term(6, "werkdagen"), date(2026, 12, 22), date(2026, 12, 31)),
        (term(5, "dagen"), date(2026, 11, 20), date(2026, 11, 25)),
        (term(2, "weken", direction="before"), date(2026, 11, 20), date(2026, 11, 6)),
        (term(5, "werkdagen", direction="before"), date(2026, 11, 20), date(2026, 11, 13)),
        # no day 31 in February
        (term(1, "maanden"), date(2027, 1, 31), date(2027, 2, 28)),
        (term(6, "weken"), date(2026, 11, 21), date(2027, 1, 2)),
    ],
)
def test_a_term_is_counted_from_the_day_after(deadline: Deadline, event: date, last_day: date) -> None:
    assert due(deadline, event) == last_day


@pytest.mark.parametrize(
    ("deadline", "event", "last_day"),
    [
        # article 1: Saturday 2 January → Monday
        (term(6, "weken", legal=True), date(2026, 11, 21), date(2027, 1, 4)),
        # Second Easter day → Tuesday
        (term(6, "weken", legal=True), date(2026, 2, 23), date(2026, 4, 7)),
        # Good Friday counts (article 3): Friday 3 April → Tuesday 7 April
        (term(6, "weken", legal=True), date(2026, 2, 20), date(2026, 4, 7)),
        # 5 May is a holiday every year, not only in years with a five
        (term(6, "weken", legal=True), date(2026, 3, 24), date(2026, 5, 6)),
        # article 2: three days hold two working days. Born on a Friday: Saturday, Sunday, Monday, Tuesday
        (term(3, "dagen", legal=True), date(2026, 11, 20), date(2026, 11, 24)),
        (term(3, "dagen", legal=True), date(2026, 11, 19), date(2026, 11, 23)),
        (term(3, "dagen", legal=True), date(2026, 11, 16), date(2026, 11, 19)),
    ],
)
def test_a_term_of_law_moves_to_a_working_day(deadline: Deadline, event: date, last_day: date) -> None:
    assert due(deadline, event) == last_day


@pytest.mark.parametrize(
    ("deadline", "event", "last_day"),
    [
        # article 1, second paragraph: counted back
        (term(4, "weken", legal=True, direction="before"), date(2026, 12, 26), date(2026, 11, 28)),
        # article 4: more than three months, twelve weeks, ninety days
        (term(4, "maanden", legal=True), date(2026, 9, 2), date(2027, 1, 2)),
        (term(13, "weken", legal=True), date(2026, 10, 3), date(2027, 1, 2)),
        (term(91, "dagen", legal=True), date(2026, 10, 3), date(2027, 1, 2)),
    ],
)
def test_some_terms_of_law_are_never_extended(deadline: Deadline, event: date, last_day: date) -> None:
    assert due(deadline, event) == last_day


@given(DEADLINES, DAYS, st.integers(0, 60))
def test_who_is_later_never_has_an_earlier_deadline(deadline: Deadline, event: date, later: int) -> None:
    assert due(deadline, event) <= due(deadline, event + timedelta(days=later))


@given(DEADLINES, DAYS)
def test_a_deadline_lies_on_its_own_side_of_the_event(deadline: Deadline, event: date) -> None:
    assert (due(deadline, event) > event) is (deadline.direction == "after")


@given(DEADLINES, DAYS)
def test_law_only_ever_gives_more_time_and_then_ends_on_a_working_day(deadline: Deadline, event: date) -> None:
    plain = due(deadline.model_copy(update={"legal": False}), event)
    assert due(deadline, event) >= plain
    assert due(deadline, event) == plain or is_working_day(due(deadline, event))
