"""Days that a text names, as intervals: "4 September", "early April", "on Monday", "a week earlier".

Relative days are counted from the day of publication; without one they stay open. A weekday or a date without
a year is the latest one up to publication, or the next where the clause looks ahead.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from musterbook.model.span import Span
from musterbook.reading import wording_of_days as wording
from musterbook.reading.intervals import (
    Days,
    day_in,
    day_without_year,
    month,
    month_without_year,
    months_before,
    on,
    part,
    season,
    shifted,
    week,
    weekday,
    weekend,
    year,
)
from musterbook.reading.tense import looks_ahead


@dataclass(frozen=True, slots=True)
class DateMention:
    """``from_day`` to ``to_day`` bound the day named; both None where it cannot be resolved.

    ``precision`` is day, approx, week, month or year; ``relative`` where it was counted from another day.
    """

    span: Span
    from_day: date | None
    to_day: date | None
    precision: str
    relative: bool


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a rule may look at: the publication, the clause's direction, and the last day resolved."""

    published: date | None
    future: bool | None
    last: Days | None


_Resolved = tuple[Days | None, str, bool]
_Resolver = Callable[[re.Match[str], _Seen], _Resolved | None]
_Rule = tuple[re.Pattern[str], _Resolver]


def date_mentions(
    text: str,
    published: date | None,
    *,
    future: bool | None = None,
    start: int = 0,
    end: int | None = None,
) -> list[DateMention]:
    """The days named in ``text[start:end]``, in order and disjoint.

    ``future`` says whether days without a year lie ahead; None lets the words around each of them decide.
    """
    return list(_mentions(text, published, future, start, len(text) if end is None else end))


@lru_cache(maxsize=2)
def _mentions(
    text: str, published: date | None, future: bool | None, start: int, stop: int
) -> tuple[DateMention, ...]:
    """The mentions, remembered: callers ask sentence by sentence for the days of the whole text."""
    return tuple(_found(text, published, future, start, stop))


def _found(
    text: str, published: date | None, future: bool | None, start: int, stop: int
) -> Iterator[DateMention]:
    last: Days | None = None
    for match, rule in _matches(text, start, stop):
        ahead = looks_ahead(text, match.start(), match.end(), start, stop) if future is None else future
        resolved = rule(match, _Seen(published, ahead, last))
        if resolved is None:
            continue
        days, precision, relative = resolved
        if days is not None and precision == "day":
            last = days
        first, until = days or (None, None)
        yield DateMention(_words_of(match), first, until, precision, relative)


def _words_of(match: re.Match[str]) -> Span:
    """The span of the day without the preposition before it."""
    lead = match.groupdict().get("lead")
    return Span(match.start() + len(lead or ""), match.end())


@lru_cache(maxsize=1024)
def date_spans(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Where days are named, whatever they are; several steps ask for the same sentences."""
    return tuple(mention.span for mention in _found(text, None, False, start, end))


def _matches(text: str, start: int, stop: int) -> Iterator[tuple[re.Match[str], _Resolver]]:
    """All matches of all rules, the leftmost and of those the longest first, without overlaps."""
    hits = [(m, rule) for pattern, rule in _RULES for m in pattern.finditer(text, start, stop)]
    hits.sort(key=lambda hit: (hit[0].start(), -hit[0].end()))
    behind = start
    for match, rule in hits:
        if match.start() >= behind:
            yield match, rule
            behind = match.end()


def _month_number(match: re.Match[str]) -> int:
    return wording.MONTHS.index(match["month"].lower()[:3]) + 1


def _weekday_number(match: re.Match[str]) -> int:
    return wording.DAYS.index(match["weekday"].lower()[:3])


def _full_date(match: re.Match[str], seen: _Seen) -> _Resolved | None:
    """``Thursday, 4 September 2025``, with or without weekday and year; ``4-5 September``."""
    number, day = _month_number(match), int(match["day"])
    until = int(match["to"]) if match["to"] else day
    if match["year"]:
        first, last = (day_in(int(match["year"]), number, k) for k in (day, until))
        return (Days(first, last), "day", False) if first and last and first <= last else None
    if not 1 <= day <= until <= 31:
        return None
    if seen.published is None:
        return None, "day", False
    first = day_without_year(number, day, seen.published, seen.future)
    if first and match["weekday"]:
        first = _on_weekday(first, _weekday_number(match))
    last = first and day_in(first.year, first.month, until)
    return (Days(first, last), "day", False) if first and last else None


def _on_weekday(day: date, number: int) -> date:
    """The same date in the nearest year in which it falls on that weekday."""
    near = [day_in(day.year + k, day.month, day.day) for k in (0, -1, 1)]
    return next((found for found in near if found and found.weekday() == number), day)


def _iso(match: re.Match[str], _: _Seen) -> _Resolved | None:
    day = day_in(int(match["year"]), int(match["a"]), int(match["b"]))
    return (on(day), "day", False) if day else None


def _numeric(match: re.Match[str], _: _Seen) -> _Resolved | None:
    """``4.9.2025``; with slashes the order is only sure where one part exceeds 12."""
    year_number, a, b = int(match["year"]), int(match["a"]), int(match["b"])
    turned = [day_in(year_number, a, b)] if match["sign"] == "/" else []
    known = sorted(day for day in (day_in(year_number, b, a), *turned) if day)
    if not known:
        return None
    return Days(known[0], known[-1]), "day" if known[0] == known[-1] else "approx", False


def _parted(days: Days, match: re.Match[str], precision: str) -> tuple[Days, str]:
    """The early, mid or late part that the match names, or the whole."""
    edge = match["edge"] or ""
    which = match["part"] or (edge if edge in ("middle", "end") else edge and "beginning")
    if edge.endswith("half"):
        middle = shifted(days.first, (days.last - days.first).days // 2)
        half = Days(days.first, middle) if edge.startswith("first") else Days(shifted(middle, 1), days.last)
        return half, "approx"
    return (part(days, which), "approx") if which else (days, precision)


def _month_of_year(match: re.Match[str], seen: _Seen) -> _Resolved | None:
    """``June 2024``, ``early April``, ``last July``, ``in December``."""
    number, which = _month_number(match), (match["which"] or "").lower()
    if match["year"]:
        return *_parted(month(int(match["year"]), number), match, "month"), False
    if not _means_a_month(match):
        return None
    if seen.published is None:
        return None, "approx" if match["part"] or match["edge"] else "month", bool(which)
    days = _which_month(number, which, seen.published, seen.future)
    return *_parted(days, match, "month"), bool(which)


def _means_a_month(match: re.Match[str]) -> bool:
    """Whether a month without a year is one: not ``May`` the verb or the person, not ``Jan`` the person."""
    said = match["month"]
    if match["part"] or match["edge"] or match["which"] or said.isupper():
        return True
    lead = (match["lead"] or "").strip()
    if said in ("May", "March"):
        return bool(lead) and lead not in ("to", "of", "around")
    return len(said) > 3 or said in ("May", "June", "July")


def _which_month(number: int, which: str, published: date, future: bool | None) -> Days:
    if which in ("last", "past"):
        return month(published.year - (number >= published.month), number)
    if which in ("next", "coming"):
        return month(published.year + (number <= published.month), number)
    if which == "this":
        return month(published.year, number)
    return month_without_year(number, published, future)


def _year_alone(match: re.Match[str], _: _Seen) -> _Resolved | None:
    """``in 2024``, ``by the end of 2025``, ``mid-2026``, ``the 1990s``, ``summer of 2024``."""
    number = int(match["year"])
    if match["season"]:
        first = wording.SEASONS[match["season"].lower()]
        return Days(month(number, first).first, month(number, first + 2).last), "approx", False
    if match["decade"]:
        return Days(year(number).first, year(number + 9).last), "approx", False
    return *_parted(year(number), match, "year"), False


def _day_word(match: re.Match[str], seen: _Seen) -> _Resolved | None:
    said = " ".join(match.group().lower().split())
    ahead = {"yesterday": -1, "tomorrow": 1, "last night": -1, "the day before yesterday": -2}
    ahead |= {"the day after tomorrow": 2}
    days = next(
        (n for words, n in sorted(ahead.items(), key=lambda w: -len(w[0])) if said.startswith(words)), 0
    )
    return on(shifted(seen.published, days)) if seen.published else None, "day", True


def _week_day(match: re.Match[str], seen: _Seen) -> _Resolved | None:
    """``on Monday``, ``last Friday``, ``next Thursday``, ``Friday of last week``."""
    number = _weekday_number(match)
    if seen.published is None:
        return None, "day", True
    which = (match["which"] or "").lower()
    of_week = (match["week"] or "").lower()
    if of_week:
        ahead = {"last": -1, "next": 1}.get(of_week, 0)
        return on(shifted(week(seen.published, ahead).first, number)), "day", True
    if which in ("next", "coming", "this coming"):
        return on(weekday(number, shifted(seen.published, 1), True)), "day", True
    if which in ("last", "past"):
        return on(weekday(number, shifted(seen.published, -1), None)), "day", True
    return on(weekday(number, seen.published, seen.future)), "day", True


def _stretch(match: re.Match[str], seen: _Seen) -> _Resolved | None:
    """``last week``, ``earlier this month``, ``the end of the year``, ``this weekend``, ``last winter``."""
    if not (match["which"] or match["at"] or match["part"] or match["edge"]):
        return None
    unit, which = match["unit"].lower(), (match["which"] or "this").lower().split()[-1]
    precision = unit if unit in ("week", "month", "year") else "approx"
    if seen.published is None:
        return None, precision, True
    day, ahead = (
        seen.published,
        {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}.get(which, 0),
    )
    days = _unit_of(unit, day, ahead, seen.future)
    side = (match["side"] or "").lower()
    if side == "earlier":
        return Days(days.first, max(days.first, min(day, days.last))), "approx", True
    if side == "later":
        return Days(min(days.last, max(day, days.first)), days.last), "approx", True
    return *_parted(days, match, precision), True


def _unit_of(unit: str, day: date, ahead: int, future: bool | None) -> Days:
    if unit == "week":
        return week(day, ahead)
    if unit == "weekend":
        return weekend(day, ahead, future)
    if unit == "month":
        return month(day.year, day.month + ahead)
    if unit == "year":
        return year(min(max(day.year + ahead, 1), 9999))
    return season(wording.SEASONS[unit], day, ahead)


def _distance(match: re.Match[str], seen: _Seen) -> _Resolved | None:
    """``a month ago``, ``two weeks later``: from publication, or from the last day named before."""
    unit = match["unit"].lower().rstrip("s")
    count = _count(match["count"])
    way = match["way"].lower()
    precision = {"day": "day", "year": "year"}.get(unit, "approx")
    from_here = way.startswith(("ago", "from")) or (way == "earlier" and seen.last is None and unit != "year")
    anchor = seen.published if from_here else seen.last and seen.last.first
    if anchor is None or not count:
        return None, precision if count else "approx", True
    sign = 1 if way.startswith(("later", "from", "after")) else -1
    return _away(anchor, unit, sign * count), precision, True


def _away(anchor: date, unit: str, count: int) -> Days:
    """So many units away, with the play that such a figure has."""
    if unit == "day":
        return on(shifted(anchor, count))
    if unit == "week":
        then = shifted(anchor, 7 * count)
        return Days(shifted(then, -2), shifted(then, 2))
    if unit == "month":
        then = months_before(anchor, -count)
        return Days(shifted(then, -7), shifted(then, 7))
    return year(min(max(anchor.year + count, 1), 9999))


def _count(said: str) -> int:
    words = said.lower().split()
    return int(said) if said.isdigit() else wording.NUMBERS.get(words[-1], 0)


def _ordinal_day(match: re.Match[str], seen: _Seen) -> _Resolved | None:
    """``on the fifth``: of the month named last before, else of the latest month that has had it."""
    said = match["ordinal"].lower()
    day = int(said[:-2]) if said[0].isdigit() else wording.ORDINALS.index(said) + 1
    if seen.last is not None:
        found = day_in(seen.last.first.year, seen.last.first.month, day)
        return (on(found), "day", True) if found else None
    if seen.published is None:
        return None, "day", True
    this = day_in(seen.published.year, seen.published.month, day)
    if this is None or (this > seen.published and not seen.future):
        before = month(seen.published.year, seen.published.month - 1)
        this = day_in(before.first.year, before.first.month, day)
    return (on(this), "day", True) if this else None


_RULES: tuple[_Rule, ...] = (
    (wording.DAY_MONTH, _full_date),
    (wording.MONTH_DAY, _full_date),
    (wording.ISO, _iso),
    (wording.NUMERIC, _numeric),
    (wording.MONTH, _month_of_year),
    (wording.YEAR, _year_alone),
    (wording.DAY_WORD, _day_word),
    (wording.WEEKDAY, _week_day),
    (wording.STRETCH, _stretch),
    (wording.DISTANCE, _distance),
    (wording.ORDINAL, _ordinal_day),
)
