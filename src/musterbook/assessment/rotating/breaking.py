"""Where a schedule breaks: the first month in which a line is not full, and what holds it back (rule 11)."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from musterbook.assessment.filling.months import month_text
from musterbook.assessment.rotating.drawing import Drawn, raised
from musterbook.assessment.rotating.force import Contingent
from musterbook.assessment.rotating.plan import Plan
from musterbook.assessment.rotating.schedule import CLOSE, Schedule, one_step


@dataclass(frozen=True, slots=True)
class Reason:
    """``kind`` is enabler, short, nobody, figure, window, offer, pool, reserve, unit or timing."""

    kind: str
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Break:
    """The first month in which the requirement fails, and the foremost line that does."""

    month: int
    line: int
    why: tuple[Reason, ...]


def find_break(schedule: Schedule, drawn: Drawn, plan: Plan) -> Break | None:
    """None where every line is full in every month in which it asks for anything."""
    demands = schedule.force.demands
    failing = [
        (month, demands[n].priority, n)
        for n in range(len(demands))
        if (month := schedule.fails(n)) is not None
    ]
    if not failing:
        return None
    month, _, line = min(failing)
    chain = _down_to_the_root(schedule, line, month)
    why = [_enabler(schedule, line, root, month) for line, root in pairwise(chain)]
    why += _Why(schedule, drawn, plan, month).reasons(chain[-1])
    return Break(month, line, tuple(why))


def _down_to_the_root(schedule: Schedule, line: int, month: int) -> list[int]:
    """From the line that fails along its worst enablers to the one that is short itself."""
    chain = [line]
    while True:
        here = schedule.force.demands[chain[-1]]
        worst = min(here.enablers, key=lambda e: schedule.ratios[e][month], default=None)
        if worst is None or schedule.own_ratios[chain[-1]][month] < schedule.ratios[worst][month] - CLOSE:
            return chain
        chain.append(worst)


def _enabler(schedule: Schedule, line: int, enabler: int, month: int) -> Reason:
    name = schedule.force.demands[enabler].line
    share = schedule.ratios[enabler][month]
    words = (
        f"{schedule.force.demands[line].line} counts only up to its enabler {name}, which is at {share:.0%}"
    )
    return Reason("enabler", name, words)


@dataclass(frozen=True, slots=True)
class _Why:
    """Why a line has no more in a month, contingent by contingent."""

    schedule: Schedule
    drawn: Drawn
    plan: Plan
    month: int

    def reasons(self, line: int) -> Iterator[Reason]:
        demand = self.schedule.force.demands[line]
        there = self.schedule.present[line][self.month]
        asked = "somebody" if demand.quantity is None else f"{demand.quantity:,.10g}"
        yield Reason(
            "short", demand.line, f"{demand.line} has {there:,.10g} of {asked} in {self.told(self.month)}"
        )
        if not demand.served:
            yield Reason("nobody", demand.line, f"no active offer serves {demand.line}")
        for contingent in demand.served:
            yield self.of(contingent)

    def told(self, month: int) -> str:
        return month_text(self.drawn.start + month)

    def of(self, number: int) -> Reason:
        force = self.schedule.force
        offer = force.contingents[number]
        out = sum(self.schedule.deployed(number, line)[self.month] for line in range(len(force.demands)))
        if not offer.known:
            return Reason("figure", offer.offer, f"{offer.offer} is without a figure, and none is invented")
        if not offer.first <= self.month <= offer.last:
            return Reason("window", offer.offer, self._window(offer))
        if out >= offer.figure * (1 - CLOSE):
            return Reason("offer", offer.offer, f"all {offer.figure:,.10g} of {offer.offer} are deployed")
        bound = self._pool(offer)
        if bound is not None:
            return bound
        step = one_step(force, number)
        if force.pools[offer.pool].unit is not None and offer.figure - out < step:
            words = f"{offer.figure - out:,.10g} of {offer.offer} are left, less than a unit of {step:,.10g}"
            return Reason("unit", offer.offer, words)
        words = f"a further tour of {offer.offer} would be missing in a month that counts as much"
        return Reason("timing", offer.offer, words)

    def _window(self, offer: Contingent) -> str:
        if self.month < offer.first:
            return f"{offer.offer} can be there from {self.told(offer.first)} only"
        return f"{offer.offer} ended with {self.told(offer.last)}"

    def _pool(self, offer: Contingent) -> Reason | None:
        """The pool, where it is exhausted in some month that a tour now would touch."""
        pool = self.schedule.force.pools[offer.pool]
        free = self.schedule.free(offer.pool)
        if free is None or pool.figure is None:
            return None
        last = min(self.month + pool.tour + pool.rest, len(free))
        touched = [*range(self.month, last), *range(max(0, self.month - pool.preparation), self.month)]
        unit = pool.unit or 0.0
        tight = next((m for m in touched if free[m] < max(unit, CLOSE * max(pool.figure, 1.0))), None)
        return None if tight is None else self._exhausted(offer, tight)

    def _exhausted(self, offer: Contingent, month: int) -> Reason:
        pool = self.schedule.force.pools[offer.pool]
        deployed, preparing, resting = (row[month] for row in self.schedule.cycle(offer.pool))
        duties = self.schedule.duties(offer.pool)[month]
        parts = [
            f"{figure:,.10g} {what}"
            for figure, what in (
                (deployed, "deployed"),
                (preparing, "in preparation"),
                (resting, "resting"),
                (pool.reserve[month], "in reserve"),
                (duties, "on duty elsewhere"),
            )
            if figure
        ]
        words = (
            f"{pool.actor}'s pool of {pool.figure:,.10g} on {pool.on} is exhausted in {self.told(month)}: "
        )
        raising = self._raising(offer.pool, month)
        kind = "reserve" if raising else "pool"
        return Reason(
            kind, pool.name, words + ", ".join(parts) + (f"; reserve raised by {raising}" if raising else "")
        )

    def _raising(self, number: int, month: int) -> str:
        """What raises the reserve above its base in a month; empty where nothing does."""
        pool = self.schedule.force.pools[number]
        own = self.plan.actors.get(pool.actor)
        if own is None or pool.reserve[month] <= float(own.reserve.get(pool.on, 0)):
            return ""
        on = [one for one in own.raises if raised(one, self.drawn.start + month, self.drawn.holding)]
        top = [one for one in on if float(one.reserve.get(pool.on, 0)) == pool.reserve[month]]
        return " and ".join(one.circumstance or "the plan" for one in top)
