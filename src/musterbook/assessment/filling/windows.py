"""Which offers stand on a day, and which lines ask for something on it.

An offer stands on day d where  start + notice <= d < until,  start being its ``from`` or, where it has none,
the day of the situation (which only matters for the notice: an offer without ``from`` and notice has no
first day). A line asks where  from <= d < until.  What an offer does on another day than its own is nothing:
it is not active, though a circumstance that stands for it stays linked.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile
from typing import Any

from musterbook.assessment.filling.moments import Moment, idle
from musterbook.assessment.kernel.deadline import Deadline
from musterbook.errors import QuestionError
from musterbook.model.situation import Line, Offer, Situation


@dataclass(frozen=True, slots=True)
class Away:
    """An offer that does not stand on a day, and why."""

    offer: str
    why: str

    def to_json(self) -> dict[str, Any]:
        return {"offer": self.offer, "why": self.why}


class Calendar:
    """The windows of a situation, checked once; ``moment`` gives what stands on a day."""

    def __init__(self, laid: Situation) -> None:
        self.laid = laid
        self.bounded = [(o, _start(o, laid.as_of)) for o in laid.offers if _is_bounded(o)]
        self._variants: dict[frozenset[str], Situation] = {}

    def moment(self, day: date, laid: Situation | None = None) -> Moment:
        """What stands on a day; ``laid`` where the figures or circumstances of that day are others."""
        asked = frozenset(line.id for line in self.laid.lines if asks(line, day))
        asleep = frozenset(away.offer for away in self.away(day))
        given = self.laid if laid is None else laid
        return Moment(self._variant(asked) if laid is None else with_lines(given, asked), asleep, asked)

    def moments(self, days: Iterable[date], deadline: Deadline) -> list[Moment]:
        """The moments of the days, as far as the time budget goes."""
        return [self.moment(day) for day in takewhile(lambda _: not deadline.passed, days)]

    def away(self, day: date) -> tuple[Away, ...]:
        """The offers that do not stand on a day, in the order of the file."""
        found = ((offer.id, _why_away(offer, start, day)) for offer, start in self.bounded)
        return tuple(Away(offer, why) for offer, why in found if why is not None)

    def _variant(self, asked: frozenset[str]) -> Situation:
        if asked not in self._variants:
            self._variants[asked] = with_lines(self.laid, asked)
        return self._variants[asked]


def with_lines(laid: Situation, asked: Iterable[str]) -> Situation:
    """The situation in which only these lines ask for something."""
    wanted = set(asked)
    if laid.requirement is None or len(wanted) == len(laid.lines):
        return laid
    lines = tuple(line if line.id in wanted else idle(line) for line in laid.lines)
    return replace(laid, requirement=replace(laid.requirement, lines=lines))


def asks(line: Line, day: date) -> bool:
    return (line.from_day is None or line.from_day <= day) and (line.until is None or day < line.until)


def _is_bounded(offer: Offer) -> bool:
    return offer.from_day is not None or offer.until is not None or offer.notice > 0


def _start(offer: Offer, as_of: date | None) -> int | None:
    """The number of the first day on which an offer stands; None for no first day."""
    begins = offer.from_day if offer.from_day is not None else (as_of if offer.notice else None)
    if begins is None and offer.notice:
        raise QuestionError(
            f"a notice of {offer.notice} days without a day from which it runs",
            where=f"offer {offer.id}",
            remedy="give the offer a from, or the situation an as_of",
            names=[offer.id],
        )
    return None if begins is None else begins.toordinal() + offer.notice


def _why_away(offer: Offer, start: int | None, day: date) -> str | None:
    if offer.until is not None and day >= offer.until:
        return f"it stood until {offer.until}"
    if start is None or day.toordinal() >= start:
        return None
    if not offer.notice:
        return f"it stands from {offer.from_day}"
    there = date.fromordinal(start) if start <= date.max.toordinal() else "no day that a calendar has"
    return f"it can be there from {there}, at {offer.notice} days' notice"
