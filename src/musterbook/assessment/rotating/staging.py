"""The best schedule, priority by priority: first as many months without a failure, then the least short.

For each priority in turn, those before it held at what they reached: the greatest number of months from the
first in which all its lines are full (by bisection), and with these held the fewest line-months short. At the
end the same with the least movement. The order of objectives is that of docs/reference/sustain.md.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from musterbook.assessment.kernel.deadline import Deadline
from musterbook.assessment.rotating.force import Force
from musterbook.assessment.rotating.linear import INFEASIBLE, OPTIMAL, OUT_OF_TIME, Held, least_cost, too_late
from musterbook.assessment.rotating.rotation import Layout, build
from musterbook.assessment.rotating.schedule import CLOSE, Schedule, empty, read_off

MOST_TRIMMED = 3000
TIGHT = 1e-9
"""What an earlier step may lose to a later one; more only where the solver's tolerance asks for it."""


@dataclass(frozen=True, slots=True)
class Step:
    """One priority: line-months ``short``; given the steps before none can do with fewer than ``bound``.

    ``relaxed`` is that bound with parts of soldiers. Its lines are full for ``months``; ``proven``: no
    schedule fills them for longer.
    """

    priority: int
    lines: tuple[int, ...]
    short: float
    bound: float
    relaxed: float
    months: int
    proven: bool


@dataclass(frozen=True, slots=True)
class Best:
    """The schedule found and how good it is known to be."""

    schedule: Schedule
    steps: tuple[Step, ...]
    status: str


@dataclass(slots=True)
class _Search:
    """What holds all through a search, and what the steps so far have fixed, by line and month."""

    force: Force
    grade: str
    gap: float
    deadline: Deadline
    full_until: dict[int, int] = field(default_factory=dict)
    caps: list[tuple[tuple[int, ...], float]] = field(default_factory=list)
    cut_short: bool = False

    def seconds(self, share: float) -> float | None:
        left = self.deadline.left
        return None if left is None else left * share

    @property
    def hopeless(self) -> bool:
        """Whether the time left is too short even to write the program down."""
        return too_late(self.force.figures, self.deadline)


@dataclass(frozen=True, slots=True)
class _Found:
    """A schedule, the solver's objective, the bound, and the bound with parts of soldiers."""

    schedule: Schedule
    objective: float
    bound: float
    relaxed: float


def find_best(force: Force, grade: str, gap: float, deadline: Deadline) -> Best:
    """The best schedule within the deadline; where it runs out, the best one known then."""
    search = _Search(force, grade, gap, deadline)
    ranks = sorted({demand.priority for demand in force.demands})
    everyone = tuple(range(len(force.demands)))
    schedule, steps = empty(force), []
    whole = None if search.hopeless else _together(search, everyone, len(ranks) == 1)
    if whole is not None:
        schedule = whole.schedule
    if whole is not None and schedule.short(everyone) <= CLOSE:
        steps = [_step(schedule, rank, _of_rank(force, rank), whole, True) for rank in ranks]
    else:
        for rank in ranks:
            found = _one_rank(search, rank, whole if len(ranks) == 1 else None)
            if found is None:
                search.cut_short = True
                lines = _of_rank(force, rank)
                steps.append(_step(schedule, rank, lines, _Found(schedule, 0.0, 0.0, 0.0), False))
            else:
                schedule, step = found
                steps.append(step)
    schedule = _trimmed(search, schedule)
    steps = [_as_held(schedule, step) for step in steps]
    return Best(schedule, tuple(steps), OUT_OF_TIME if search.cut_short else OPTIMAL)


def _together(search: _Search, everyone: Collection[int], alone: bool) -> _Found | None:
    """All lines at once: the answer where they can all be full, or where there is one priority (``alone``).

    Else it would be thrown away, so it is not looked for where not even parts of units fill them all.
    """
    layout = _laid(search, everyone)
    if not alone:
        cost, asked = layout.shortfall(everyone)
        relaxed = layout.program.solve(cost, search.seconds(0.2), relaxed=True)
        if relaxed.bound is not None and relaxed.bound + asked > CLOSE:
            return None
    found = _least_short(search, layout, everyone, 0.5 if alone else 0.3)
    search.cut_short = search.cut_short and alone
    return found


def _as_held(schedule: Schedule, step: Step) -> Step:
    """A step as the final schedule has it: within the gap a later search may have done better by it."""
    short = schedule.short(step.lines)
    bound, relaxed = min(step.bound, short), min(step.relaxed, short)
    months = _months_full(schedule, step.lines)
    return replace(step, short=short, bound=bound, relaxed=relaxed, months=months)


def _of_rank(force: Force, rank: int) -> tuple[int, ...]:
    return tuple(n for n, demand in enumerate(force.demands) if demand.priority == rank)


def with_enablers(force: Force, lines: Collection[int]) -> set[int]:
    """The lines, their enablers, these ones' enablers, and so on."""
    found, todo = set(lines), list(lines)
    while todo:
        more = set(force.demands[todo.pop()].enablers) - found
        found |= more
        todo += more
    return found


def _laid(search: _Search, lines: Collection[int], slack: float = TIGHT) -> Layout:
    """The program of some lines, with what the steps before have fixed."""
    layout = build(search.force, grade=search.grade, lines=with_enablers(search.force, lines))
    months = range(search.force.months)
    if layout.overdrawn:
        cost = {place + month: 1.0 for place in layout.overdrawn.values() for month in months}
        least = layout.program.solve(cost, search.seconds(0.2))
        if least.objective is not None:
            layout.program.row(cost.items(), high=least.objective + CLOSE)
    for earlier, most in search.caps:
        terms = [(layout.short[n] + month, 1.0) for n in earlier for month in months]
        layout.program.row(terms, high=most + slack)
    for line, until in search.full_until.items():
        for month in range(until):
            layout.program.high[layout.short[line] + month] = 0.0
    return layout


def _least_short(
    search: _Search, layout: Layout, lines: Collection[int], share: float, held: Held | None = None
) -> _Found | None:
    """The schedule with the fewest line-months short, and how few they are to the solver."""
    cost, asked = layout.shortfall(lines)
    found, relaxed = least_cost(layout.program, cost, search.seconds(share), search.gap, held)
    if found.status not in (OPTIMAL, INFEASIBLE):
        search.cut_short = True
    if found.values is None:
        return None
    floor = 0.0 if relaxed.bound is None else relaxed.bound + asked
    bound = floor if found.bound is None else max(found.bound + asked, floor)
    return _Found(read_off(layout, found.values), (found.objective or 0.0) + asked, bound, floor)


def _one_rank(search: _Search, rank: int, known: _Found | None) -> tuple[Schedule, Step] | None:
    """One priority: its months without a failure, then its shortfall; both are fixed for those after it.

    ``known`` is its least shortfall where that is found already.
    """
    force = search.force
    lines = _of_rank(force, rank)
    if search.hopeless:
        return None
    scope = with_enablers(force, [n for n, demand in enumerate(force.demands) if demand.priority <= rank])
    for slack in (TIGHT, CLOSE):
        layout = _laid(search, scope, slack)
        found = known or _least_short(search, layout, lines, 0.4)
        if found is not None:
            break
    else:
        return None
    first, proven = _months_full(found.schedule, lines), True
    if first < force.months:
        latest, proven = _longest(search, layout, lines, first)
        held = _full(layout, lines, latest)
        again = _least_short(search, layout, lines, 0.6, held) if latest > first else None
        found = again or found
    step = _step(found.schedule, rank, lines, found, proven)
    search.full_until |= dict.fromkeys(lines, step.months)
    search.caps.append((lines, found.objective))
    return found.schedule, step


def _months_full(schedule: Schedule, lines: Collection[int]) -> int:
    fails = [month for line in lines if (month := schedule.fails(line)) is not None]
    return min(fails, default=schedule.force.months)


def _step(schedule: Schedule, rank: int, lines: tuple[int, ...], found: _Found, proven: bool) -> Step:
    short = schedule.short(lines)
    bound, relaxed = (max(0.0, min(one, short)) for one in (found.bound, found.relaxed))
    return Step(rank, lines, short, bound, relaxed, _months_full(schedule, lines), proven)


def _full(layout: Layout, lines: Collection[int], months: int) -> Held:
    return {layout.short[line] + month: (0.0, 0.0) for line in lines for month in range(months)}


def _longest(search: _Search, layout: Layout, lines: Collection[int], known: int) -> tuple[int, bool]:
    """The most months for which the lines can all be full, and whether it is proven; ``known`` can be had."""
    most, sure = _bisect(search, layout, lines, (known, search.force.months - 1), True)
    if any(layout.program.whole) and most > known:
        most, whole_sure = _bisect(search, layout, lines, (known, most), False)
        sure = sure and whole_sure
    return most, sure


def _bisect(
    search: _Search, layout: Layout, lines: Collection[int], between: tuple[int, int], relaxed: bool
) -> tuple[int, bool]:
    low, high = between
    sure = True
    while low < high:
        middle = (low + high + 1) // 2
        held = _full(layout, lines, middle)
        found = layout.program.solve({}, search.seconds(0.15), relaxed=relaxed, held=held)
        if found.values is not None:
            low = middle
        else:
            high = middle - 1
            sure = sure and found.status == INFEASIBLE
    return low, sure


def _trimmed(search: _Search, schedule: Schedule) -> Schedule:
    """The same shortfalls with the fewest sent and the least backfill; as it is where that is slow."""
    force = search.force
    everyone = range(len(force.demands))
    if search.cut_short or search.hopeless:
        return schedule
    layout = _laid(search, everyone)
    if sum(layout.program.whole) > MOST_TRIMMED or not layout.sent:
        return schedule
    held: dict[int, tuple[float, float]] = {}
    for line in everyone:
        for month, ratio in enumerate(schedule.ratios[line]):
            missing = 0.0 if ratio == 1 else min(1.0, 1 - ratio + 1e-9)
            held[layout.short[line] + month] = (0.0, missing)
    found = layout.program.solve(_movement(layout), search.seconds(0.5), gap=0.01, held=held)
    return schedule if found.values is None else read_off(layout, found.values)


def _movement(layout: Layout) -> Mapping[int, float]:
    """What every soldier sent costs; what is taken over costs little beside, but no backfill is idle."""
    force = layout.force
    last = force.months - 1
    cost = {
        place + last: layout.size(pair[0]) / force.scale_of(force.contingents[pair[0]].pool)
        for pair, place in layout.sent.items()
    }
    for place in layout.given.values():
        cost |= {place + month: 0.01 for month in range(force.months)}
    return cost
