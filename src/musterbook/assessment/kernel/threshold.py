"""A weighed threshold as a chain of choices: "this input counts: then so much is still wanted, else so much".

Two remainders that no combination of the later inputs can tell apart are one state, kept as an interval
(Behle 2007, *On threshold BDDs and the optimal variable ordering problem*); so equal weights give a small
grid and the number of states never exceeds that of the reduced diagram.
"""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from musterbook.assessment.kernel.nodes import Store

State = tuple[int, int, int]
"""The first and the last remainder of a state, and its node."""


def threshold_steps(weights: Sequence[int], least: int, store: Store) -> int:
    """The node, in a store with a level per weight, that asks whether the weights chosen reach ``least``.

    Weights are >= 0. Both children of a node are states of the next inputs; raises Full.
    """
    return _Steps(weights, store).state(least)


class _Steps:
    """For every input the intervals of remainders already met, with their node."""

    def __init__(self, weights: Sequence[int], store: Store) -> None:
        self.weights = weights
        self.store = store
        self.left = [*accumulate(reversed(weights), initial=0)][::-1]
        self.starts: list[list[int]] = [[] for _ in weights]
        self.met: list[list[State]] = [[] for _ in weights]
        self.endless = 2 * self.left[0] + 1

    def state(self, wanted: int) -> int:
        open_ones = [(0, wanted)]
        while True:
            place, rest = open_ones[-1]
            known = self._known(place, rest)
            if known is not None:
                open_ones.pop()
                if not open_ones:
                    return known[2]
                continue
            with_it = self._known(place + 1, rest - self.weights[place])
            without = self._known(place + 1, rest)
            if with_it is None:
                open_ones.append((place + 1, rest - self.weights[place]))
            if without is None:
                open_ones.append((place + 1, rest))
            if with_it is not None and without is not None:
                self._settle(place, with_it, without)

    def _known(self, place: int, rest: int) -> State | None:
        """The state that holds ``rest``; below 1 everything, above what is left nothing reaches it."""
        if rest <= 0:
            return -self.endless, 0, 1
        if rest > self.left[place]:
            return self.left[place] + 1, self.endless + rest, 0
        where = bisect_right(self.starts[place], rest) - 1
        if where >= 0 and self.met[place][where][1] >= rest:
            return self.met[place][where]
        return None

    def _settle(self, place: int, with_it: State, without: State) -> None:
        weight = self.weights[place]
        first = max(with_it[0] + weight, without[0])
        last = min(with_it[1] + weight, without[1])
        high, low = with_it[2], without[2]
        node = low if high == low else self.store.add(place, low, high)
        where = bisect_right(self.starts[place], first)
        self.starts[place].insert(where, first)
        self.met[place].insert(where, (first, last, node))
        self.store.breathe()
