"""The calendar (rules 9, 10): month by month who comes, which lines are filled, and which month fails first.

A month is judged on its first day (``windows``); conditions on others' participation follow, as the fixpoint
is taken anew for every month.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import islice
from typing import Any

from musterbook.assessment.filling.fill import FillAnswer, LineFill
from musterbook.assessment.filling.moments import Moments, Outcome
from musterbook.assessment.filling.months import first_day, month_of, month_text, span_of
from musterbook.assessment.filling.windows import Away, Calendar
from musterbook.assessment.kernel.deadline import NO_DEADLINE, Deadline
from musterbook.assessment.kernel.numbers import json_number
from musterbook.model.situation import Line, Situation

MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Month:
    """One month: who is active, who came and went since the month before, and the lines that ask."""

    month: int
    active: tuple[str, ...]
    comes: tuple[str, ...]
    goes: tuple[str, ...]
    lines: tuple[LineFill, ...]

    @property
    def filled(self) -> bool:
        return all(line.filled for line in self.lines)

    def to_json(self) -> dict[str, Any]:
        return {
            "month": month_text(self.month),
            "active": list(self.active),
            "comes": list(self.comes),
            "goes": list(self.goes),
            "lines": [line_json(line) for line in self.lines],
            "filled": self.filled,
        }


@dataclass(frozen=True, slots=True)
class TimelineAnswer:
    """``first_failure`` is the first month in which a line that asks is not filled, ``why`` what is short.

    ``first_filled`` is the first month in which all that ask are, ``breaks`` the first after it in which not.

    ``cap`` says what cut the answer short: then only the months known by then are there.
    """

    months: tuple[Month, ...]
    first_failure: int | None
    why: str | None
    first_filled: int | None
    breaks: int | None
    why_breaks: str | None
    cap: str | None = None

    def to_json(self) -> dict[str, Any]:
        body: dict[str, Any] = {
            "months": [month.to_json() for month in self.months],
            "first_failure": _told(self.first_failure),
            "why": self.why,
            "first_filled": _told(self.first_filled),
            "breaks": _told(self.breaks),
            "why_breaks": self.why_breaks,
            "complete": self.cap is None,
        }
        return body if self.cap is None else body | {"cap": self.cap}


def timeline(
    laid: Situation,
    threshold: int,
    concerted: bool = False,
    *,
    first: int | None = None,
    end: int | None = None,
    deadline: Deadline = NO_DEADLINE,
) -> TimelineAnswer:
    """The months from ``first`` (by default that of the situation's day) up to ``end`` (twelve months).

    Raises QuestionError where there is no month to begin with, or no single fixpoint (rule 8).
    """
    span = span_of(beginning(laid, first), end)
    calendar = Calendar(laid)
    standing = calendar.moments([first_day(month) for month in span], deadline)
    moments = Moments(standing, threshold, concerted)
    found: list[Month] = []
    for place, month in enumerate(span):
        if deadline.passed or place == len(standing):
            break
        outcome = moments.outcome(place)
        found.append(_month(month, outcome, found[-1] if found else None))
    cap = None if len(found) == span.end - span.first else deadline.cap
    return _judged(found, calendar, cap)


def _judged(found: Sequence[Month], calendar: Calendar, cap: str | None) -> TimelineAnswer:
    failed = next((month for month in found if not month.filled), None)
    filled = next((month for month in found if month.filled), None)
    after = [month for month in found if filled is not None and month.month > filled.month]
    broken = next((month for month in after if not month.filled), None)
    whys = [None if one is None else _why(one, calendar) for one in (failed, broken)]
    first, full, breaks = (None if one is None else one.month for one in (failed, filled, broken))
    return TimelineAnswer(tuple(found), first, whys[0], full, breaks, whys[1], cap)


def _why(month: Month, calendar: Calendar) -> str:
    return why_short(calendar.laid.lines, month.lines, calendar.away(first_day(month.month)))


def _told(month: int | None) -> str | None:
    return None if month is None else month_text(month)


def beginning(laid: Situation, first: int | None) -> int | None:
    """The month asked for, else that of the situation's day."""
    return month_of(laid.as_of) if first is None and laid.as_of is not None else first


@dataclass(frozen=True, slots=True)
class DayFillAnswer:
    """The fill of one day: only lines that ask on it; ``away`` are the offers that do not stand."""

    day: date
    fill: FillAnswer
    away: tuple[Away, ...]

    def to_json(self) -> dict[str, Any]:
        return {
            **self.fill.to_json(),
            "on": self.day.isoformat(),
            "away": [away.to_json() for away in self.away],
        }


def fill_on(laid: Situation, threshold: int, concerted: bool, day: date) -> DayFillAnswer:
    """The fill as it stands on a day."""
    calendar = Calendar(laid)
    outcome = Moments([calendar.moment(day)], threshold, concerted).outcome(0)
    return DayFillAnswer(day, FillAnswer(outcome.lines, outcome.active), calendar.away(day))


def line_json(line: LineFill) -> dict[str, Any]:
    """A line in short."""
    body = line.to_json()
    return {key: body[key] for key in ("id", "quantity", "present", "unquantified", "sustained", "filled")}


def why_short(lines: Sequence[Line], filled: Sequence[LineFill], away: Iterable[Away]) -> str:
    """What the lines that are not filled lack, in words."""
    known = {line.id: line for line in lines}
    lacking = {row.id for row in filled if row.ratio[0] < 1}
    short = [row for row in filled if not row.filled]
    told = [
        _lack(known[row.id], row, (name for name in enablers_of(row.id, known) if name in lacking))
        for row in short[:MOST_NAMED]
    ]
    told += [f"{len(short) - MOST_NAMED} more lines"] if len(short) > MOST_NAMED else []
    absent = [f"{one.offer}: {one.why}" for one in away]
    if absent:
        more = f" and {len(absent) - MOST_NAMED} more" if len(absent) > MOST_NAMED else ""
        told.append(f"not standing are {', '.join(absent[:MOST_NAMED])}{more}")
    return "; ".join(told)


def enablers_of(line: str, known: Mapping[str, Line]) -> Iterator[str]:
    """The lines on which a line hangs, by way of others too, nearest first."""
    found = dict.fromkeys(known[line].enablers)
    waiting = list(found)
    for name in waiting:
        yield name
        for enabler in known[name].enablers:
            if enabler not in found:
                found[enabler] = None
                waiting.append(enabler)


def _lack(line: Line, row: LineFill, short: Iterable[str]) -> str:
    if row.ratio[0] == 1:
        behind = islice((name for name in short if name != line.id), MOST_NAMED)
        return f"{line.id} is held back by {', '.join(behind)}"
    if row.present is None or row.quantity is None:
        return f"{line.id} has nobody"
    low, wanted = json_number(row.present[0]), json_number(Fraction(row.quantity))
    return f"{line.id} has {low} of {wanted}"


def _month(month: int, outcome: Outcome, before: Month | None) -> Month:
    now, then = set(outcome.active), set(outcome.active if before is None else before.active)
    return Month(month, outcome.active, tuple(sorted(now - then)), tuple(sorted(then - now)), outcome.lines)
