"""A schedule: who starts a tour when, what backfill carries, and what it comes to, counted from the starts.

The count knows nothing of how the schedule was found: what an answer says holds whatever the solver did.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from musterbook.assessment.rotating.force import Demand, Force, Pool
from musterbook.assessment.rotating.rotation import Layout

CLOSE = 1e-6
"""A share of a line that small is no shortfall: the solver's figures are floats."""

Monthly = tuple[float, ...]


@dataclass(frozen=True)
class Schedule:
    """``starts`` by (contingent, demand) and ``given`` by edge, one figure a month in the subject's unit."""

    force: Force
    starts: Mapping[tuple[int, int], Monthly]
    given: Mapping[int, Monthly]

    def deployed(self, contingent: int, demand: int) -> Monthly:
        """In the field; a tour ends early where the offer's window does."""
        offer = self.force.contingents[contingent]
        running = self._running(
            self.starts.get((contingent, demand), ()), 1 - self.force.pools[offer.pool].tour, 0
        )
        return tuple(figure if month <= offer.last else 0.0 for month, figure in enumerate(running))

    def _running(self, starts: Sequence[float], first: int, last: int) -> Monthly:
        """For each month t what starts in the months t + first to t + last."""
        months = self.force.months
        if not starts:
            return (0.0,) * months
        return tuple(sum(starts[max(0, t + first) : max(0, t + last + 1)]) for t in range(months))

    @cached_property
    def started(self) -> Mapping[int, Sequence[tuple[int, int]]]:
        """By pool the (contingent, demand) pairs for which any tour starts."""
        found: dict[int, list[tuple[int, int]]] = {}
        for pair, starts in self.starts.items():
            if any(starts):
                found.setdefault(self.force.contingents[pair[0]].pool, []).append(pair)
        return found

    def pool_starts(self, pool: int) -> Monthly:
        mine = [self.starts[pair] for pair in self.started.get(pool, ())]
        return tuple(map(sum, zip(*mine, strict=True))) if mine else (0.0,) * self.force.months

    def cycle(self, pool: int) -> tuple[Monthly, Monthly, Monthly]:
        """Deployed, preparing and resting of a pool, month by month; who comes home early rests longer."""
        starts, one = self.pool_starts(pool), self.force.pools[pool]
        rows = [self.deployed(*pair) for pair in self.started.get(pool, ())]
        out = tuple(map(sum, zip(*rows, strict=True))) if rows else (0.0,) * self.force.months
        away = self._running(starts, 1 - one.tour - one.rest, 0)
        resting = tuple(max(0.0, both - now) for both, now in zip(away, out, strict=True))
        return out, self._running(starts, 1, one.preparation), resting

    def duties(self, pool: int) -> Monthly:
        """What duties bind of a pool: its own less what others take over, and what it takes over."""
        bound = [self.force.bound(pool, month) for month in range(self.force.months)]
        for place, edge in enumerate(self.force.edges):
            owner = self.force.duties[edge.duty].pool
            sign = (edge.by == pool) - (owner == pool)
            if sign:
                bound = [b + sign * g for b, g in zip(bound, self.given[place], strict=True)]
        return tuple(bound)

    def free(self, pool: int) -> Monthly | None:
        """What is left of a pool; None where no pool is known."""
        one = self.force.pools[pool]
        if one.figure is None:
            return None
        figure = one.figure
        rows = zip(*self.cycle(pool), one.reserve, self.duties(pool), strict=True)
        return tuple(figure - sum(row) for row in rows)

    @cached_property
    def present(self) -> tuple[Monthly, ...]:
        """What is deployed for each line, month by month."""
        months = self.force.months
        found = [[0.0] * months for _ in self.force.demands]
        for contingent, demand in self.starts:
            for month, figure in enumerate(self.deployed(contingent, demand)):
                found[demand][month] += figure
        return tuple(map(tuple, found))

    @cached_property
    def own_ratios(self) -> tuple[Monthly, ...]:
        """How far each line is covered by what is deployed for it, its enablers aside."""
        demands = enumerate(self.force.demands)
        return tuple(tuple(self._own(n, d, t) for t in range(self.force.months)) for n, d in demands)

    def _own(self, number: int, demand: Demand, month: int) -> float:
        if not demand.asked(month) or demand.quantity == 0:
            return 1.0
        if demand.quantity is not None:
            share = self.present[number][month] / demand.quantity
        else:
            share = 1.0 if month in demand.uncounted else self._someone(number, demand, month)
            share = share if self.force.shared or share >= 1 - CLOSE else 0.0
        return 1.0 if share >= 1 - CLOSE else share

    def _someone(self, number: int, demand: Demand, month: int) -> float:
        """Of a line without a quantity: the share of one unit (or one offer) that is there."""
        share = 0.0
        for contingent in demand.served:
            whole = one_step(self.force, contingent)
            share += self.deployed(contingent, number)[month] / whole
        return share

    @cached_property
    def ratios(self) -> tuple[Monthly, ...]:
        """The least ratio of each line and all its enablers, where the line asks for anything."""
        known: dict[int, Monthly] = {}
        for number in range(len(self.force.demands)):
            self._with_enablers(number, known)
        return tuple(known[number] for number in range(len(self.force.demands)))

    def _with_enablers(self, number: int, known: dict[int, Monthly]) -> None:
        todo = [number]
        while todo:
            place = todo[-1]
            demand = self.force.demands[place]
            missing = [e for e in demand.enablers if e not in known]
            if place not in known and not missing:
                rows = (self.own_ratios[place], *(known[e] for e in demand.enablers))
                known[place] = tuple(
                    min(row) if demand.asked(month) else 1.0
                    for month, row in enumerate(zip(*rows, strict=True))
                )
            todo = todo + missing if missing else todo[:-1]

    def short(self, lines: Iterable[int]) -> float:
        """Line-months short: the shares that are missing, summed."""
        return sum(1 - ratio for line in lines for ratio in self.ratios[line])

    def fails(self, line: int) -> int | None:
        """The first month in which a line is not full."""
        return next((month for month, ratio in enumerate(self.ratios[line]) if ratio < 1), None)


def one_step(force: Force, contingent: int) -> float:
    """One unit of a contingent; without a unit size, all of it."""
    one = force.contingents[contingent]
    return force.pools[one.pool].unit or one.figure or 1.0


def empty(force: Force) -> Schedule:
    """Nobody goes."""
    nothing = (0.0,) * force.months
    pairs = [(c, n) for n, demand in enumerate(force.demands) for c in demand.served]
    return Schedule(force, dict.fromkeys(pairs, nothing), dict.fromkeys(range(len(force.edges)), nothing))


def read_off(layout: Layout, values: Sequence[float]) -> Schedule:
    """The schedule in a solution; figures too small to mean anything are dropped, whole units rounded."""
    force, found = layout.force, empty(layout.force)
    starts = dict(found.starts)
    for pair, place in layout.sent.items():
        starts[pair] = _starts(layout, pair[0], values[place : place + force.months])
    given = dict(found.given)
    for number, place in layout.given.items():
        scale = force.scale_of(force.duties[force.edges[number].duty].pool)
        given[number] = tuple(_tidy(value * scale, scale) for value in values[place : place + force.months])
    return Schedule(force, starts, given)


def _starts(layout: Layout, contingent: int, sent: Sequence[float]) -> Monthly:
    pool: Pool = layout.pool_of(contingent)
    size = layout.size(contingent)
    if layout.whole and pool.unit is not None:
        sent = [float(round(value)) for value in sent]
    scale = layout.force.scale_of(layout.force.contingents[contingent].pool)
    return tuple(
        _tidy((now - before) * size, scale) for now, before in zip(sent, (0.0, *sent[:-1]), strict=True)
    )


def _tidy(figure: float, scale: float) -> float:
    """What the solver's tolerance has left beside a whole figure, or above none, is taken off."""
    near = float(round(figure))
    if abs(figure - near) <= 2 * CLOSE * min(scale, 1e4):
        return near
    return figure if figure > CLOSE * scale else 0.0
