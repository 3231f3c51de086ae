"""Families of minimal sets as zero-suppressed diagrams (Minato 1993): counted without being listed.

From the diagram of a monotone gate the family of its minimal sets follows node by node (Rauzy 1993; Knuth,
*The Art of Computer Programming* 7.1.4): without a variable they are those of the low child; with it those
of the high child that are not already among these. The blocking sets are the same of the dual diagram. The
family is then listed from the cheapest set on, each at the cost of one walk.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

from musterbook.assessment.kernel.deadline import NO_DEADLINE, Deadline
from musterbook.assessment.kernel.diagram import Diagram
from musterbook.assessment.kernel.nodes import SHIFT, Full, Graph, Store

MOST_NODES = 1_000_000


@dataclass(frozen=True, slots=True)
class Family(Graph):
    """A family of sets: node 0 holds none, node 1 the empty set; a high edge puts its variable in."""

    def count(self) -> int:
        """How many sets."""
        found = [0, 1]
        for node in range(2, len(self.level)):
            found.append(found[self.low[node]] + found[self.high[node]])
        return found[self.root]

    def by_size(self) -> dict[int, int]:
        """For every size that occurs how many sets, smallest first."""
        found: list[list[int]] = [[], [1]]
        for node in range(2, len(self.level)):
            without, with_it = found[self.low[node]], [0, *found[self.high[node]]]
            longest = max(len(without), len(with_it))
            found.append(
                [
                    (without[size] if size < len(without) else 0)
                    + (with_it[size] if size < len(with_it) else 0)
                    for size in range(longest)
                ]
            )
        return {size: count for size, count in enumerate(found[self.root]) if count}

    def cheapest(self, weights: Sequence[int]) -> Iterator[tuple[int, tuple[int, ...]]]:
        """(weight, variables) of every set, lightest first; ``weights`` >= 0, one for each level.

        Each step walks down the lightest way below a node and leaves the other branches it passes, with the
        least they can weigh, for later.
        """
        least = self._least(weights)
        waiting: list[tuple[int, int, int, tuple[int, ...]]] = []
        if self.root:
            waiting.append((least[self.root], 0, self.root, ()))
        pushed = 0
        while waiting:
            weight, _, node, chosen = heappop(waiting)
            spent = weight - least[node]
            while node > 1:
                level, low, high = self.level[node], self.low[node], self.high[node]
                with_it = (*chosen, self.variables[level])
                heavier = least[high] + weights[level]
                pushed += 1
                if low and least[low] <= heavier:
                    heappush(waiting, (spent + heavier, pushed, high, with_it))
                    node = low
                    continue
                if low:
                    heappush(waiting, (spent + least[low], pushed, low, chosen))
                spent += weights[level]
                node, chosen = high, with_it
            yield weight, chosen

    def of_size(self, size: int) -> Iterator[tuple[int, ...]]:
        """The sets of one size, ordered as lists of levels: with a variable before without it."""
        sizes = [0, 1]
        for node in range(2, len(self.level)):
            sizes.append(sizes[self.low[node]] | sizes[self.high[node]] << 1)
        waiting: list[tuple[int, int, tuple[int, ...]]] = [(self.root, size, ())]
        while waiting:
            node, left, chosen = waiting.pop()
            if left < 0 or not sizes[node] >> left & 1:
                continue
            if node == 1:
                yield chosen
                continue
            waiting.append((self.low[node], left, chosen))
            waiting.append((self.high[node], left - 1, (*chosen, self.variables[self.level[node]])))

    def _least(self, weights: Sequence[int]) -> list[int]:
        """The weight of the lightest set below every node (of node 0, which has none, 0: never asked)."""
        found = [0, 0]
        for node in range(2, len(self.level)):
            low, with_it = self.low[node], found[self.high[node]] + weights[self.level[node]]
            found.append(min(found[low], with_it) if low else with_it)
        return found


def minimal_family(
    diagram: Diagram, most_nodes: int = MOST_NODES, deadline: Deadline = NO_DEADLINE
) -> Family | None:
    """The minimal sets of variables that make a monotone diagram true; None where they do not fit."""
    store = Store(len(diagram.variables), most_nodes, deadline)
    known: dict[int, int] = {}
    found = [0, 1]
    try:
        for node in range(2, len(diagram)):
            without = found[diagram.low[node]]
            with_it = _minus(store, found[diagram.high[node]], without, known)
            found.append(store.add(diagram.level[node], without, with_it) if with_it else without)
    except Full:
        return None
    return Family(*store.reached(found[diagram.root]), diagram.variables)


def _minus(store: Store, family: int, other: int, known: dict[int, int]) -> int:
    """The sets of one family that are not in the other; an explicit stack."""
    level, low, high = store.level, store.low, store.high
    found = _simple(family, other, known)
    open_ones = [(family, other)] if found < 0 else []
    while open_ones:
        f, g = open_ones[-1]
        level_f, level_g = level[f], level[g]
        f_low, g_low = (low[f] if level_f <= level_g else f), (low[g] if level_g <= level_f else g)
        without = _simple(f_low, g_low, known)
        f_high, g_high = (high[f] if level_f <= level_g else 0), (high[g] if level_g <= level_f else 0)
        with_it = _simple(f_high, g_high, known)
        if without < 0:
            open_ones.append((f_low, g_low))
        elif with_it < 0:
            open_ones.append((f_high, g_high))
        else:
            found = store.add(min(level_f, level_g), without, with_it) if with_it else without
            known[f << SHIFT | g] = found
            open_ones.pop()
            store.breathe()
    return found


def _simple(f: int, g: int, known: dict[int, int]) -> int:
    if f == 0 or f == g:
        return 0
    if g == 0:
        return f
    return known.get(f << SHIFT | g, -1)
