"""The cheapest mends: the least that must be added for every line to be full whenever it asks (rule 11).

Each kind of mend is a set of priced columns beside the rotation; a shorter rest changes the rotation itself
and is found apart (``easing``). Prices are the plan's, 1 a unit where it gives none.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from musterbook.assessment.rotating.easing import Part, eased_terms, filled
from musterbook.assessment.rotating.force import NEVER, Edge, Force
from musterbook.assessment.rotating.linear import Watch
from musterbook.assessment.rotating.schedule import CLOSE

OWN_KINDS = ("pool", "offer", "reserve", "backfill")
ALL_KINDS = (*OWN_KINDS, "newcomer", "requirement")
NEWCOMERS_LAST = 1.001
"""At one price those who are there go before a newcomer."""


@dataclass(frozen=True, slots=True)
class Mend:
    """``kind`` is one of ALL_KINDS, "rest", "window" or "together"; rest and window have no price."""

    kind: str
    cost: float | None
    parts: tuple[Part, ...]


def find_mends(force: Force, grade: str, costs: Mapping[str, float], watch: Watch) -> tuple[Mend, ...]:
    """The cheapest mend of each kind that can do it alone, a shorter rest, and the cheapest of all together.

    Together leaves out a lower requirement, which gives up rather than mends, and newcomers unless nothing
    else does it.
    """
    wide = replace(force, edges=(*force.edges, *_more_edges(force)))
    found = []
    for kind in ALL_KINDS:
        mend = _cheapest(wide if kind == "backfill" else force, [kind], grade, costs, watch)
        found += [] if mend is None else [mend]
    found += [Mend(kind, None, parts) for kind, parts in eased_terms(force, grade, watch)]
    together = _cheapest(wide, OWN_KINDS, grade, costs, watch)
    if together is None:
        together = _cheapest(wide, (*OWN_KINDS, "newcomer"), grade, costs, watch)
    if together is not None:
        found.append(together)
    return tuple(sorted(found, key=lambda mend: (mend.cost is None, mend.cost or 0.0)))


def _more_edges(force: Force) -> Iterator[Edge]:
    """Every backfill that the plan lacks: a pool on the duty's subject, of another actor."""
    there = {(edge.by, edge.duty) for edge in force.edges}
    for number, duty in enumerate(force.duties):
        for place, pool in enumerate(force.pools):
            other = pool.actor != force.pools[duty.pool].actor and pool.on == force.pools[duty.pool].on
            if other and pool.figure is not None and (place, number) not in there and duty.figure:
                name = f"{pool.actor}>{duty.id}"
                yield Edge(name, place, number, duty.figure, (), False, 0, NEVER, extra=True)


def _cheapest(
    force: Force, kinds: Sequence[str], grade: str, costs: Mapping[str, float], watch: Watch
) -> Mend | None:
    if watch.is_out(force.figures):
        return None
    layout = filled(force, kinds, grade)
    steps = {key: _step(force, *key) for key in layout.more}
    cost = {
        place: costs[kind] * steps[kind, n] * (NEWCOMERS_LAST if kind == "newcomer" else 1) + CLOSE / 1000
        for (kind, n), place in layout.more.items()
    }
    values = watch.solve(layout.program, cost, 0.001)
    if values is None:
        return None
    figures = {key: values[place] * steps[key] for key, place in layout.more.items()}
    parts = [
        _part(force, *key, figure)
        for key, figure in figures.items()
        if figure > CLOSE * max(steps[key], 1e-6)
    ]
    price = sum(part.figure * costs[part.kind] for part in parts)
    return Mend(kinds[0] if len(kinds) == 1 else "together", price, tuple(parts))


def _step(force: Force, kind: str, number: int) -> float:
    """What 1 in a mend's column stands for."""
    if kind in ("requirement", "newcomer"):
        return force.demands[number].quantity or 1.0
    if kind == "offer":
        return force.scale_of(force.contingents[number].pool)
    if kind == "backfill":
        return force.scale_of(force.owner(force.edges[number]))
    return force.scale_of(number)


def _part(force: Force, kind: str, number: int, figure: float) -> Part:
    if kind in ("requirement", "newcomer"):
        return Part(kind, force.demands[number].line, force.demands[number].on, figure)
    if kind == "offer":
        offer = force.contingents[number]
        return Part(kind, offer.offer, force.pools[offer.pool].on, figure)
    if kind == "backfill":
        edge = force.edges[number]
        return Part(kind, edge.id, force.pools[force.owner(edge)].on, figure)
    return Part(kind, force.pools[number].actor, force.pools[number].on, figure)
