"""In which round everything comes about under the least fixpoint, in one world (rule 6).

Round 1 needs no other offer, round 2 only offers of round 1, and so on: the stages of van Emden and Kowalski
(1976). A reason that refers only to earlier rounds cannot be circular.
"""

from collections.abc import Sequence

from musterbook.assessment.kernel.gates import ALL, ANY
from musterbook.assessment.kernel.network import Network

Readers = tuple[list[list[int]], list[list[tuple[int, int]]]]

NEVER = 1 << 62


def rounds(network: Network, variables: Sequence[bool], turns: Sequence[int]) -> list[int]:
    """For every gate the round in which it first holds, NEVER where it does not.

    ``turns`` are the gates that take a round of their own (the offers): they hold one round after their
    inputs do; every other gate holds in the round of its inputs.
    """
    return _Rounds(network, turns).run(variables)


class _Rounds:
    """Gates wait for a number of inputs (or a weight) and are met in the order of their rounds."""

    def __init__(self, network: Network, turns: Sequence[int]) -> None:
        self.network = network
        self.turns = set(turns)
        self.found = [NEVER] * len(network)
        self.missing = [len(set(inputs)) for inputs in network.inputs]
        self.reached = [0] * len(network.tallies)
        self.asked = [sorted(tally.asked) for tally in network.tallies]
        self.met = [0] * len(network.tallies)
        self.readers, self.counters = _readers(network)
        self.now: list[int] = []
        self.next: list[int] = []
        self.round = 0

    def run(self, variables: Sequence[bool]) -> list[int]:
        self._start(variables)
        while self.now or self.next:
            if not self.now:
                self.round += 1
                self.now, self.next = self.next, []
                for gate in self.now:
                    self.found[gate] = self.round
            self._spread(self.now.pop())
        return self.found

    def _start(self, variables: Sequence[bool]) -> None:
        for source in self.network.sources:
            given = variables[source.variable] if source.variable is not None else source.constant
            if bool(given) != source.negated:
                self._hold(source.gate)
        for gate, kind in enumerate(self.network.kinds):
            if kind == ALL and not self.network.inputs[gate]:
                self._hold(gate)
        for tally in range(len(self.asked)):
            self._ask(tally)

    def _hold(self, gate: int) -> None:
        if self.found[gate] != NEVER:
            return
        if gate in self.turns:
            self.next.append(gate)
        else:
            self.found[gate] = self.round
            self.now.append(gate)

    def _spread(self, gate: int) -> None:
        for reader in self.readers[gate]:
            self.missing[reader] -= 1
            if self.missing[reader] == 0 or self.network.kinds[reader] == ANY:
                self._hold(reader)
        for tally, weight in self.counters[gate]:
            self.reached[tally] += weight
            self._ask(tally)

    def _ask(self, tally: int) -> None:
        asked = self.asked[tally]
        while self.met[tally] < len(asked) and asked[self.met[tally]][0] <= self.reached[tally]:
            self._hold(asked[self.met[tally]][1])
            self.met[tally] += 1


def _readers(network: Network) -> Readers:
    """For every gate the all and any gates that read it, and the tallies that weigh it."""
    readers: list[list[int]] = [[] for _ in network.kinds]
    counters: list[list[tuple[int, int]]] = [[] for _ in network.kinds]
    for gate, kind in enumerate(network.kinds):
        if kind in (ALL, ANY):
            for source in set(network.inputs[gate]):
                readers[source].append(gate)
    for tally, weighed in enumerate(network.tallies):
        for source, weight in weighed.inputs:
            counters[source].append((tally, weight))
    return readers, counters
