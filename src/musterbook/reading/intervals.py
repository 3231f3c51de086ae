"""Small arithmetic of days: weeks, months, years and their parts as closed intervals of days."""

import calendar
from datetime import date, timedelta
from typing import NamedTuple

ONE_DAY = timedelta(days=1)


class Days(NamedTuple):
    """From the first to the last day, both included."""

    first: date
    last: date


def on(day: date) -> Days:
    return Days(day, day)


def shifted(day: date, days: int) -> date:
    """The day so many days later, kept within the calendar."""
    ordinal = min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal())
    return date.fromordinal(ordinal)


def week(day: date, ahead: int = 0) -> Days:
    """Monday to Sunday of the week of ``day``, or of a later or earlier one."""
    monday = shifted(day, -day.weekday() + 7 * ahead)
    return Days(monday, shifted(monday, 6))


def month(year: int, number: int) -> Days:
    """A month; ``number`` may run over into other years, up to the ends of the calendar."""
    count = min(max(12 * year + number - 1, 12), 12 * 9999 + 11)
    year, number = count // 12, count % 12 + 1
    return Days(date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1]))


def year(number: int) -> Days:
    return Days(date(number, 1, 1), date(number, 12, 31))


def part(days: Days, which: str) -> Days:
    """The early, middle or late third of a stretch; its beginning or end is the outer third of a
    month and the outer fifth of what is longer."""
    length = (days.last - days.first).days + 1
    third, fifth = length // 3, max(1, length // 5)
    if which in ("early", "first"):
        return Days(days.first, shifted(days.first, third))
    if which in ("mid", "middle"):
        return Days(shifted(days.first, third), shifted(days.last, -third))
    if which == "late":
        return Days(shifted(days.last, -third), days.last)
    outer = third if length <= 31 else fifth
    if which == "end":
        return Days(shifted(days.last, -outer), days.last)
    return Days(days.first, shifted(days.first, outer))


def day_in(year_number: int, month_number: int, day: int) -> date | None:
    """The day, or None where the calendar has none."""
    try:
        return date(year_number, month_number, day)
    except ValueError:
        return None


def day_without_year(month_number: int, day: int, published: date, future: bool | None) -> date | None:
    """The latest such day up to ``published``, the next one from it on, or (None) the nearest."""
    near = [day_in(published.year + k, month_number, day) for k in (-1, 0, 1)]
    known = [found for found in near if found]
    if future is None:
        return min(known, key=lambda found: abs((found - published).days), default=None)
    if future:
        return min((found for found in known if found >= published), default=None)
    return max((found for found in known if found <= published), default=None)


def month_without_year(number: int, published: date, future: bool | None) -> Days:
    """The latest such month begun by ``published``, or the next one not yet over."""
    this = month(published.year, number)
    if future:
        return this if this.last >= published else month(published.year + 1, number)
    return this if this.first <= published else month(published.year - 1, number)


def weekday(number: int, published: date, future: bool | None) -> date:
    """The latest such day of the week up to ``published`` (0 = Monday), or the next from it on."""
    behind = (published.weekday() - number) % 7
    return shifted(published, -behind if not future or not behind else 7 - behind)


def weekend(published: date, ahead: int, future: bool | None) -> Days:
    """The weekend going on or the last one, looking ahead the next; ``ahead`` -1 and 1 leave out this one."""
    saturday = weekday(5, published, None)
    going_on = shifted(saturday, 1) >= published
    if ahead < 0:
        saturday = shifted(saturday, -7 if going_on else 0)
    elif ahead > 0 or (future and not going_on):
        saturday = shifted(saturday, 7)
    return Days(saturday, shifted(saturday, 1))


def season(first_month: int, published: date, ahead: int) -> Days:
    """This year's season (three months from ``first_month``), the last that is over, or the next to begin."""
    near = [
        Days(month(published.year + k, first_month).first, month(published.year + k, first_month + 2).last)
        for k in (-2, -1, 0, 1)
    ]
    if ahead < 0:
        return max((days for days in near if days.last < published), default=near[0])
    if ahead > 0:
        return min((days for days in near if days.first > published), default=near[-1])
    return next((days for days in near if days.first <= published <= days.last), near[2])


def months_before(day: date, count: int) -> date:
    """The same day of an earlier month, or that month's last."""
    then = month(day.year, day.month - count)
    return then.first.replace(day=min(day.day, then.last.day))
