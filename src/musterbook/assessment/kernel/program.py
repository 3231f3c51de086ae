"""The order in which gates are settled: every circle of gates together, everything else once, inputs first.

The gates that are asked for, and those on which they depend, become *cells*. A gate with a single input is
no cell: it is another name for that input. Cells are put in order of their strongly connected components
(Tarjan 1972); a component with a cycle is a ``Circle`` and is settled by iteration, every other cell is
settled once. Whoever settles them, on whatever words, follows the one ``Program``.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import gcd

from musterbook.assessment.kernel.gates import ALL, ANY, TALLY, THRESHOLD, WIDE, Gates, Source


@dataclass(frozen=True, slots=True)
class Weights:
    """A tally made ready: (cell, weight > 0), and their total."""

    inputs: tuple[tuple[int, int], ...]
    total: int


@dataclass(frozen=True, slots=True)
class Circle:
    """Cells that depend on each other, inputs first as far as that goes.

    Aligned with ``cells``: the cells that each reads inside and outside the circle, the places of the
    *all* and *any* cells that read it, and the places of the tallies that weigh it, with the weight.
    ``asked`` are, for a tally, the thresholds inside.
    """

    cells: tuple[int, ...]
    inside: tuple[tuple[int, ...], ...]
    outside: tuple[tuple[int, ...], ...]
    readers: tuple[tuple[int, ...], ...]
    counters: tuple[tuple[tuple[int, int], ...], ...]
    asked: tuple[tuple[tuple[int, int], ...], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """``kinds`` and ``inputs`` (of a threshold its tally) by cell; ``weights``, ``least`` where they apply.

    ``steps`` are single cells or circles; ``answers`` are the cells of the gates that were asked for.
    """

    kinds: tuple[int, ...]
    inputs: tuple[tuple[int, ...], ...]
    weights: dict[int, Weights]
    least: dict[int, int]
    sources: tuple["tuple[int, Source]", ...]
    steps: tuple[int | Circle, ...]
    answers: tuple[int, ...]

    @property
    def variables(self) -> tuple[int, ...]:
        """The variables on which the answers may depend, ascending."""
        return tuple(sorted({s.variable for _, s in self.sources if s.variable is not None}))

    def given(self, plain: Sequence[int], negated: Sequence[int], lanes: int) -> list[int]:
        """A mask for every cell: that of the sources, 0 for the rest; negations are read off ``negated``."""
        masks = [0] * len(self.kinds)
        for cell, source in self.sources:
            if source.variable is None:
                mask = lanes * source.constant
            else:
                mask = (negated if source.negated else plain)[source.variable]
            masks[cell] = mask ^ lanes if source.negated else mask
        return masks

    @property
    def cyclic(self) -> bool:
        return any(isinstance(step, Circle) for step in self.steps)

    @property
    def unsure(self) -> frozenset[int]:
        """The cells in a circle or behind one: only there can the least and the greatest fixpoint differ."""
        found: set[int] = set()
        for step in self.steps:
            if isinstance(step, Circle):
                found.update(step.cells)
            elif not found.isdisjoint(self.inputs[step]):
                found.add(step)
        return frozenset(found)


def program_of(network: Gates, asked: Sequence[int]) -> Program:
    """The program that settles the ``asked`` gates of a network."""
    return _Ordering(network).program(asked)


class _Ordering:
    """Gates first lose their other names and their idle weights, then get their order, then become cells."""

    def __init__(self, network: Gates) -> None:
        self.network = network
        self.kinds = list(network.kinds)
        self.inputs: list[tuple[int, ...]] = list(network.inputs)
        self.least: dict[int, int] = {}
        self.weighed: dict[int, tuple[tuple[int, int], ...]] = {}
        self.spread: dict[int, int] = {}
        for tally in network.tallies:
            self._ready(tally.gate, tally.inputs, tally.asked)
        self.names = [-1] * len(self.kinds)
        for gate in range(len(self.kinds)):
            self._name(gate)
        self.inputs = [tuple(dict.fromkeys(self.names[read] for read in reads)) for reads in self.inputs]

    def program(self, asked: Sequence[int]) -> Program:
        answers = [self.names[gate] for gate in asked]
        components = components_of(answers, self.inputs)
        for component in components:
            if not self._is_circle(component):
                self._widen(component[0])
        place: dict[int, int] = {}
        for component in components:
            place.update(zip(component, range(len(place), len(place) + len(component)), strict=True))
        cells = _Cells(self, place)
        read = {gate for reader in place for gate in self.inputs[reader]}
        steps = tuple(
            cells.circle(component) if self._is_circle(component) else place[component[0]]
            for component in components
            if component[0] in read or self.kinds[component[0]] != TALLY or component[0] in answers
        )
        return Program(
            cells.kinds,
            cells.inputs,
            cells.weights,
            cells.least,
            tuple((place[s.gate], s) for s in self.network.sources if s.gate in place),
            steps,
            tuple(place[gate] for gate in answers),
        )

    def _ready(self, gate: int, inputs: Iterable[tuple[int, int]], asked: Iterable[tuple[int, int]]) -> None:
        """Weights beyond the highest threshold are cut to it, and all are divided by what they share, so that
        sums stay short; a threshold that any one input reaches, or only all of them, needs no tally."""
        most = max((least for least, _ in asked), default=0)
        cut = [(read, min(weight, most)) for read, weight in inputs if min(weight, most) > 0]
        shared = gcd(*(weight for _, weight in cut)) or 1
        weighed = tuple((read, weight // shared) for read, weight in cut)
        self.weighed[gate] = weighed
        self.inputs[gate] = tuple(read for read, _ in weighed)
        total, smallest = sum(w for _, w in weighed), min((w for _, w in weighed), default=0)
        for least, threshold in asked:
            self._threshold(threshold, gate, -(-least // shared), smallest, total)

    def _threshold(self, gate: int, tally: int, least: int, smallest: int, total: int) -> None:
        if least <= 0 or least > total:
            self.kinds[gate], self.inputs[gate] = (ALL if least <= 0 else ANY), ()
            return
        self.least[gate] = least
        if least <= smallest or least > total - smallest:
            self.spread[gate] = ANY if least <= smallest else ALL
            if len(self.inputs[tally]) < WIDE:
                self.kinds[gate], self.inputs[gate] = self.spread[gate], self.inputs[tally]

    def _widen(self, gate: int) -> None:
        """Outside every circle a scan is cheaper than a tally, however many inputs there are."""
        if self.kinds[gate] == THRESHOLD and gate in self.spread:
            self.kinds[gate], self.inputs[gate] = self.spread[gate], self.inputs[self.inputs[gate][0]]

    def _name(self, gate: int) -> None:
        """A gate with one input bears its name; in a ring of such gates one stays, and reads itself."""
        way: dict[int, None] = {}
        while self.names[gate] < 0 and gate not in way and self._has_other_name(gate):
            way[gate] = None
            gate = self.inputs[gate][0]
        end = self.names[gate] if self.names[gate] >= 0 else gate
        for passed in (*way, end):
            self.names[passed] = end

    def _has_other_name(self, gate: int) -> bool:
        return self.kinds[gate] in (ALL, ANY) and len(self.inputs[gate]) == 1

    def _is_circle(self, component: Sequence[int]) -> bool:
        return len(component) > 1 or component[0] in self.inputs[component[0]]


class _Cells:
    """The gates of an ordering by their new numbers."""

    def __init__(self, ordering: _Ordering, place: Mapping[int, int]) -> None:
        self.place = place
        self.kinds = tuple(ordering.kinds[gate] for gate in place)
        self.inputs = tuple(tuple(place[read] for read in ordering.inputs[gate]) for gate in place)
        self.least = {
            place[gate]: ordering.least[gate] for gate in place if ordering.kinds[gate] == THRESHOLD
        }
        self.weights = {
            place[gate]: self._weights(ordering, gate) for gate in place if ordering.kinds[gate] == TALLY
        }

    def circle(self, component: Sequence[int]) -> Circle:
        cells = tuple(self.place[gate] for gate in component)
        within = {cell: i for i, cell in enumerate(cells)}
        readers: list[list[int]] = [[] for _ in cells]
        counters: list[list[tuple[int, int]]] = [[] for _ in cells]
        asked: list[list[tuple[int, int]]] = [[] for _ in cells]
        for i, cell in enumerate(cells):
            if self.kinds[cell] == THRESHOLD:
                asked[within[self.inputs[cell][0]]].append((self.least[cell], cell))
            elif self.kinds[cell] == TALLY:
                for read, weight in self.weights[cell].inputs:
                    if read in within:
                        counters[within[read]].append((i, weight))
            else:
                for read in self.inputs[cell]:
                    if read in within:
                        readers[within[read]].append(i)
        return Circle(
            cells,
            tuple(tuple(read for read in self.inputs[cell] if read in within) for cell in cells),
            tuple(tuple(read for read in self.inputs[cell] if read not in within) for cell in cells),
            tuple(map(tuple, readers)),
            tuple(map(tuple, counters)),
            tuple(tuple(sorted(pairs)) for pairs in asked),
        )

    def _weights(self, ordering: _Ordering, gate: int) -> Weights:
        together: dict[int, int] = {}
        for read, weight in ordering.weighed[gate]:
            cell = self.place[ordering.names[read]]
            together[cell] = together.get(cell, 0) + weight
        return Weights(tuple(together.items()), sum(together.values()))


def components_of(starts: Iterable[int], reads: Sequence[Sequence[int]]) -> list[list[int]]:
    """The strongly connected components on which ``starts`` depend, each after those that it reads.

    Within a component the nodes stand in the order in which the walk leaves them: inputs first, but for
    the steps that close a circle. (Tarjan 1972, without recursion.)
    """
    number: dict[int, int] = {}
    low: dict[int, int] = {}
    left: dict[int, int] = {}
    stack: list[int] = []
    settled: set[int] = set()
    found: list[list[int]] = []
    for start in starts:
        way = [(start, iter(reads[start]))] if start not in number else []
        while way:
            node, rest = way[-1]
            if node not in number:
                number[node] = low[node] = len(number)
                stack.append(node)
            step = next((read for read in rest if read not in settled), None)
            if step is None:
                way.pop()
                left[node] = len(left)
                if way:
                    low[way[-1][0]] = min(low[way[-1][0]], low[node])
                if low[node] == number[node]:
                    found.append(_popped(stack, node, left))
                    settled.update(found[-1])
            elif step in number:
                low[node] = min(low[node], number[step])
            else:
                way.append((step, iter(reads[step])))
    return found


def _popped(stack: list[int], root: int, left: Mapping[int, int]) -> list[int]:
    component: list[int] = []
    while not component or component[-1] != root:
        component.append(stack.pop())
    return sorted(component, key=left.__getitem__)
