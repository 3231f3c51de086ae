"""The one kernel: a network of monotone gates, and its least and greatest fixpoint in all lanes at once.

A gate is *all*, *any* or a *threshold* over a weighted tally; cycles are allowed. Every gate has a dual
(all and any change places, "at least t of T" becomes "more than T - t missing"), so that the greatest
fixpoint of the network is the complement of the least fixpoint of its dual, and one propagation serves
both. A gate is looked at only when one of its inputs changed (Dowling and Gallier 1984, for Horn clauses).
"""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from typing import Final

from musterbook.assessment.kernel.lanes import Tally

SOURCE: Final = 0
ALL: Final = 1
ANY: Final = 2
THRESHOLD: Final = 3
TALLY: Final = 4
WIDE = 12
"""From this many inputs on an *all* gate is kept as a tally: a scan of its inputs would cost more."""

Readers = tuple[list[list[int]], list[list[tuple[int, int]]]]


@dataclass(frozen=True, slots=True)
class Source:
    """A gate that is given from outside: a constant, or a variable (or its negation)."""

    gate: int
    constant: bool = False
    variable: int | None = None
    negated: bool = False


@dataclass(slots=True)
class Weighed:
    """A tally: its own gate (which bears no mask), its weighed inputs, and the thresholds that ask it."""

    gate: int
    inputs: tuple[tuple[int, int], ...]
    asked: list[tuple[int, int]] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(weight for _, weight in self.inputs)


class Network:
    """Gates under construction; ``least`` and ``greatest`` give the mask of every gate."""

    def __init__(self) -> None:
        self.kinds: list[int] = []
        self.inputs: list[tuple[int, ...]] = []
        self.sources: list[Source] = []
        self.tallies: list[Weighed] = []
        self._known_readers: Readers | None = None

    def __len__(self) -> int:
        return len(self.kinds)

    def constant(self, value: bool) -> int:
        gate = self._gate(SOURCE, ())
        self.sources.append(Source(gate, constant=value))
        return gate

    def variable(self, variable: int, negated: bool = False) -> int:
        gate = self._gate(SOURCE, ())
        self.sources.append(Source(gate, variable=variable, negated=negated))
        return gate

    def all(self, inputs: Sequence[int]) -> int:
        if len(inputs) >= WIDE:
            return self.at_least(len(inputs), inputs)
        return inputs[0] if len(inputs) == 1 else self._gate(ALL, inputs)

    def any(self, inputs: Sequence[int]) -> int:
        return inputs[0] if len(inputs) == 1 else self._gate(ANY, inputs)

    def at_least(self, k: int, inputs: Sequence[int]) -> int:
        return self.threshold(self.tally([(gate, 1) for gate in inputs]), k)

    def tally(self, inputs: Iterable[tuple[int, int]]) -> int:
        """The place of a new tally of (gate, weight) pairs, for ``threshold`` to ask."""
        pairs = tuple(inputs)
        gate = self._gate(TALLY, list(dict.fromkeys(gate for gate, _ in pairs)))
        self.tallies.append(Weighed(gate, pairs))
        return len(self.tallies) - 1

    def threshold(self, tally: int, least: int) -> int:
        """The gate that asks whether the tally reaches ``least``."""
        weighed = self.tallies[tally]
        gate = self._gate(THRESHOLD, [weighed.gate])
        weighed.asked.append((least, gate))
        return gate

    def open_all(self) -> int:
        """An *all* gate whose inputs come later, by ``close``: what makes cycles possible."""
        return self._gate(ALL, ())

    def close(self, gate: int, inputs: Sequence[int]) -> None:
        self.inputs[gate] = tuple(inputs)
        self._known_readers = None

    def cone(self, gates: Iterable[int]) -> set[int]:
        """The gates on which ``gates`` depend, themselves included."""
        found = set(gates)
        open_ones = list(found)
        while open_ones:
            for gate in self.inputs[open_ones.pop()]:
                if gate not in found:
                    found.add(gate)
                    open_ones.append(gate)
        return found

    def has_cycle(self) -> bool:
        """Whether any gate depends on itself: only then can least and greatest differ."""
        try:
            TopologicalSorter(dict(enumerate(self.inputs))).prepare()
        except CycleError:
            return True
        return False

    def least(self, variables: Sequence[int], lanes: int) -> list[int]:
        """The mask of every gate in the least fixpoint, given the mask of every variable."""
        return _Propagation(self, lanes, dual=False).run(variables)

    def greatest(self, variables: Sequence[int], lanes: int) -> list[int]:
        """The mask of every gate in the greatest fixpoint."""
        return [lanes ^ missing for missing in _Propagation(self, lanes, dual=True).run(variables)]

    def _gate(self, kind: int, inputs: Sequence[int]) -> int:
        self.kinds.append(kind)
        self.inputs.append(tuple(inputs))
        self._known_readers = None
        return len(self.kinds) - 1

    def readers(self) -> "Readers":
        """For every gate the all and any gates that read it, and the tallies that weigh it."""
        if self._known_readers is None:
            self._known_readers = _readers(self)
        return self._known_readers


class _Propagation:
    """One run: masks only grow, from nothing to the least fixpoint of the network or of its dual."""

    def __init__(self, network: Network, lanes: int, dual: bool) -> None:
        self.network = network
        self.lanes = lanes
        self.dual = dual
        self.conjunction = ANY if dual else ALL
        self.masks = [0] * len(network)
        self.grown = [0] * len(network)
        self.changed: deque[int] = deque()
        self.stale: deque[int] = deque()
        self.tallies = [Tally(lanes) for _ in network.tallies]
        self.is_stale = [False] * len(network.tallies)
        self.asked = [self._thresholds(weighed) for weighed in network.tallies]
        self.saturated = [0] * len(network.tallies)
        self.readers, self.counters = network.readers()

    def run(self, variables: Sequence[int]) -> list[int]:
        self._start(variables)
        while self.changed or self.stale:
            if self.changed:
                self._spread(self.changed.popleft())
            else:
                self._ask(self.stale.popleft())
        return self.masks

    def _start(self, variables: Sequence[int]) -> None:
        for source in self.network.sources:
            mask = variables[source.variable] if source.variable is not None else self.lanes * source.constant
            self._grow(source.gate, mask ^ self.lanes if source.negated != self.dual else mask)
        for gate, kind in enumerate(self.network.kinds):
            if kind == self.conjunction and not self.network.inputs[gate]:
                self._grow(gate, self.lanes)
        for tally in range(len(self.tallies)):
            self._ask(tally)

    def _thresholds(self, weighed: Weighed) -> list[tuple[int, int]]:
        if not self.dual:
            return sorted(weighed.asked)
        total = weighed.total
        return sorted((total - least + 1, gate) for least, gate in weighed.asked)

    def _grow(self, gate: int, mask: int) -> None:
        fresh = mask & ~self.masks[gate]
        if not fresh:
            return
        self.masks[gate] |= fresh
        if not self.grown[gate]:
            self.changed.append(gate)
        self.grown[gate] |= fresh

    def _spread(self, gate: int) -> None:
        fresh, self.grown[gate] = self.grown[gate], 0
        for tally, weight in self.counters[gate]:
            self.tallies[tally].add(fresh, weight)
            if not self.is_stale[tally]:
                self.is_stale[tally] = True
                self.stale.append(tally)
        for reader in self.readers[gate]:
            if self.network.kinds[reader] == self.conjunction:
                fresh_there = self._conjunction(reader)
            else:
                fresh_there = fresh
            self._grow(reader, fresh_there)

    def _conjunction(self, gate: int) -> int:
        mask = self.lanes
        for source in self.network.inputs[gate]:
            mask &= self.masks[source]
            if not mask:
                break
        return mask

    def _ask(self, tally: int) -> None:
        """Looks only at thresholds between "reached in all lanes" and "reached in none": they are sorted."""
        self.is_stale[tally] = False
        asked = self.asked[tally]
        for place in range(self.saturated[tally], len(asked)):
            least, gate = asked[place]
            mask = self.tallies[tally].reaches(least)
            self._grow(gate, mask)
            if mask == self.lanes and place == self.saturated[tally]:
                self.saturated[tally] += 1
            if not mask:
                break


def _readers(network: Network) -> Readers:
    readers: list[list[int]] = [[] for _ in network.kinds]
    counters: list[list[tuple[int, int]]] = [[] for _ in network.kinds]
    for gate, kind in enumerate(network.kinds):
        if kind in (ALL, ANY):
            for source in dict.fromkeys(network.inputs[gate]):
                readers[source].append(gate)
    for tally, weighed in enumerate(network.tallies):
        for source, weight in weighed.inputs:
            if weight:
                counters[source].append((tally, weight))
    return readers, counters
