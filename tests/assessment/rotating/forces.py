"""Forces by hand, for tests that look at one room of the rotation alone."""

from collections.abc import Mapping, Sequence
from typing import Any

from musterbook.assessment.rotating.force import NEVER, Contingent, Demand, Duty, Edge, Force, Pool
from musterbook.assessment.rotating.schedule import Schedule


def pool(
    actor: str = "FRA",
    figure: float | None = None,
    tour: int = 2,
    preparation: int = 0,
    rest: int = 0,
    *,
    on: str = "troops",
    reserve: Sequence[float] | float = 0.0,
    months: int = 6,
    unit: float | None = None,
    least: float | None = None,
) -> Pool:
    kept = (float(reserve),) * months if isinstance(reserve, int | float) else tuple(reserve)
    return Pool(actor, on, figure, tour, preparation, rest, kept, unit, least)


def sends(figure: float, pool: int = 0, first: int = 0, last: int = NEVER, *, name: str = "f") -> Contingent:
    return Contingent(name, pool, figure, first, last)


def asks(
    quantity: float | None,
    served: Sequence[int] = (0,),
    enablers: Sequence[int] = (),
    *,
    name: str = "force",
    priority: int = 1,
    first: int = 0,
    last: int = 5,
    uncounted: frozenset[int] = frozenset(),
) -> Demand:
    return Demand(name, "troops", quantity, priority, tuple(served), tuple(enablers), first, last, uncounted)


def binds(figure: float, pool: int = 0, first: int = 0, last: int = NEVER, *, name: str = "guard") -> Duty:
    return Duty(name, pool, figure, first, last)


def takes(by: int, duty: int, figure: float, **more: Any) -> Edge:
    given = {"needs": (), "whole": False, "first": 0, "last": NEVER, **more}
    return Edge(
        more.pop("id", f"{by}>{duty}"), by, duty, figure, **{k: v for k, v in given.items() if k != "id"}
    )


def force(
    pools: Sequence[Pool],
    contingents: Sequence[Contingent],
    demands: Sequence[Demand],
    duties: Sequence[Duty] = (),
    edges: Sequence[Edge] = (),
    *,
    months: int = 6,
    scale: Mapping[str, float] | None = None,
    shared: bool = False,
) -> Force:
    parts = (tuple(pools), tuple(contingents), tuple(demands), tuple(duties), tuple(edges))
    return Force(months, *parts, scale or {"troops": 100.0}, shared)


def schedule(
    made: Force,
    starts: Mapping[tuple[int, int], Sequence[float]],
    given: Mapping[int, Sequence[float]] | None = None,
) -> Schedule:
    """Starts by (contingent, demand), filled up with none to the end."""
    none = (0.0,) * made.months

    def full(row: Sequence[float]) -> tuple[float, ...]:
        return (*map(float, row), *none[len(row) :])

    pairs = {(c, n): none for n, demand in enumerate(made.demands) for c in demand.served}
    carried = dict.fromkeys(range(len(made.edges)), none)
    return Schedule(
        made,
        pairs | {pair: full(row) for pair, row in starts.items()},
        carried | {edge: full(row) for edge, row in (given or {}).items()},
    )
