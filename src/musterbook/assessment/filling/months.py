"""Calendar months as numbers, one apart, and the months that a question asks for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from musterbook.errors import QuestionError
from musterbook.model.strictjson import shown

MOST_MONTHS = 1_200
USUAL_MONTHS = 12
LAST_MONTH = 12 * 9999 + 11


@dataclass(frozen=True, slots=True)
class Span:
    """The months from ``first`` up to, not including, ``end``."""

    first: int
    end: int

    def __iter__(self) -> Iterator[int]:
        return iter(range(self.first, self.end))


def parse_month(value: Any, where: str) -> int:
    """The number of a month written ``2025-03``, or of the month of a day; raises QuestionError."""
    if isinstance(value, date):
        return month_of(value)
    text = value if isinstance(value, str) else ""
    try:
        return month_of(date.fromisoformat(f"{text}-01" if len(text) == 7 else text))
    except ValueError:
        remedy = "write 2025-03"
        raise QuestionError(
            f"not a month: {shown(value)}", where=where, remedy=remedy, names=[where]
        ) from None


def month_of(day: date) -> int:
    return 12 * day.year + day.month - 1


def first_day(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def month_text(month: int) -> str:
    """``2025-03``."""
    return f"{month // 12:04}-{month % 12 + 1:02}"


def span_of(first: int | None, end: int | None, usual: int = USUAL_MONTHS) -> Span:
    """The months asked for, ``usual`` ones where no end is given; raises QuestionError."""
    if first is None:
        remedy = "give --from 2025-03, or a situation with as_of"
        raise QuestionError("no month to begin with", remedy=remedy, names=["from"])
    last = min(first + usual, LAST_MONTH + 1) if end is None else end
    if last <= first:
        raise QuestionError(
            f"until {month_text(last)} is not after {month_text(first)}",
            remedy="until is the first month no longer asked for",
            names=["from", "until"],
        )
    if last - first > MOST_MONTHS:
        remedy = f"ask for {MOST_MONTHS} at most"
        raise QuestionError(f"{last - first} months", remedy=remedy, names=["until"])
    return Span(first, last)
