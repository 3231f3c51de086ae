"""A linear program in the making, and its solution by HiGHS through scipy: sparse, with whole columns."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from math import ceil, inf
from threading import TIMEOUT_MAX, Thread
from typing import Any

from musterbook.assessment.kernel.deadline import Deadline

Term = tuple[int, float]
Held = Mapping[int, tuple[float, float]]
NEARLY = 1e-7
OPTIMAL, OUT_OF_TIME, INFEASIBLE, FAILED = "optimal", "out of time", "infeasible", "failed"
LARGE = 3000
"""From so many columns on the interior-point method is the faster one for a linear program."""

GRACE = 0.5
FIGURES_A_SECOND = 40_000
"""A program of more figures is not written down for a search that has so little time left."""

STATUS = {0: OPTIMAL, 1: OUT_OF_TIME, 2: INFEASIBLE}


@dataclass(frozen=True, slots=True)
class Solution:
    """``values`` by column (None: none found); ``bound`` is one that no solution lies below."""

    status: str
    values: Sequence[float] | None
    objective: float | None
    bound: float | None


@dataclass(slots=True)
class Program:
    """Columns between bounds, some of them whole, and rows of terms between bounds."""

    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    row_low: list[float] = field(default_factory=list)
    row_high: list[float] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)
    factors: list[float] = field(default_factory=list)

    def add(self, count: int, low: float = 0.0, high: float = inf, whole: bool = False) -> int:
        """New columns; the first one's place."""
        first = len(self.low)
        self.low += [low] * count
        self.high += [high] * count
        self.whole += [whole] * count
        return first

    def row(self, terms: Iterable[Term], low: float = -inf, high: float = inf) -> None:
        place = len(self.row_low)
        for column, factor in terms:
            self.places.append(place)
            self.columns.append(column)
            self.factors.append(factor)
        self.row_low.append(low)
        self.row_high.append(high)

    def solve(
        self,
        cost: Mapping[int, float],
        seconds: float | None = None,
        relaxed: bool = False,
        gap: float = 0.0,
        held: Held | None = None,
    ) -> Solution:
        """The least cost; ``held`` puts columns between other bounds; ``relaxed``: none need be whole."""
        import numpy as np

        if not self.low:
            return Solution(OPTIMAL, (), 0.0, 0.0)
        prices = np.zeros(len(self.low))
        for column, price in cost.items():
            prices[column] = price
        low, high = np.array(self.low), np.array(self.high)
        for column, (least, most) in (held or {}).items():
            low[column], high[column] = least, most
        options: dict[str, Any] = {} if seconds is None else {"time_limit": max(0.05, seconds)}
        if relaxed or not any(self.whole):
            found = (
                self._by_interior_point(prices, low, high, options) if len(low) >= LARGE and cost else None
            )
            if found is not None:
                return found
        return self._by_branching(prices, low, high, relaxed, {"mip_rel_gap": gap, **options})

    def is_whole(self, values: Sequence[float]) -> bool:
        """Whether the columns that must be whole are."""
        wanted = (v for v, whole in zip(values, self.whole, strict=True) if whole)
        return all(abs(value - round(value)) <= NEARLY for value in wanted)

    def _by_branching(
        self, prices: Any, low: Any, high: Any, relaxed: bool, options: dict[str, Any]
    ) -> Solution:
        """By the simplex method and, where columns are whole, branch and cut."""
        import numpy as np
        from scipy.optimize import Bounds, LinearConstraint, milp

        whole = np.array(self.whole, dtype=np.int64) * (not relaxed)
        limits = LinearConstraint(self._matrix(), self.row_low, self.row_high) if self.row_low else ()
        solver: Any = milp
        found = aside(
            lambda: solver(
                prices, integrality=whole, bounds=Bounds(low, high), constraints=limits, options=options
            ),
            options.get("time_limit"),
        )
        return _solution(found, bool(whole.any()))

    def _by_interior_point(
        self, prices: Any, low: Any, high: Any, options: dict[str, Any]
    ) -> Solution | None:
        """A large linear program, ended at a vertex; None where the method does not come to an end."""
        import numpy as np
        from scipy.optimize import linprog
        from scipy.sparse import vstack

        solver: Any = linprog
        matrix, least, most = self._matrix(), np.array(self.row_low), np.array(self.row_high)
        below, above = np.isfinite(most), np.isfinite(least)
        rows, limits = vstack([matrix[below], -matrix[above]]), np.concatenate([most[below], -least[above]])
        bounds, way = np.column_stack([low, high]), "highs-ipm"
        found = aside(
            lambda: solver(prices, A_ub=rows, b_ub=limits, bounds=bounds, method=way, options=options),
            options.get("time_limit"),
        )
        return _solution(found, False) if found is None or found.status in (0, 2) else None

    def _matrix(self) -> Any:
        from scipy.sparse import csr_array

        shape = (len(self.row_low), len(self.low))
        return csr_array((self.factors, (self.places, self.columns)), shape=shape)


def too_late(figures: int, deadline: Deadline) -> bool:
    """Whether the time left is too short even to write a program of so many figures down."""
    return deadline.left is not None and figures > deadline.left * FIGURES_A_SECOND


def aside(work: Callable[[], Any], seconds: float | None) -> Any:
    """What ``work`` gives, done in a thread beside this one, so that an interrupt is heard meanwhile.

    A solver does not look at the clock everywhere: GRACE seconds after its time it is left alone, and there
    is None.
    """
    outcome: Future[Any] = Future()

    def run() -> None:
        try:
            outcome.set_result(work())
        except BaseException as error:
            outcome.set_exception(error)

    Thread(target=run, daemon=True).start()
    try:
        return outcome.result(None if seconds is None else min(seconds + GRACE, TIMEOUT_MAX))
    except TimeoutError:
        return None


def _solution(found: Any, whole: bool) -> Solution:
    if found is None:
        return Solution(OUT_OF_TIME, None, None, None)
    status = STATUS.get(int(found.status), FAILED)
    if found.x is None:
        return Solution(status, None, None, None)
    objective = float(found.fun)
    bound = objective if status == OPTIMAL else None
    if whole and found.mip_dual_bound is not None:
        bound = min(objective, float(found.mip_dual_bound))
    return Solution(status, found.x.tolist(), objective, bound)


@dataclass(slots=True)
class Watch:
    """Gives each of several searches a part of the time that is left; ``cut`` where one ran out of it."""

    deadline: Deadline
    cut: bool = False

    def is_out(self, figures: int) -> bool:
        """Whether it is too late for one more program of so many figures."""
        out = too_late(figures, self.deadline)
        self.cut = self.cut or out
        return out

    def solve(self, program: Program, cost: Mapping[int, float], gap: float = 0.0) -> Sequence[float] | None:
        if self.deadline.passed:
            self.cut = True
            return None
        left = self.deadline.left
        found = program.solve(cost, None if left is None else left / 4, gap=gap)
        self.cut = self.cut or found.status not in (OPTIMAL, INFEASIBLE)
        return found.values


def least_cost(
    program: Program,
    cost: Mapping[int, float],
    seconds: float | None = None,
    gap: float = 0.0,
    held: Held | None = None,
) -> tuple[Solution, Solution]:
    """The least cost with whole columns whole, and that of the linear program, which bounds it.

    Before any branching the switches of the linear program are rounded up and held: where that costs no more
    than the gap allows, it is the answer.
    """
    relaxed = program.solve(cost, seconds, relaxed=True, held=held)
    if relaxed.status == INFEASIBLE or (relaxed.values is not None and program.is_whole(relaxed.values)):
        return relaxed, relaxed
    found = _rounded_up(program, cost, seconds, gap, held or {}, relaxed)
    if found is None:
        found = program.solve(cost, seconds, gap=gap, held=held)
    return found, relaxed


def _rounded_up(
    program: Program,
    cost: Mapping[int, float],
    seconds: float | None,
    gap: float,
    held: Held,
    relaxed: Solution,
) -> Solution | None:
    switches = [place for place, whole in enumerate(program.whole) if whole]
    if relaxed.values is None or relaxed.bound is None or any(program.high[p] > 1 for p in switches):
        return None
    rounded = {place: float(ceil(relaxed.values[place] - NEARLY)) for place in switches}
    fixed = {place: (value, value) for place, value in rounded.items()}
    found = program.solve(cost, seconds, relaxed=True, held={**held, **fixed})
    if found.values is None or found.objective is None:
        return None
    if found.objective - relaxed.bound > gap * abs(found.objective) + NEARLY:
        return None
    return Solution(found.status, found.values, found.objective, relaxed.bound)
