"""What a shock brings down: who falls and why, month by month, and which lines stop being filled.

Before and after are two runs of the same calendar (``moments``); an offer falls where it comes before and not
after. One that is not struck itself is told with the chain on which it hung (``chains``).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from musterbook.assessment.filling.calendar import beginning, enablers_of
from musterbook.assessment.filling.chains import chains
from musterbook.assessment.filling.fill import LineFill
from musterbook.assessment.filling.moments import Moment, Moments
from musterbook.assessment.filling.months import USUAL_MONTHS, Span, first_day, span_of
from musterbook.assessment.filling.shockanswer import Cause, Compared, Fall, Hit, Less, Rise, ShockAnswer
from musterbook.assessment.filling.shocks import Shock, Struck, check_shocks, ends_of, strike
from musterbook.assessment.filling.windows import Calendar, with_lines
from musterbook.assessment.kernel.deadline import NO_DEADLINE, Deadline
from musterbook.model.situation import Line, Offer, Situation

MOST_BEHIND = 50
"""So many lines that hold another one back are named, the nearest first."""


def shock(
    laid: Situation,
    threshold: int,
    shocks: Sequence[Shock],
    concerted: bool = False,
    *,
    first: int | None = None,
    end: int | None = None,
    deadline: Deadline = NO_DEADLINE,
) -> ShockAnswer:
    """What the shocks bring down in the months from ``first`` (the situation's day, else the first shock's).

    Without ``end`` twelve months, or up to the month in which the last shock is over. Raises QuestionError.
    """
    check_shocks(shocks, laid)
    span = _span(laid, shocks, first, end)
    months = _compared(laid, shocks, span, threshold, concerted, deadline)
    cap = None if len(months) == span.end - span.first else deadline.cap
    standing = [(s.id, o) for s in shocks for o in laid.offers if _denies(s, o, threshold)]
    uncounted = dict.fromkeys(pair for month in months for pair in month.struck.uncounted)
    return ShockAnswer(
        tuple(shocks),
        tuple(months),
        tuple(_falls(months)),
        tuple(Rise(*spell) for spell in _spells(months, _risen)),
        tuple(_less(months, laid)),
        tuple(_hits(months, {line.id: line for line in laid.lines})),
        tuple(standing),
        tuple(uncounted),
        cap,
    )


def _denies(one: Shock, offer: Offer, threshold: int) -> bool:
    """Whether an offer that the record holds says otherwise than a suspension."""
    return one.kind == "suspended" and one.meets(offer) and offer.level >= threshold


def _span(laid: Situation, shocks: Sequence[Shock], first: int | None, end: int | None) -> Span:
    start = beginning(laid, first)
    if start is None:
        start = min(one.start for one in shocks)
    over = [one.start + 1 if one.end is None else one.end + 1 for one in shocks]
    usual = max(USUAL_MONTHS, min(max(over) - start, 10 * USUAL_MONTHS))
    return span_of(start, end, usual)


def _compared(
    laid: Situation, shocks: Sequence[Shock], span: Span, threshold: int, concerted: bool, deadline: Deadline
) -> list[Compared]:
    calendar = Calendar(laid)
    blow = _Blow(calendar, shocks)
    before = calendar.moments([first_day(month) for month in span], deadline)
    struck = [blow.struck(month, moment) for month, moment in zip(span, before, strict=False)]
    first = Moments(before, threshold, concerted)
    then = Moments([_after(*pair) for pair in zip(before, struck, strict=True)], threshold, concerted)
    found: list[Compared] = []
    for place, month in enumerate(span):
        if deadline.passed or place == len(before):
            break
        in_effect = tuple(one for one in shocks if one.strikes(month))
        known = first.outcome(place)
        after = then.outcome(place) if in_effect else known
        found.append(Compared(month, in_effect, known, after, struck[place], first.stage(place)))
    return found


class _Blow:
    """What the shocks leave month by month; months that are alike share one situation."""

    def __init__(self, calendar: Calendar, shocks: Sequence[Shock]) -> None:
        self.calendar = calendar
        self.shocks = shocks
        called = [one for one in shocks if one.calls_home]
        self.called = frozenset(o.id for o in calendar.laid.offers if any(one.meets(o) for one in called))
        self._known: dict[tuple[tuple[str, ...], frozenset[str], frozenset[str]], Struck] = {}

    def struck(self, month: int, moment: Moment) -> Struck:
        in_effect = [one for one in self.shocks if one.strikes(month)]
        if not in_effect:
            return Struck(moment.situation)
        key = tuple(one.id for one in in_effect), moment.asleep & self.called, moment.asked
        if key not in self._known:
            left = strike(self.calendar.laid, in_effect, moment.asleep)
            self._known[key] = replace(left, situation=with_lines(left.situation, moment.asked))
        return self._known[key]


def _after(moment: Moment, struck: Struck) -> Moment:
    return Moment(struck.situation, moment.asleep | frozenset(struck.gone), moment.asked)


def _spells(
    months: Sequence[Compared], told: Callable[[Compared], Iterable[str]]
) -> list[tuple[int, int | None, str]]:
    """(month, until, key) for every run of months in which a key is told; until None: to the end."""
    open_ones: dict[str, int] = {}
    found: list[tuple[int, int | None, str]] = []
    for month in months:
        now = dict.fromkeys(told(month))
        found += [(open_ones.pop(key), month.month, key) for key in list(open_ones) if key not in now]
        for key in now:
            open_ones.setdefault(key, month.month)
    found += [(start, None, key) for key, start in open_ones.items()]
    return sorted(found, key=lambda spell: (spell[0], spell[2]))


def _fallen(month: Compared) -> list[str]:
    return sorted(set(month.before.active) - set(month.after.active))


def _risen(month: Compared) -> list[str]:
    return sorted(set(month.after.active) - set(month.before.active))


def _lessened(month: Compared) -> list[str]:
    return sorted(set(month.struck.reduced).intersection(month.before.active, month.after.active))


def _falls(months: Sequence[Compared]) -> list[Fall]:
    spells = _spells(months, _fallen)
    by_month = {month.month: month for month in months}
    causes = {start: _causes(by_month[start]) for start in dict.fromkeys(start for start, _, _ in spells)}
    found = [Fall(start, until, offer, *causes[start][offer]) for start, until, offer in spells]
    return sorted(found, key=lambda fall: (fall.month, fall.steps, fall.offer))


def _causes(month: Compared) -> dict[str, tuple[Cause, str]]:
    """For every offer that falls in a month the cause, and the shock that it goes back to."""
    struck, fallen = month.struck, _fallen(month)
    held, holds = month.before.holding, month.after.holding
    lost = (held - holds) | ((holds - held) & set(struck.set_by))
    gone = [name for name in fallen if name in struck.gone]
    ways = chains(month.stage, fallen, gone, set(struck.reduced), set(struck.set_by), lost)
    causes: dict[str, tuple[Cause, str]] = {
        name: (struck.gone[name][1], struck.gone[name][0]) for name in gone
    }
    for name, way in ways.items():
        causes[name] = way, _root(way[0], struck)
    return causes


def _root(first: str, struck: Struck) -> str:
    if first in struck.gone:
        return struck.gone[first][0]
    return struck.set_by[first] if first in struck.set_by else struck.reduced[first]


def _less(months: Sequence[Compared], laid: Situation) -> list[Less]:
    by_month = {month.month: month for month in months}
    figures = {offer.id: ends_of(offer) for offer in laid.offers}
    found = []
    for start, until, name in _spells(months, _lessened):
        struck = by_month[start].struck
        left = next(ends_of(offer) for offer in struck.situation.offers if offer.id == name)
        found.append(Less(start, until, name, struck.reduced[name], figures[name], left))
    return found


def _hits(months: Sequence[Compared], known: Mapping[str, Line]) -> list[Hit]:
    by_month = {month.month: month for month in months}
    found = []
    for stops, told in ((True, _stopped), (False, _lowered)):
        for start, until, name in _spells(months, told):
            before, after = by_month[start].before.line, by_month[start].after.line
            enablers = (e for e in enablers_of(name, known) if e in before)
            worse = (e for e in enablers if after[e].ratio[0] < before[e].ratio[0])
            behind = islice(worse, MOST_BEHIND)
            lost = _lost(before[name], after[name])
            mended = until is not None and _is_whole(by_month[until], name, stops)
            ends = until, until if mended else None
            found.append(Hit(start, *ends, stops, before[name], after[name], lost, tuple(behind)))
    return sorted(found, key=lambda hit: (hit.month, hit.before.id))


def _is_whole(month: Compared, line: str, stopped: bool) -> bool:
    """Whether a line that was hit is whole again: filled, if it had stopped; else with nothing less."""
    after = month.after.line.get(line)
    if after is None:
        return False
    return after.filled if stopped else line not in _stopped(month)


def _stopped(month: Compared) -> list[str]:
    after = month.after.line
    return [line.id for line in month.before.lines if line.filled and not after[line.id].filled]


def _lowered(month: Compared) -> list[str]:
    """The lines that get less, or less of which is sustained, and that do not stop being filled by it."""
    after = month.after.line
    stopped = set(_stopped(month))
    return [
        line.id for line in month.before.lines if line.id not in stopped and _has_less(line, after[line.id])
    ]


def _has_less(before: LineFill, after: LineFill) -> bool:
    pairs = (before.ratio, after.ratio), (before.sustained, after.sustained)
    return any(new < old for was, now in pairs if was and now for old, new in zip(was, now, strict=True))


def _lost(before: LineFill, after: LineFill) -> tuple[str, ...]:
    """The offers of which a line gets less."""
    found = []
    for offer, was in before.from_offers.items():
        now = after.from_offers.get(offer)
        gone = offer not in after.from_offers
        if gone or (was and now and any(new < old for old, new in zip(was, now, strict=True))):
            found.append(offer)
    return tuple(sorted(found))
