"""Settling a program on compiled blocks of 64-bit words: the word type for many worlds (extra ``fast``).

A block is so small that all masks of the program stay in the fast memory; the whole fixpoint of a block is
found before the next is begun. The answers are those of the integers, bit for bit.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from musterbook.assessment.kernel.gates import TALLY, THRESHOLD
from musterbook.assessment.kernel.program import Circle, Program

WORD = 64
MOST_WEIGHT = 1 << 62


def fits(program: Program) -> bool:
    """Whether the sums of the program fit a machine word."""
    return all(weights.total < MOST_WEIGHT for weights in program.weights.values())


def settled_in_blocks(
    program: Program, variables: Sequence[int], lanes: int, greatest: bool = False
) -> list[int]:
    """As ``integers.settled``; raises OverflowError where the program does not fit."""
    found = settled_words(program, variables, lanes, greatest)
    return [
        0 if program.kinds[cell] == TALLY else int.from_bytes(row.astype("<u8").tobytes(), "little") & lanes
        for cell, row in zip(program.answers, found, strict=True)
    ]


def settled_words(program: Program, variables: Sequence[int], lanes: int, greatest: bool = False) -> Any:
    """The masks of the answers as an array, answers x 64-bit words; lanes beyond ``lanes`` mean nothing."""
    import numpy as np

    from musterbook.assessment.kernel.compiled import WORDS, settle

    if not fits(program):
        raise OverflowError("the sums of this program do not fit a machine word")
    tables = tables_of(program)
    width = -(-lanes.bit_length() // (WORD * WORDS)) * WORDS
    given = np.zeros((1 + max(program.variables, default=0), width), np.uint64)
    for variable in program.variables:
        given[variable] = np.frombuffer(variables[variable].to_bytes(8 * width, "little"), "<u8")
    rows = np.zeros((tables.rows, WORDS), np.uint64)
    found = np.empty((len(program.answers), width), np.uint64)
    marks = np.zeros(len(tables.code), np.int64)
    settle(tables.code, tables.steps, tables.sources, tables.answers, rows, marks, given, found, greatest)
    return found


@dataclass(frozen=True, slots=True)
class Tables:
    """A program as arrays of whole numbers, as ``compiled.settle`` takes them, and how many rows it needs."""

    code: Any
    steps: Any
    sources: Any
    answers: Any
    rows: int


@lru_cache(maxsize=8)
def tables_of(program: Program) -> Tables:
    """The program as arrays, kept for the next time."""
    return _Writer(program).tables()


class _Writer:
    """Lays out rows and records first, then fills in the records."""

    def __init__(self, program: Program) -> None:
        from musterbook.assessment.kernel.compiled import FIRST_ROW, RECORD

        self.program = program
        self.sequence = [
            cell for step in program.steps for cell in ((step,) if isinstance(step, int) else step.cells)
        ]
        self.rows = FIRST_ROW
        self.row = [self._rows(cell) for cell in range(len(program.kinds))]
        start = len(self.sequence)
        self.record = {cell: start + RECORD * i for i, cell in enumerate(self.sequence)}
        self.code = [*self.record.values(), *[0] * (RECORD * start)]
        self.place = dict.fromkeys(self.sequence, -1)

    def tables(self) -> Tables:
        steps, first = [], 0
        for step in self.program.steps:
            cells = (step,) if isinstance(step, int) else step.cells
            if isinstance(step, Circle):
                self.place.update((cell, first + i) for i, cell in enumerate(cells))
            steps.append((first, first + len(cells), int(isinstance(step, Circle))))
            first += len(cells)
        for step in self.program.steps:
            for i, cell in enumerate((step,) if isinstance(step, int) else step.cells):
                self._write(cell, step if isinstance(step, Circle) else None, i)
        sources = [
            (self.row[cell], -1 - s.constant if s.variable is None else s.variable, int(s.negated))
            for cell, s in self.program.sources
        ]
        answers = (self.row[cell] for cell in self.program.answers)
        return Tables(_array(self.code), _pairs(steps), _pairs(sources), _array(answers), self.rows)

    def _rows(self, cell: int) -> int:
        """The first row of a cell: one for its mask, or one for each digit of a tally."""
        row = self.rows
        weights = self.program.weights.get(cell)
        self.rows += 1 if weights is None else max(1, weights.total.bit_length())
        return row

    def _write(self, cell: int, circle: Circle | None, i: int) -> None:
        program, record = self.program, self.record[cell]
        kind = program.kinds[cell]
        weights = program.weights.get(cell)
        readers = circle.readers[i] if circle else ()
        counters = circle.counters[i] if circle else ()
        asked = [self.record[threshold] for _, threshold in circle.asked[i]] if circle else []
        size = weights.total if weights else program.least.get(cell, 0)
        lists = [
            self._listed(self._inputs(cell, kind, circle), 3 if kind == TALLY else 1),
            self._listed([self.place[circle.cells[r]] for r in readers] if circle else [], 1),
            self._listed(
                [x for t, w in counters for x in (self.record[circle.cells[t]], w)] if circle else [], 2
            ),
            (len(asked), self._listed([*asked, 0], 1)[1]),
        ]
        self.code[record : record + 3] = [kind, self.row[cell], self.place[cell]]
        self.code[record + 3 : record + 11] = [number for pair in lists for number in pair]
        self.code[record + 11 : record + 13] = [size, size.bit_length() if weights else 0]

    def _inputs(self, cell: int, kind: int, circle: Circle | None) -> list[int]:
        if kind == TALLY:
            own = {read for read in self.program.inputs[cell] if circle and self._is_in(read, circle)}
            pairs = self.program.weights[cell].inputs
            return [x for read, weight in pairs for x in (self.row[read], weight, int(read not in own))]
        if kind == THRESHOLD:
            return [self.record[self.program.inputs[cell][0]]]
        return [self.row[read] for read in self.program.inputs[cell]]

    def _is_in(self, cell: int, circle: Circle) -> bool:
        first = self.place[circle.cells[0]]
        return first <= self.place[cell] < first + len(circle.cells)

    def _listed(self, numbers: Sequence[int], size: int) -> tuple[int, int]:
        """The length, in items of ``size`` numbers, and the start of a list."""
        start = len(self.code)
        self.code += numbers
        return len(numbers) // size, start


def _array(values: Iterable[int]) -> Any:
    import numpy as np

    return np.fromiter(values, np.int64)


def _pairs(rows: Sequence[tuple[int, int, int]]) -> Any:
    import numpy as np

    return np.array(rows, np.int64).reshape(-1, 3)
