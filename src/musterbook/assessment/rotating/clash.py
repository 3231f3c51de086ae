"""What clashes: where the hard demands of a plan cannot all be met, a smallest set that cannot (rule 11).

The demands are groups with plain names: a line that must be full, a pool, a reserve, a duty, an offer's
figure. A set from which nothing can be left out is found by QuickXplain (Junker 2004), and where few enough
smaller sets are possible, a smallest one by trying them.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from musterbook.assessment.kernel.deadline import Deadline
from musterbook.assessment.rotating.force import Force
from musterbook.assessment.rotating.linear import INFEASIBLE, too_late
from musterbook.assessment.rotating.rotation import build

MOST_TRIED = 150
Group = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Clash:
    """``kind`` is line, pool, reserve, duty or offer; ``name`` its name; ``words`` say what it asks."""

    kind: str
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Clashes:
    """``least``: nothing can be left out (else time ran out); ``smallest``: no smaller set clashes."""

    clashes: tuple[Clash, ...]
    least: bool
    smallest: bool


NO_CLASH = Clashes((), True, True)


def find_clashes(force: Force, must: Sequence[int], deadline: Deadline) -> Clashes:
    """Nothing where lines that must be full can be, and no pool is overdrawn by its reserve and duties."""
    groups = _groups(force, must)

    def fails(chosen: Iterable[Group]) -> bool:
        return not too_late(force.figures, deadline) and _fails(force, frozenset(chosen), groups, deadline)

    if not fails(groups):
        return NO_CLASH
    found = _conflict(fails, [], groups, False)
    smaller = _smaller(fails, groups, len(found), deadline)
    cut = deadline.passed
    return Clashes(
        tuple(_told(force, one) for one in sorted(smaller or found)), not cut, not cut and smaller is not None
    )


def _groups(force: Force, must: Sequence[int]) -> list[Group]:
    pools = [n for n, pool in enumerate(force.pools) if pool.figure is not None]
    return [
        *(("pool", n) for n in pools),
        *(("offer", n) for n in range(len(force.contingents))),
        *(("duty", n) for n, duty in enumerate(force.duties) if duty.figure),
        *(("reserve", n) for n in pools if any(force.pools[n].reserve)),
        *(("line", n) for n in must),
    ]


def _fails(force: Force, chosen: frozenset[Group], groups: Sequence[Group], deadline: Deadline) -> bool:
    """Whether these demands alone cannot be met together: the others are let go."""
    lines = [n for kind, n in chosen if kind == "line"]
    layout = build(_eased(force, {*groups} - chosen), levers=("offer",), strict=True)
    for number in (n for kind, n in chosen if kind == "offer" and ("offer", n) in layout.more):
        layout.program.high[layout.more["offer", number]] = 0.0
    for line in lines:
        for month in range(force.months):
            layout.program.high[layout.short[line] + month] = 0.0
    return layout.program.solve({}, deadline.left).status == INFEASIBLE


def _eased(force: Force, dropped: set[Group]) -> Force:
    """Without the pools, reserves and duties let go; an offer keeps its figure, which one whole offer is."""
    nothing = (0.0,) * force.months
    return replace(
        force,
        pools=tuple(
            replace(
                pool,
                figure=None if ("pool", n) in dropped else pool.figure,
                reserve=nothing if ("reserve", n) in dropped else pool.reserve,
            )
            for n, pool in enumerate(force.pools)
        ),
        duties=tuple(
            replace(duty, figure=0.0) if ("duty", n) in dropped else duty
            for n, duty in enumerate(force.duties)
        ),
    )


def _conflict(
    fails: Callable[[Iterable[Group]], bool], base: list[Group], groups: list[Group], grown: bool
) -> list[Group]:
    """QuickXplain: of ``groups`` a smallest part that fails beside ``base``, nothing of it idle."""
    if grown and fails(base):
        return []
    if len(groups) <= 1:
        return groups
    half = len(groups) // 2
    first, second = groups[:half], groups[half:]
    from_second = _conflict(fails, base + first, second, bool(first))
    from_first = _conflict(fails, base + from_second, first, bool(from_second))
    return from_first + from_second


def _smaller(
    fails: Callable[[Iterable[Group]], bool], groups: Sequence[Group], size: int, deadline: Deadline
) -> list[Group] | None:
    """A smallest set that fails, [] if none is smaller than ``size``; None where too many would be tried."""
    tried = 0
    for count in range(1, size):
        for some in combinations(groups, count):
            tried += 1
            if tried > MOST_TRIED or deadline.passed:
                return None
            if fails(some):
                return list(some)
    return []


def _told(force: Force, group: Group) -> Clash:
    kind, number = group
    if kind == "line":
        demand = force.demands[number]
        asked = "somebody" if demand.quantity is None else f"{demand.quantity:,.10g}"
        return Clash(
            kind, demand.line, f"line {demand.line} must have {asked} on {demand.on} in every month it asks"
        )
    if kind == "offer":
        offer = force.contingents[number]
        return Clash(kind, offer.offer, f"offer {offer.offer} gives at most {offer.figure:,.10g} at a time")
    if kind == "duty":
        duty = force.duties[number]
        owner = force.pools[duty.pool].actor
        return Clash(kind, duty.id, f"duty {duty.id} binds {duty.figure:,.10g} of {owner}")
    pool = force.pools[number]
    if kind == "pool":
        return Clash(kind, pool.name, f"{pool.actor} has a pool of {pool.figure:,.10g} on {pool.on}")
    words = f"{pool.actor} keeps up to {max(pool.reserve):,.10g} of {pool.on} as a reserve at home"
    return Clash(kind, pool.name, words)
