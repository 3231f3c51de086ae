"""Where the nodes of decision diagrams live: each (level, low, high) once, children before parents.

Nodes 0 and 1 are the terminals; the level of a terminal lies below all others. The store knows when it is
full or out of time and then raises ``Full``, so that no diagram can eat the memory or the day.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from musterbook.assessment.kernel.deadline import NO_DEADLINE, Deadline

SHIFT = 32
"""Two node numbers are packed into one dictionary key."""
BREATH = 1 << 12
"""The clock is read once in so many steps."""


class Full(Exception):
    """More nodes, or more time, than were allowed."""


@dataclass(frozen=True, slots=True)
class Graph:
    """The nodes that one root reaches: parallel tuples, children before parents, terminals 0 and 1 first.

    ``level[i]`` is a place in the graph's own order (for the terminals the number of variables), and
    ``variables`` says for each level which variable of the network it is.
    """

    level: tuple[int, ...]
    low: tuple[int, ...]
    high: tuple[int, ...]
    root: int
    variables: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.level)


class Store:
    """Nodes over ``count`` levels; ``add`` does not reduce, its callers do (each kind in its own way)."""

    def __init__(self, count: int, most_nodes: int, deadline: Deadline = NO_DEADLINE) -> None:
        self.level = [count, count]
        self.low = [0, 1]
        self.high = [0, 1]
        self.unique: list[dict[int, int]] = [{} for _ in range(count)]
        self.most_nodes = most_nodes
        self.deadline = deadline
        self.steps = 0

    def __len__(self) -> int:
        return len(self.level)

    def add(self, level: int, low: int, high: int) -> int:
        """The one node with these children; raises Full."""
        known = self.unique[level]
        key = low << SHIFT | high
        node = known.get(key)
        if node is None:
            node = known[key] = len(self.level)
            self.level.append(level)
            self.low.append(low)
            self.high.append(high)
            if node > self.most_nodes:
                raise Full
        return node

    def breathe(self) -> None:
        """To be called at every step that costs time; raises Full."""
        self.steps += 1
        if not self.steps % BREATH and (self.deadline.passed or self.steps > 24 * self.most_nodes):
            raise Full

    def reached(self, root: int) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...], int]:
        """Levels, low and high children of what the root reaches, numbered anew in the old order, and its
        own number."""
        kept = sorted(self._reached(root))
        place = {node: i for i, node in enumerate(kept)}
        return (
            tuple(self.level[node] for node in kept),
            tuple(place[self.low[node]] for node in kept),
            tuple(place[self.high[node]] for node in kept),
            place[root],
        )

    def _reached(self, root: int) -> Iterable[int]:
        found = {0, 1, root}
        open_ones = [root]
        while open_ones:
            node = open_ones.pop()
            for child in (self.low[node], self.high[node]):
                if child not in found:
                    found.add(child)
                    open_ones.append(child)
        return found
