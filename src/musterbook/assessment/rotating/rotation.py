"""The rotation model: who starts a tour when, so that the lines are held as far as can be (rule 11).

Columns are how much a contingent has *sent up to* a month, so that what is deployed, at rest or in
preparation is a difference of two columns however long the tour: few entries, and rows that solvers like.
The formulas are in docs/reference/sustain.md; the same names stand there.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from math import ceil, inf

from musterbook.assessment.rotating.force import Contingent, Demand, Edge, Force, Pool
from musterbook.assessment.rotating.linear import Program, Term

ONE = 0
"""The column that is always 1."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the columns of a program stand: one a month from the first place given, or a single one.

    ``sent`` by (contingent, demand); ``short`` by demand; ``given`` by edge; ``joins`` by contingent;
    ``overdrawn`` by pool; ``more`` by (kind of mend, place); ``kept_less`` by pool.
    """

    force: Force
    program: Program
    whole: bool
    short: dict[int, int] = field(default_factory=dict)
    sent: dict[tuple[int, int], int] = field(default_factory=dict)
    given: dict[int, int] = field(default_factory=dict)
    joins: dict[int, int] = field(default_factory=dict)
    overdrawn: dict[int, int] = field(default_factory=dict)
    more: dict[tuple[str, int], int] = field(default_factory=dict)
    kept_less: dict[int, int] = field(default_factory=dict)

    def shortfall(self, lines: Collection[int]) -> tuple[dict[int, float], float]:
        """The cost of line-months short, less those asked; and how many are asked.

        The first column, always 1, takes them off, so that a solver's relative gap is one of what is held.
        """
        asked = [self.short[n] + m for n in lines for m in range(self.force.months)]
        asked = [place for place in asked if self.program.high[place] > 0]
        return {**dict.fromkeys(asked, 1.0), ONE: -float(len(asked))}, float(len(asked))

    def pool_of(self, contingent: int) -> Pool:
        return self.force.pools[self.force.contingents[contingent].pool]

    def size(self, contingent: int) -> float:
        """What one step of a ``sent`` column stands for, in the subject's unit."""
        unit = self.pool_of(contingent).unit
        return unit if self.whole and unit else self.force.scale_of(self.force.contingents[contingent].pool)

    def between(self, pair: tuple[int, int], first: int, last: int, factor: float) -> Iterator[Term]:
        """What started in the months ``first`` to ``last``, times ``factor``."""
        first, last = max(first, 0), min(last, self.force.months - 1)
        if first <= last:
            yield self.sent[pair] + last, factor
            if first:
                yield self.sent[pair] + first - 1, -factor


def build(
    force: Force,
    *,
    grade: str = "continuous",
    lines: Collection[int] | None = None,
    levers: Collection[str] = (),
    strict: bool = False,
) -> Layout:
    """The program of a force, for some of its lines only if ``lines`` names them.

    ``levers`` opens priced columns for those kinds of mend. ``strict``: no pool may be overdrawn; else a pool
    that its reserve and duties exceed has a column that says by how much.
    """
    wanted = range(len(force.demands)) if lines is None else sorted(lines)
    layout = Layout(force, Program(), grade == "units")
    layout.program.add(1, 1.0, 1.0)
    _columns(layout, wanted, grade)
    _lever_columns(layout, levers)
    if not strict:
        _overdrafts(layout)
    for number in wanted:
        _coverage_rows(layout, number, force.demands[number])
    for number, contingent in enumerate(force.contingents):
        _figure_rows(layout, number, contingent)
    for number, pool in enumerate(force.pools):
        if pool.figure is not None:
            _pool_rows(layout, number, pool)
    for number, duty in enumerate(force.duties):
        _duty_rows(layout, number, duty.figure)
    for number, edge in enumerate(force.edges):
        _edge_rows(layout, number, edge)
    return layout


def _columns(layout: Layout, wanted: Collection[int], grade: str) -> None:
    force, program = layout.force, layout.program
    for number in wanted:
        demand = force.demands[number]
        unquantified = demand.quantity is None and grade != "continuous"
        layout.short[number] = program.add(force.months, 0.0, 1.0, unquantified)
        for month in range(force.months):
            if not demand.asked(month):
                program.high[layout.short[number] + month] = 0.0
        for contingent in demand.served:
            _sent_columns(layout, contingent, number)
    for number in {contingent for contingent, _ in layout.sent}:
        if layout.pool_of(number).least is not None:
            layout.joins[number] = program.add(1, 0.0, 1.0, grade != "continuous")
    for number, edge in enumerate(force.edges):
        layout.given[number] = program.add(force.months, 0.0, edge.figure / _edge_scale(force, edge))


def _sent_columns(layout: Layout, contingent: int, demand: int) -> None:
    """A column a month that never falls, and stays where no tour may start."""
    force, program = layout.force, layout.program
    whole = layout.whole and layout.pool_of(contingent).unit is not None
    place = program.add(force.months, whole=whole)
    layout.sent[contingent, demand] = place
    first, last = start_months(force, contingent, demand)
    for month in range(force.months):
        most = inf if first <= month <= last else 0.0
        if month == 0:
            program.high[place] = most
        else:
            program.row(((place + month, 1.0), (place + month - 1, -1.0)), 0.0, most)


def start_months(force: Force, contingent: int, demand: int) -> tuple[int, int]:
    """The first and the last month in which a tour may start; it ends early with the offer's window."""
    offer, line = force.contingents[contingent], force.demands[demand]
    tour = force.pools[offer.pool].tour
    return max(offer.first, line.first - tour + 1, 0), min(offer.last, line.last)


def _coverage_rows(layout: Layout, number: int, demand: Demand) -> None:
    """What is short is at least what is missing of what is asked, and at least what an enabler is short."""
    program, short = layout.program, layout.short[number]
    lower = layout.more.get(("requirement", number))
    newcomer = layout.more.get(("newcomer", number))
    level = _level(layout, number, [column for column in (lower, newcomer) if column is not None])
    for month in range(layout.force.months):
        for enabler in demand.enablers:
            if demand.asked(month):
                program.row(((short + month, 1.0), (layout.short[enabler] + month, -1.0)), low=0.0)
        if demand.asked(month) and _needs_cover(demand, month):
            terms = list(_present(layout, number, month))
            terms += [(column, 1.0) for column in (lower, newcomer) if column is not None]
            program.row([*terms, (short + month, 1.0)], low=1.0)
            if level is not None:
                program.row([*_present(layout, number, month), (short + month, 1.0), level], low=0.0)


def _level(layout: Layout, number: int, more: Collection[int]) -> Term | None:
    """Where units of one size serve a line that may ask less: how many are always there, to branch on.

    A mend then takes off what a whole number of units leaves; else a solver would have to find that out.
    """
    demand = layout.force.demands[number]
    units = {layout.pool_of(contingent).unit for contingent in demand.served}
    unit = units.pop() if len(units) == 1 else None
    if not (more and layout.whole and unit and demand.quantity):
        return None
    share = unit / demand.quantity
    column = layout.program.add(1, 0.0, ceil(1 / share), True)
    layout.program.row([(column, share), *((one, 1.0) for one in more)], low=1.0)
    return column, -share


def _needs_cover(demand: Demand, month: int) -> bool:
    """A quantity of 0 is there; a line without a quantity is full by an offer without a figure."""
    return demand.quantity != 0 if demand.quantity is not None else month not in demand.uncounted


def _present(layout: Layout, number: int, month: int) -> Iterator[Term]:
    """What is deployed for a line in a month, as a share of what it asks."""
    demand = layout.force.demands[number]
    for contingent in demand.served:
        if month > layout.force.contingents[contingent].last:
            continue
        pool = layout.pool_of(contingent)
        asked = demand.quantity
        if asked is None:
            asked = pool.unit or layout.force.contingents[contingent].figure or 1.0
        share = layout.size(contingent) / asked
        yield from layout.between((contingent, number), month - pool.tour + 1, month, share)


def _lines_of(layout: Layout) -> dict[int, list[tuple[int, int]]]:
    lines: dict[int, list[tuple[int, int]]] = {}
    for pair in layout.sent:
        lines.setdefault(pair[0], []).append(pair)
    return lines


def _figure_rows(layout: Layout, number: int, contingent: Contingent) -> None:
    """Deployed at most the offer's figure; whoever joins sends at least its least."""
    pairs = [pair for pair in ((number, line) for line in layout.short) if pair in layout.sent]
    if not pairs:
        return
    pool, size = layout.pool_of(number), layout.size(number)
    scale = layout.force.scale_of(contingent.pool)
    joins, more = layout.joins.get(number), layout.more.get(("offer", number))
    months = layout.force.months
    most = contingent.figure / scale
    standing = min(months, contingent.last + 1)
    beside = [(more, -1.0)] if more is not None else []
    beside += [(joins, -most)] if joins is not None else []
    room = 0.0 if joins is not None else most
    top = _top(layout, number, more is not None)
    if top is not None:
        layout.program.row([(top, size / scale), *beside], high=room)
    for month in range(min(pool.tour, standing) - 1, standing):
        factor = size / scale if top is None else 1.0
        terms = [t for p in pairs for t in layout.between(p, month - pool.tour + 1, month, factor)]
        if top is None:
            layout.program.row([*terms, *beside], high=room)
        else:
            layout.program.row([*terms, (top, -1.0)], high=0.0)
    if joins is not None:
        least = min(pool.least or 0.0, contingent.figure)
        sent = [t for p in pairs for t in layout.between(p, 0, months - 1, size / scale)]
        layout.program.row([*sent, (joins, -least / scale)], low=0.0)


def _top(layout: Layout, contingent: int, eased: bool) -> int | None:
    """Where a mend may add to what is sent in units: how many units there are at most, to branch on."""
    if not (eased and layout.whole and layout.pool_of(contingent).unit):
        return None
    return layout.program.add(1, whole=True)


def _pool_rows(layout: Layout, number: int, pool: Pool) -> None:
    """Deployed, resting and preparing fit into the pool less its reserve and its duties, backfill counted."""
    force, scale = layout.force, layout.force.scale_of(number)
    contingents = {c for c, one in enumerate(force.contingents) if one.pool == number}
    pairs = [pair for pair in layout.sent if pair[0] in contingents]
    free = [force.free(number, month) / scale for month in range(force.months)]
    variable = _is_variable(layout, number)
    eased = ("pool", number) in layout.more or ("reserve", number) in layout.more
    level = eased and not _touched(force, number) and number not in layout.overdrawn and len(set(free)) == 1
    top = _top(layout, pairs[0][0], level) if pairs else None
    for month in range(force.months):
        if not variable and _implied(force.months, pool, free, month):
            continue
        first, last = month - pool.tour - pool.rest + 1, month + pool.preparation
        terms = [t for p in pairs for t in layout.between(p, first, last, layout.size(p[0]) / scale)]
        if top is not None:
            units = [t for p in pairs for t in layout.between(p, first, last, 1.0)]
            layout.program.row([*units, (top, -1.0)], high=0.0)
            terms = [(top, layout.size(pairs[0][0]) / scale)]
        terms += _exchanged(layout, number, month)
        terms += _eased(layout, number, month)
        if terms:
            layout.program.row(terms, high=free[month])
        elif free[month] < 0:
            layout.program.row([(ONE, 0.0)], high=free[month])


def _implied(months: int, pool: Pool, free: list[float], month: int) -> bool:
    """Whether the row of the month before or after holds all starts of this one's, and has no more room."""
    first, last = month - pool.tour - pool.rest + 1, month + pool.preparation
    if month + 1 < months and first + 1 <= 0 and free[month] >= free[month + 1]:
        return True
    return month > 0 and first > 0 and last - 1 >= months - 1 and free[month] >= free[month - 1]


def _is_variable(layout: Layout, number: int) -> bool:
    return _touched(layout.force, number) or number in layout.overdrawn or ("reserve", number) in layout.more


def _touched(force: Force, number: int) -> bool:
    """Whether backfill takes from a pool or gives to it."""
    return any(number in (edge.by, force.duties[edge.duty].pool) for edge in force.edges)


def _edge_scale(force: Force, edge: Edge) -> float:
    return force.scale_of(force.duties[edge.duty].pool)


def _exchanged(layout: Layout, number: int, month: int) -> Iterator[Term]:
    """What a pool gives to duties of others, less what others take over of its own."""
    force = layout.force
    for place, edge in enumerate(force.edges):
        if number in (edge.by, force.duties[edge.duty].pool):
            factor = _edge_scale(force, edge) / force.scale_of(number)
            yield layout.given[place] + month, factor if edge.by == number else -factor


def _eased(layout: Layout, number: int, month: int) -> Iterator[Term]:
    if number in layout.overdrawn:
        yield layout.overdrawn[number] + month, -1.0
    if ("pool", number) in layout.more:
        yield layout.more["pool", number], -1.0
    if number in layout.kept_less:
        yield layout.kept_less[number] + month, -1.0


def _duty_rows(layout: Layout, number: int, figure: float) -> None:
    """No more of a duty is taken over than it binds, and none where it does not stand."""
    force = layout.force
    edges = [place for place, edge in enumerate(force.edges) if edge.duty == number]
    duty = force.duties[number]
    scale = force.scale_of(duty.pool)
    for month in range(force.months) if edges else ():
        most = figure / scale if duty.first <= month <= duty.last else 0.0
        layout.program.row([(layout.given[place] + month, 1.0) for place in edges], high=most)


def _edge_rows(layout: Layout, number: int, edge: Edge) -> None:
    """Within its window; no further in its share than those that it needs; whole or not at all if so said."""
    force, program, given = layout.force, layout.program, layout.given[number]
    most = edge.figure / _edge_scale(force, edge)
    taken = program.add(1, 0.0, 1.0, True) if edge.whole else None
    more = layout.more.get(("backfill", number))
    for month in range(force.months):
        if not edge.first <= month <= edge.last:
            program.high[given + month] = 0.0
            continue
        if taken is not None:
            program.row(((given + month, 1.0), (taken, -most)), 0.0, 0.0)
        if more is not None:
            program.row(((given + month, 1.0), (more, -1.0)), high=0.0)
        for need in edge.needs:
            share = most / (force.edges[need].figure / _edge_scale(force, force.edges[need]))
            program.row(((given + month, 1.0), (layout.given[need] + month, -share)), high=0.0)


def _overdrafts(layout: Layout) -> None:
    force = layout.force
    for number, pool in enumerate(force.pools):
        lacking = [max(0.0, -force.free(number, month)) for month in range(force.months)]
        if pool.figure is not None and any(lacking):
            place = layout.program.add(force.months)
            layout.overdrawn[number] = place
            for month, lack in enumerate(lacking):
                layout.program.high[place + month] = lack / force.scale_of(number)


def _lever_columns(layout: Layout, levers: Collection[str]) -> None:
    """One priced column for each thing that a mend of these kinds may add to or take from."""
    force = layout.force
    places: Mapping[str, Collection[int]] = {
        "pool": [n for n, pool in enumerate(force.pools) if pool.figure is not None],
        "offer": sorted({contingent for contingent, _ in layout.sent}),
        "reserve": [n for n, pool in enumerate(force.pools) if any(pool.reserve)],
        "requirement": [n for n in layout.short if force.demands[n].quantity],
        "newcomer": [n for n in layout.short if force.demands[n].quantity != 0],
        "backfill": [n for n, edge in enumerate(force.edges) if edge.extra],
    }
    for kind in levers:
        for number in places[kind]:
            most = 1.0 if kind == "requirement" else inf
            layout.more[kind, number] = layout.program.add(1, 0.0, most)
    for number in (n for kind, n in list(layout.more) if kind == "reserve"):
        _reserve_lever(layout, number)


def _reserve_lever(layout: Layout, number: int) -> None:
    """What is kept less in a month is at most the reserve there, and at most what the mend takes from it."""
    pool, scale = layout.force.pools[number], layout.force.scale_of(number)
    place = layout.program.add(layout.force.months)
    layout.kept_less[number] = place
    for month, reserve in enumerate(pool.reserve):
        layout.program.high[place + month] = reserve / scale
        layout.program.row(((place + month, 1.0), (layout.more["reserve", number], -1.0)), high=0.0)
