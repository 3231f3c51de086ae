"""Decision diagrams: one gate of a network as a reduced ordered graph of yes-or-no questions (Bryant 1986).

A diagram counts worlds without going through them. It is built gate by gate; gates on a circle are taken
round until nothing changes, from false for the least fixpoint and from true for the greatest. How large it
gets hangs on the order of the variables: several orders are tried, and the smallest diagram is kept. Where
none fits, there is no diagram, and another way must answer.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from musterbook.assessment.kernel.deadline import NO_DEADLINE, Deadline
from musterbook.assessment.kernel.gates import ALL, ANY, SOURCE
from musterbook.assessment.kernel.network import Network
from musterbook.assessment.kernel.nodes import SHIFT, Full, Graph, Store
from musterbook.assessment.kernel.orders import Wires, literals_of, variable_orders, wires_of
from musterbook.assessment.kernel.threshold import threshold_steps

MOST_NODES = 300_000
MOST_WIRES = 1 << 21
FIRST_TRY = 16
"""Every order is first tried with this fraction of the nodes; only when none fits, the one that got furthest
with all of them."""


@dataclass(frozen=True, slots=True)
class Diagram(Graph):
    """A gate as a graph: node 0 is false, node 1 true."""

    def count(self) -> int:
        """How many of the 2^variables worlds satisfy it."""
        found = [0, 1]
        for node in range(2, len(self.level)):
            found.append(self._below(found, node, self.low[node]) + self._below(found, node, self.high[node]))
        return found[self.root] << self.level[self.root]

    def _below(self, found: list[int], node: int, child: int) -> int:
        return found[child] << (self.level[child] - self.level[node] - 1)

    def evaluate(self, true_ones: Collection[int]) -> bool:
        """Whether it holds where exactly these variables (of the network) are true."""
        node = self.root
        while node > 1:
            chosen = self.variables[self.level[node]] in true_ones
            node = self.high[node] if chosen else self.low[node]
        return node == 1

    def dual(self) -> "Diagram":
        """The diagram of "not f of the others": true for the losses that make f false."""
        turned = (1, 0)
        return Diagram(
            self.level,
            tuple(turned[child] if child < 2 else child for child in (1, 0, *self.high[2:])),
            tuple(turned[child] if child < 2 else child for child in (1, 0, *self.low[2:])),
            turned[self.root] if self.root < 2 else self.root,
            self.variables,
        )


def diagram_of(
    network: Network,
    gate: int,
    variables: Sequence[int],
    greatest: bool = False,
    most_nodes: int = MOST_NODES,
    deadline: Deadline = NO_DEADLINE,
    as_given: bool = False,
) -> Diagram | None:
    """The diagram of a gate over ``variables`` (all others false), in the least or the greatest fixpoint.

    Its order is the best of a few, or (``as_given``) that of ``variables``. None where it takes more than
    ``most_nodes`` nodes, MOST_WIRES wires, or more time than the deadline leaves.
    """
    if deadline.passed or literals_of(network, [gate]) > MOST_WIRES:
        return None
    wires = wires_of(network, gate)
    orders = [tuple(variables)] if as_given else variable_orders(wires, gate, variables)
    small = [_Builder(wires, order, greatest, most_nodes // FIRST_TRY, deadline) for order in orders]
    fitting = [diagram for diagram in (builder.tried(gate) for builder in small) if diagram is not None]
    if fitting:
        return min(fitting, key=len)
    furthest = max(small, key=lambda builder: len(builder.roots))
    return _Builder(wires, furthest.order, greatest, most_nodes, deadline).tried(gate)


class _Builder:
    """One diagram for every gate, over one order."""

    def __init__(
        self, wires: Wires, order: tuple[int, ...], greatest: bool, most_nodes: int, deadline: Deadline
    ) -> None:
        self.wires = wires
        self.order = order
        self.level_of = {variable: level for level, variable in enumerate(order)}
        self.store = Store(len(order), most_nodes, deadline)
        self.start = int(greatest)
        self.known: tuple[dict[int, int], dict[int, int]] = ({}, {})
        self.roots: dict[int, int] = {}

    def tried(self, gate: int) -> Diagram | None:
        """The diagram of a gate, if it fits and there is time."""
        try:
            return None if self.store.deadline.passed else self.diagram(gate)
        except Full:
            return None

    def diagram(self, gate: int) -> Diagram:
        """The diagram of a gate; raises Full."""
        for circle in self.wires.circles:
            self._settle(circle)
        return Diagram(*self.store.reached(self.roots[gate]), self.order)

    def _settle(self, circle: tuple[int, ...]) -> None:
        """The gates of one strongly connected part, in their order, until none of them changes."""
        if len(circle) == 1 and circle[0] not in self.wires.children[circle[0]]:
            self.roots[circle[0]] = self._gate(circle[0])
            return
        self.roots.update(dict.fromkeys(circle, self.start))
        place = {gate: i for i, gate in enumerate(circle)}
        waiting = list(range(len(circle)))
        heapify(waiting)
        queued = [True] * len(circle)
        while waiting:
            here = heappop(waiting)
            queued[here] = False
            root = self._gate(circle[here])
            if root == self.roots[circle[here]]:
                continue
            self.roots[circle[here]] = root
            for reader in self.wires.readers[circle[here]]:
                there = place.get(reader)
                if there is not None and not queued[there]:
                    queued[there] = True
                    heappush(waiting, there)

    def _gate(self, gate: int) -> int:
        kind = self.wires.network.kinds[gate]
        if kind == SOURCE:
            return self._source(gate)
        if kind in (ALL, ANY):
            return self._joined(self.wires.children[gate], absorbing=int(kind == ANY))
        return self._threshold(gate)

    def _source(self, gate: int) -> int:
        source = self.wires.sources[gate]
        if source.variable is None:
            return int(source.constant)
        level = self.level_of.get(source.variable)
        if level is None:
            return int(source.negated)
        return self.store.add(level, int(source.negated), int(not source.negated))

    def _joined(self, gates: Sequence[int], absorbing: int) -> int:
        """All or any of the gates; the deepest first, so that the small results grow upwards."""
        roots = sorted({self.roots[gate] for gate in gates}, key=lambda root: (-self.store.level[root], root))
        found = 1 - absorbing
        for root in roots:
            found = self._apply(found, root, absorbing)
            if found == absorbing:
                break
        return found

    def _threshold(self, gate: int) -> int:
        """From the last input to the first: "with it, what is then wanted; without it, what still is"."""
        least, weights = self.wires.thresholds[gate]
        by_root: dict[int, int] = {}
        for child, weight in weights.items():
            by_root[self.roots[child]] = by_root.get(self.roots[child], 0) + weight
        least -= by_root.pop(1, 0)
        by_root.pop(0, None)
        inputs = sorted(by_root, key=lambda root: (self.store.level[root], root))
        steps = Store(len(inputs), self.store.most_nodes, self.store.deadline)
        root = threshold_steps([by_root[one] for one in inputs], least, steps)
        found = [0, 1]
        for step in range(2, len(steps)):
            asked = inputs[steps.level[step]]
            reached = self._apply(asked, found[steps.high[step]], 0)
            found.append(self._apply(reached, found[steps.low[step]], 1))
        return found[root]

    def _apply(self, first: int, second: int, absorbing: int) -> int:
        """Both (``absorbing`` 0) or either (1) of two diagrams; an explicit stack: no depth is too deep."""
        store, known = self.store, self.known[absorbing]
        level, low, high = store.level, store.low, store.high
        found = self._simple(first, second, absorbing)
        open_ones = [(first, second)] if found < 0 else []
        while open_ones:
            f, g = open_ones[-1]
            level_f, level_g = level[f], level[g]
            f_low = f_high = f
            g_low = g_high = g
            if level_f <= level_g:
                f_low, f_high = low[f], high[f]
            if level_g <= level_f:
                g_low, g_high = low[g], high[g]
            below = self._simple(f_low, g_low, absorbing)
            above = self._simple(f_high, g_high, absorbing)
            if below < 0:
                open_ones.append((f_low, g_low))
            elif above < 0:
                open_ones.append((f_high, g_high))
            else:
                top = level_f if level_f < level_g else level_g
                found = below if below == above else store.add(top, below, above)
                known[(f << SHIFT | g) if f < g else (g << SHIFT | f)] = found
                open_ones.pop()
                store.breathe()
        return found

    def _simple(self, f: int, g: int, absorbing: int) -> int:
        """What needs no looking further down, or is known; -1 otherwise."""
        if f == g or g == 1 - absorbing:
            return f
        if f == 1 - absorbing:
            return g
        if f == absorbing or g == absorbing:
            return absorbing
        return self.known[absorbing].get((f << SHIFT | g) if f < g else (g << SHIFT | f), -1)
