"""The arithmetic of days: weeks, months, seasons, and the ends of the calendar."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musterbook.reading import intervals
from musterbook.reading.intervals import Days


def test_months_run_over_into_other_years() -> None:
    assert intervals.month(2025, 14) == Days(date(2026, 2, 1), date(2026, 2, 28))
    assert intervals.month(2025, 0) == Days(date(2024, 12, 1), date(2024, 12, 31))
    assert intervals.month(2025, -12).first == date(2023, 12, 1)


def test_the_same_day_of_an_earlier_month_or_its_last() -> None:
    assert intervals.months_before(date(2025, 3, 31), 1) == date(2025, 2, 28)
    assert intervals.months_before(date(2025, 3, 15), 3) == date(2024, 12, 15)


@pytest.mark.parametrize(
    ("which", "first", "last"),
    [("early", 1, 11), ("mid", 11, 21), ("late", 21, 31), ("end", 21, 31), ("beginning", 1, 11)],
)
def test_parts_of_a_month(which: str, first: int, last: int) -> None:
    assert intervals.part(intervals.month(2025, 3), which) == Days(date(2025, 3, first), date(2025, 3, last))


def test_the_end_of_a_year_is_shorter_than_its_late_part() -> None:
    whole = intervals.year(2025)
    assert intervals.part(whole, "end").first > intervals.part(whole, "late").first


@pytest.mark.parametrize(
    ("published", "ahead", "first"),
    [
        (date(2025, 1, 20), 0, date(2024, 12, 1)),
        (date(2025, 1, 20), -1, date(2023, 12, 1)),
        (date(2025, 1, 20), 1, date(2025, 12, 1)),
        (date(2025, 6, 20), 0, date(2025, 12, 1)),
        (date(2025, 6, 20), -1, date(2024, 12, 1)),
    ],
)
def test_winters_reach_into_the_next_year(published: date, ahead: int, first: date) -> None:
    assert intervals.season(12, published, ahead).first == first


@given(st.dates(), st.integers(-3, 3))
def test_weeks_run_from_monday_to_sunday(day: date, ahead: int) -> None:
    days = intervals.week(day, ahead)
    assert days.first <= days.last
    if date(2, 1, 1) < day < date(9998, 1, 1):
        assert (days.first.weekday(), days.last.weekday()) == (0, 6)
        assert 0 <= (day - days.first).days - 7 * -ahead < 7 or ahead


@given(st.dates(date(100, 1, 1), date(9000, 1, 1)), st.integers(1, 12), st.sampled_from([None, True, False]))
def test_months_without_a_year_lie_on_the_side_asked_for(
    published: date, number: int, future: bool | None
) -> None:
    days = intervals.month_without_year(number, published, future)
    assert days.first.month == number
    assert days.last >= published if future else days.first <= published


@given(st.dates(date(100, 1, 1), date(9000, 1, 1)), st.integers(-1, 1), st.sampled_from([None, True, False]))
def test_weekends_are_saturday_and_sunday(published: date, ahead: int, future: bool | None) -> None:
    days = intervals.weekend(published, ahead, future)
    assert (days.first.weekday(), days.last.weekday()) == (5, 6)
    if ahead < 0:
        assert days.last < published
    if ahead > 0:
        assert days.first > published


@given(st.dates(), st.integers(-(10**7), 10**7))
def test_shifting_stays_within_the_calendar(day: date, count: int) -> None:
    assert date.min <= intervals.shifted(day, count) <= date.max


@given(st.sampled_from([date.min, date.max]), st.integers(-1, 1), st.sampled_from([None, True, False]))
def test_the_ends_of_the_calendar_hold(day: date, ahead: int, future: bool | None) -> None:
    for days in (
        intervals.week(day, ahead),
        intervals.weekend(day, ahead, future),
        intervals.season(12, day, ahead),
    ):
        assert days.first <= days.last
