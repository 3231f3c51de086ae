"""Circles of backfill: actors who take over each other's duties, backfills that need each other (rule 11).

A circle moves duties round and frees nothing: what its members take over of each other's they give up.
It is found as a strongly connected part of the graph (Tarjan 1972) and shown, carried or idle.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from musterbook.assessment.rotating.schedule import Schedule


@dataclass(frozen=True, slots=True)
class Circle:
    """``kind`` is "duties" (who takes over whose) or "needs" (which backfill needs which).

    ``carried`` by its edges in some month all at once; ``most`` is what then goes round at most.
    """

    kind: str
    members: tuple[str, ...]
    edges: tuple[str, ...]
    carried: bool
    most: float


def circles(schedule: Schedule) -> tuple[Circle, ...]:
    """All circles of a force's backfill, those of duties first."""
    force = schedule.force
    owner = [force.pools[force.duties[edge.duty].pool].actor for edge in force.edges]
    helper = [force.pools[edge.by].actor for edge in force.edges]
    duties: dict[str, set[str]] = {}
    for by, of in zip(helper, owner, strict=True):
        duties.setdefault(by, set()).add(of)
    found = []
    for part in strong_parts(duties):
        edges = [n for n, pair in enumerate(zip(helper, owner, strict=True)) if part.issuperset(pair)]
        found.append(_circle("duties", sorted(part), edges, schedule))
    ids = [edge.id for edge in force.edges]
    needs = {edge.id: {ids[n] for n in edge.needs} for edge in force.edges}
    for part in strong_parts(needs):
        edges = [n for n, name in enumerate(ids) if name in part]
        found.append(_circle("needs", sorted({helper[n] for n in edges}), edges, schedule))
    return tuple(found)


def _circle(kind: str, members: Sequence[str], edges: Sequence[int], schedule: Schedule) -> Circle:
    rows = [schedule.given[edge] for edge in edges]
    together = [min(month) for month in zip(*rows, strict=True)]
    most = max(together, default=0.0)
    names = tuple(sorted(schedule.force.edges[edge].id for edge in edges))
    return Circle(kind, tuple(members), names, most > 0, most)


def strong_parts(graph: Mapping[str, Iterable[str]]) -> list[set[str]]:
    """The strongly connected parts of several nodes, or of one that points at itself, in sorted order."""
    forward = {node: sorted(ends) for node, ends in graph.items()}
    backward: dict[str, list[str]] = {}
    for node in sorted(forward):
        for end in forward[node]:
            backward.setdefault(end, []).append(node)
    order: list[str] = []
    seen: set[str] = set()
    for node in sorted({*forward, *backward}):
        order += _reached(node, forward, seen)
    placed: set[str] = set()
    parts = []
    for node in reversed(order):
        part = set(_reached(node, backward, placed))
        if len(part) > 1 or node in forward.get(node, ()):
            parts.append(part)
    return sorted((part for part in parts if part), key=min)


def _reached(node: str, graph: Mapping[str, Sequence[str]], seen: set[str]) -> list[str]:
    """The nodes not seen before that a node reaches, each after all that it reaches."""
    if node in seen:
        return []
    seen.add(node)
    order: list[str] = []
    trail = [(node, iter(graph.get(node, ())))]
    while trail:
        here, ends = trail[-1]
        end = next((e for e in ends if e not in seen), None)
        if end is None:
            order.append(here)
            trail.pop()
        else:
            seen.add(end)
            trail.append((end, iter(graph.get(end, ()))))
    return order
