"""Whether it lasts: the rotation of the active offers, where it breaks and what mends it (rule 11)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from musterbook.assessment.filling.fill import active_offers
from musterbook.assessment.kernel.deadline import Deadline, deadline_in
from musterbook.assessment.rotating.backfill import Circle, circles
from musterbook.assessment.rotating.breaking import Break, find_break
from musterbook.assessment.rotating.clash import NO_CLASH, Clashes, find_clashes
from musterbook.assessment.rotating.drawing import Drawn, draw_up
from musterbook.assessment.rotating.force import MUST, Force
from musterbook.assessment.rotating.linear import OPTIMAL, Watch
from musterbook.assessment.rotating.mending import Mend, find_mends
from musterbook.assessment.rotating.plan import Plan
from musterbook.assessment.rotating.staging import Best, find_best
from musterbook.model.situation import Situation

DEFAULT_SECONDS = 60.0
MOST_UNITS = 20_000
WITHIN_GAP = "within the gap"


@dataclass(frozen=True, slots=True)
class Sustained:
    """What ``sustain`` found; ``outcome`` gives its JSON form. ``units`` are the subjects' units.

    ``mends_complete``: time has left no kind of mend out."""

    plan: Plan
    drawn: Drawn
    grade: str
    best: Best
    broken: Break | None
    mends: tuple[Mend, ...]
    mends_complete: bool
    circles: tuple[Circle, ...]
    clashes: Clashes
    units: Mapping[str, str]

    @property
    def objective(self) -> float:
        """Line-months short, all priorities."""
        return sum(step.short for step in self.best.steps)

    @property
    def bound(self) -> float:
        return sum(step.bound for step in self.best.steps)

    @property
    def relaxed_bound(self) -> float:
        """The bound of the linear program, in which a soldier may be split."""
        return sum(step.relaxed for step in self.best.steps)

    @property
    def gap(self) -> float:
        """What the objective lies above the bound, as a share of the line-months asked for."""
        demands = self.drawn.force.demands
        asked = sum(max(0, demand.last - demand.first + 1) for demand in demands)
        return (self.objective - self.bound) / asked if asked else 0.0

    @property
    def status(self) -> str:
        if self.best.status != OPTIMAL:
            return self.best.status
        return OPTIMAL if self.gap <= 1e-6 else WITHIN_GAP


def sustain(laid: Situation, threshold: int, concerted: bool, plan: Plan, deadline: Deadline) -> Sustained:
    """The best rotation over the plan's months, unknown circumstances false; refused where ``fill`` is.

    Without a time budget it takes at most a minute. Raises QuestionError where the plan does not fit.
    """
    if deadline.until is None:
        deadline = deadline_in(DEFAULT_SECONDS)
    active = active_offers(laid, threshold, concerted)
    drawn = draw_up(laid, active, plan)
    grade = plan.grade or _grade(drawn.force)
    force = replace(drawn.force, shared=grade == "continuous")
    best = find_best(force, grade, float(plan.gap), _part(deadline, 0.6))
    broken = find_break(best.schedule, drawn, plan)
    costs = {kind: float(cost) for kind, cost in plan.costs.items()}
    watch = Watch(_part(deadline, 0.7))
    mends = find_mends(force, grade, costs, watch) if broken or _overdrawn(force) else ()
    clashes = _clashes(best, deadline)
    units = {o.on: o.quantity.unit for o in laid.offers if o.quantity.known and o.quantity.unit is not None}
    return Sustained(
        plan, drawn, grade, best, broken, mends, not watch.cut, circles(best.schedule), clashes, units
    )


def _part(deadline: Deadline, share: float) -> Deadline:
    left = deadline.left
    return deadline if left is None else deadline_in(left * share)


def _grade(force: Force) -> str:
    """Whole units where they are given and not too many; else whole offers and lines where it matters."""
    served = sum(len(demand.served) for demand in force.demands) * force.months
    if any(pool.unit is not None for pool in force.pools) and served <= MOST_UNITS:
        return "units"
    counted = any(demand.quantity is None for demand in force.demands)
    return "joining" if counted or any(pool.least is not None for pool in force.pools) else "continuous"


def _overdrawn(force: Force) -> bool:
    """Whether reserve and duties exceed some pool in some month, backfill aside."""
    pools = [n for n, pool in enumerate(force.pools) if pool.figure is not None]
    return any(force.free(n, month) < 0 for n in pools for month in range(force.months))


def _clashes(best: Best, deadline: Deadline) -> Clashes:
    """Asked only where a line that must be full is not, or a pool may be overdrawn."""
    force = best.schedule.force
    must = [n for n, demand in enumerate(force.demands) if demand.priority == MUST]
    if all(best.schedule.fails(line) is None for line in must) and not _overdrawn(force):
        return NO_CLASH
    return find_clashes(force, must, deadline)
