"""Settling a program on plain Python integers, one bit a world: no dependency, and no word boundary.

Everything outside the circles is computed once. In a circle all cells start at the bottom (for the greatest
fixpoint at the top) and a cell is looked at again only when something that it reads has changed (Dowling and
Gallier 1984, for Horn clauses). Tallies grow by what is new in their inputs: at the bottom they count who is
there, from the top they count who has left, so that they only ever grow.
"""

import sys
from collections.abc import Sequence

from musterbook.assessment.kernel.deadline import NO_DEADLINE, Deadline
from musterbook.assessment.kernel.gates import ALL, ANY, TALLY, THRESHOLD
from musterbook.assessment.kernel.lanes import Counter, counter
from musterbook.assessment.kernel.program import Circle, Program

STRETCH = 1024
OFTEN = 256


class Tired(Exception):
    """More looks were needed than ``patience`` allowed, or more time."""


def until(deadline: Deadline) -> "Patience | None":
    """As many looks as fit in the time that is left."""
    return None if deadline.until is None else Patience(sys.maxsize, deadline)


class Patience:
    """How many more times cells of circles may be looked at, STRETCH lanes at a time, and until when."""

    def __init__(self, looks: int, deadline: Deadline = NO_DEADLINE) -> None:
        self.looks = looks
        self.deadline = deadline
        self.spent = 0

    def spend(self, lanes: int) -> None:
        self.looks -= 1 + lanes.bit_length() // STRETCH
        self.spent += 1
        if self.looks < 0 or (self.spent % OFTEN == 0 and self.deadline.passed):
            raise Tired

    @property
    def cap(self) -> str:
        """What ended it."""
        return self.deadline.cap if self.deadline.passed else "it took too many looks at gates"


def settled(
    program: Program,
    variables: Sequence[int],
    lanes: int,
    greatest: bool = False,
    patience: Patience | None = None,
) -> list[int]:
    """The mask of every answer in the least, or the greatest, fixpoint, given the mask of every variable.

    Raises Tired where ``patience`` ends first.
    """
    return _Run(program, program.given(variables, variables, lanes), lanes, greatest, patience).answers()


def settled_rails(
    program: Program, low: Sequence[int], high: Sequence[int], lanes: int, greatest: bool = False
) -> tuple[list[int], list[int]]:
    """The answers on two rails, what surely holds and what may, given the two rails of every variable.

    A negated variable surely holds where the variable cannot, so each rail reads negations off the other.
    Nothing else in a network is negated: the rails enclose the truth, and where no variable stands both
    plain and negated they are it.
    """
    surely = _Run(program, program.given(low, high, lanes), lanes, greatest).answers()
    return surely, _Run(program, program.given(high, low, lanes), lanes, greatest).answers()


def settled_both(
    program: Program, variables: Sequence[int], lanes: int, patience: Patience | None = None
) -> tuple[list[int], list[int]]:
    """The least and the greatest fixpoint; what no circle touches is settled once. Raises Tired."""
    least = _Run(program, program.given(variables, variables, lanes), lanes, False, patience)
    low = least.answers()
    if not program.cyclic:
        return low, list(low)
    return low, _Run(program, list(least.masks), lanes, True, patience, program.unsure).answers()


class _Run:
    """The masks of one fixpoint, cell by cell, from those of the sources on; only cells in ``again``, if
    given, are settled, as the others are known."""

    def __init__(
        self,
        program: Program,
        masks: list[int],
        lanes: int,
        greatest: bool,
        patience: Patience | None = None,
        again: frozenset[int] | None = None,
    ) -> None:
        self.program = program
        self.masks = masks
        self.lanes = lanes
        self.greatest = greatest
        self.patience = patience
        self.counters: dict[int, Counter] = {}
        self.missing: set[int] = set()
        for step in program.steps:
            if isinstance(step, Circle):
                self._go_round(step)
            elif again is None or step in again:
                self._once(step)

    def answers(self) -> list[int]:
        return [self.masks[cell] for cell in self.program.answers]

    def _once(self, cell: int) -> None:
        kind, reads = self.program.kinds[cell], self.program.inputs[cell]
        if kind == ALL:
            self.masks[cell] = self._all(reads, self.lanes)
        elif kind == ANY:
            self.masks[cell] = self._any(reads, 0)
        elif kind == TALLY:
            self.counters[cell] = self._counted(cell)
        elif kind == THRESHOLD:
            self.masks[cell] = self._reached(cell, reads[0])

    def _all(self, reads: Sequence[int], mask: int) -> int:
        masks = self.masks
        for read in reads:
            mask &= masks[read]
            if not mask:
                break
        return mask

    def _any(self, reads: Sequence[int], mask: int) -> int:
        masks = self.masks
        for read in reads:
            mask |= masks[read]
        return mask

    def _counted(self, tally: int) -> Counter:
        pairs = self.program.weights[tally].inputs
        return counter(self.lanes, [(self.masks[read], weight) for read, weight in pairs])

    def _reached(self, cell: int, tally: int) -> int:
        least = self.program.least[cell]
        if tally not in self.counters:
            self.counters[tally] = self._counted(tally)
        if tally not in self.missing:
            return self.counters[tally].reaches(least)
        beyond = self.program.weights[tally].total - least + 1
        return self.lanes ^ self.counters[tally].reaches(beyond)

    def _go_round(self, circle: Circle) -> None:
        for cell in circle.cells:
            if self.program.kinds[cell] != TALLY:
                self.masks[cell] = self.lanes if self.greatest else 0
        _Round(self, circle).run()


class _Round:
    """One circle, round and round until nothing changes."""

    def __init__(self, run: _Run, circle: Circle) -> None:
        self.whole = run
        self.circle = circle
        self.dirty = bytearray(b"\1" * len(circle.cells))
        self.thresholds: dict[int, list[tuple[int, int]]] = {}
        self.reached: dict[int, int] = {}
        self.place = {cell: i for i, cell in enumerate(circle.cells)}
        kinds = run.program.kinds
        self.kinds = [kinds[cell] for cell in circle.cells]
        self.base = [self._base(i) for i in range(len(circle.cells))]

    def _base(self, i: int) -> int:
        """What a cell gets from outside the circle; a tally starts its count with it."""
        run, kind = self.whole, self.kinds[i]
        if kind == ALL:
            return run._all(self.circle.outside[i], run.lanes)
        if kind == ANY:
            return run._any(self.circle.outside[i], 0)
        if kind == TALLY:
            self._start_count(i)
        return 0

    def _start_count(self, i: int) -> None:
        run, cell = self.whole, self.circle.cells[i]
        weights, top = run.program.weights[cell], run.lanes if run.greatest else 0
        outside = set(self.circle.outside[i])
        pairs = [(run.masks[read] ^ top, weight) for read, weight in weights.inputs if read in outside]
        run.counters[cell] = counter(run.lanes, pairs)
        asked = self.circle.asked[i]
        if run.greatest:
            run.missing.add(cell)
            asked = tuple((weights.total - least + 1, gate) for least, gate in reversed(asked))
        self.thresholds[i] = list(asked)
        self.reached[i] = 0

    def run(self) -> None:
        dirty, kinds = self.dirty, self.kinds
        place = 0
        while (place := dirty.find(1, place)) >= 0 or (place := dirty.find(1)) >= 0:
            dirty[place] = 0
            kind = kinds[place]
            if kind == ALL:
                self._set(place, self.whole._all(self.circle.inside[place], self.base[place]))
            elif kind == ANY:
                self._set(place, self.whole._any(self.circle.inside[place], self.base[place]))
            elif kind == TALLY:
                self._ask(place)
            place += 1

    def _set(self, place: int, mask: int) -> None:
        run, cell = self.whole, self.circle.cells[place]
        old = run.masks[cell]
        if run.patience is not None:
            run.patience.spend(run.lanes)
        if mask == old:
            return
        run.masks[cell] = mask
        for reader in self.circle.readers[place]:
            self.dirty[reader] = 1
        for tally, weight in self.circle.counters[place]:
            run.counters[self.circle.cells[tally]].add(mask ^ old, weight)
            self.dirty[tally] = 1

    def _ask(self, place: int) -> None:
        """Looks only at thresholds between "reached in all lanes" and "reached in none": they are sorted."""
        run, asked = self.whole, self.thresholds[place]
        count = run.counters[self.circle.cells[place]]
        for i in range(self.reached[place], len(asked)):
            least, cell = asked[i]
            mask = count.reaches(least)
            self._set(self.place[cell], mask ^ run.lanes if run.greatest else mask)
            if mask == run.lanes and i == self.reached[place]:
                self.reached[place] += 1
            if not mask:
                break
