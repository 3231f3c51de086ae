"""The force of a rotation as numbers: contingents, demands, pools, duties and backfill over months.

What the situation and the plan say together, laid out for the model (rule 11). Months are counted from 0.
"""

from collections.abc import Mapping
from dataclasses import dataclass

NEVER = 1 << 20
"""A month beyond every horizon."""

MUST = -(1 << 62)
"""The priority of lines that the plan says must be full: before all others."""


@dataclass(frozen=True, slots=True)
class Pool:
    """An actor's soldiers (ships, ...) on a subject, how they rotate, and what stays at home month by month.

    ``figure`` None: no pool is known, so nothing bounds the cycle. ``reserve`` has one figure a month.
    """

    actor: str
    on: str
    figure: float | None
    tour: int
    preparation: int
    rest: int
    reserve: tuple[float, ...]
    unit: float | None = None
    least: float | None = None

    @property
    def name(self) -> str:
        return f"{self.actor}:{self.on}"


@dataclass(frozen=True, slots=True)
class Contingent:
    """An active offer: at most ``figure`` deployed at a time, within the months ``first`` to ``last``."""

    offer: str
    pool: int
    figure: float
    first: int = 0
    last: int = NEVER
    known: bool = True


@dataclass(frozen=True, slots=True)
class Demand:
    """A line from month ``first`` to ``last``; ``served`` and ``enablers`` are places in the lists.

    ``uncounted`` are the months in which an offer without a figure serves it.
    """

    line: str
    on: str
    quantity: float | None
    priority: int
    served: tuple[int, ...]
    enablers: tuple[int, ...]
    first: int
    last: int
    uncounted: frozenset[int] = frozenset()

    def asked(self, month: int) -> bool:
        return self.first <= month <= self.last


@dataclass(frozen=True, slots=True)
class Duty:
    """``figure`` of a pool bound elsewhere."""

    id: str
    pool: int
    figure: float
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Edge:
    """Up to ``figure`` of a duty taken over from pool ``by``; ``needs`` are places of other edges.

    ``extra``: it is not in the plan, but would be a mend.
    """

    id: str
    by: int
    duty: int
    figure: float
    needs: tuple[int, ...]
    whole: bool
    first: int
    last: int
    extra: bool = False


@dataclass(frozen=True, slots=True)
class Force:
    """All of it; ``scale`` is by how much the figures on a subject are divided for the solver.

    ``shared``: a line without a quantity may be there in part (it is a linear program).
    """

    months: int
    pools: tuple[Pool, ...]
    contingents: tuple[Contingent, ...]
    demands: tuple[Demand, ...]
    duties: tuple[Duty, ...]
    edges: tuple[Edge, ...]
    scale: Mapping[str, float]
    shared: bool = False

    @property
    def figures(self) -> int:
        """How many figures its program has for the lines and the offers that serve them."""
        return self.months * sum(len(demand.served) + 1 for demand in self.demands)

    def owner(self, edge: Edge) -> int:
        """The pool whose duty an edge takes over."""
        return self.duties[edge.duty].pool

    def scale_of(self, pool: int) -> float:
        return self.scale.get(self.pools[pool].on, 1.0)

    def bound(self, pool: int, month: int) -> float:
        """What duties bind of a pool in a month, backfill aside."""
        return sum(d.figure for d in self.duties if d.pool == pool and d.first <= month <= d.last)

    def free(self, pool: int, month: int) -> float:
        """What a pool with a figure has for the cycle in a month, backfill aside; may be negative."""
        one = self.pools[pool]
        return (one.figure or 0.0) - one.reserve[month] - self.bound(pool, month)
