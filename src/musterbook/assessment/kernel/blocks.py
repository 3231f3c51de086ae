"""Settling a program on compiled blocks of 64-bit words: the word type for many worlds (extra ``fast``).

A block is as many words as keep all masks of the program in the fast memory, about 64; the whole fixpoint of
a block is found before the next is begun. The answers are those of the integers, bit for bit.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from musterbook.assessment.kernel.program import TALLY, THRESHOLD, Circle, Program

if TYPE_CHECKING:
    from musterbook.assessment.kernel.compiled import Room, Tables

WORD = 64
MOST_WORDS = 64
FAST_MEMORY = 1 << 18
"""Bytes that the masks of a block should not exceed."""
MOST_WEIGHT = 1 << 62


def fits(program: Program) -> bool:
    """Whether the sums of the program fit a machine word."""
    return all(weights.total < MOST_WEIGHT for weights in program.weights.values())


def settled_in_blocks(
    program: Program, variables: Sequence[int], lanes: int, greatest: bool = False
) -> list[int]:
    """As ``integers.settled``; the program must fit."""
    import numpy as np

    from musterbook.assessment.kernel.compiled import settle

    tables = tables_of(program)
    words = _block_words(tables)
    width = -(-lanes.bit_length() // (WORD * words)) * words
    count = 1 + max(program.variables, default=-1)
    given = np.zeros((max(1, count), width), np.uint64)
    for variable in program.variables:
        raw = variables[variable].to_bytes(8 * width, "little")
        given[variable] = np.frombuffer(raw, "<u8")
    found = np.empty((len(program.answers), width), np.uint64)
    settle(tables, _room(tables, words), given, found, greatest)
    return [int.from_bytes(row.astype("<u8").tobytes(), "little") & lanes for row in found]


def tables_of(program: Program) -> "Tables":
    """The program as arrays."""
    from musterbook.assessment.kernel.compiled import Tables

    cells = range(len(program.kinds))
    weighed = [_weighed(program, cell) for cell in cells]
    circles = [step if isinstance(step, Circle) else None for step in program.steps]
    rows = [[step] if isinstance(step, int) else list(step.cells) for step in program.steps]
    places, readers, counters, asked = _within(program)
    digits = [program.weights[c].total.bit_length() if c in program.weights else 0 for c in cells]
    sources = [source for _, source in program.sources]
    return Tables(
        kinds=_array(program.kinds),
        starts=_starts(weighed),
        inputs=_array(read for pairs in weighed for read, _ in pairs),
        weights=_array(weight for pairs in weighed for _, weight in pairs),
        least=_array(_clipped(program, cell) for cell in cells),
        total=_array(program.weights[c].total if c in program.weights else 0 for c in cells),
        source_cells=_array(cell for cell, _ in program.sources),
        source_variables=_array(-1 - s.constant if s.variable is None else s.variable for s in sources),
        source_negated=_array(s.negated for s in sources),
        sequence=_array(cell for row in rows for cell in row),
        steps=_starts(rows),
        circles=_array(circle is not None for circle in circles),
        places=_array(places),
        reader_starts=_starts(readers),
        readers=_array(cell for row in readers for cell in row),
        counter_starts=_starts(counters),
        counters=_array(cell for row in counters for cell, _ in row),
        counter_weights=_array(weight for row in counters for _, weight in row),
        asked_starts=_starts(asked),
        asked=_array(cell for row in asked for cell in row),
        planes=_starts([[0] * count for count in digits]),
        digits=_array(digits),
        answers=_array(program.answers),
    )


def _weighed(program: Program, cell: int) -> Sequence[tuple[int, int]]:
    if program.kinds[cell] == TALLY:
        return program.weights[cell].inputs
    return [(read, 0) for read in program.inputs[cell]]


def _clipped(program: Program, cell: int) -> int:
    return program.least[cell] if program.kinds[cell] == THRESHOLD else 0


def _within(
    program: Program,
) -> tuple[list[int], list[list[int]], list[list[tuple[int, int]]], list[list[int]]]:
    """By cell: its place in the sequence (-1 outside circles), its readers, tallies and thresholds inside."""
    count = len(program.kinds)
    places = [-1] * count
    readers: list[list[int]] = [[] for _ in range(count)]
    counters: list[list[tuple[int, int]]] = [[] for _ in range(count)]
    asked: list[list[int]] = [[] for _ in range(count)]
    place = 0
    for step in program.steps:
        if isinstance(step, int):
            place += 1
            continue
        for i, cell in enumerate(step.cells):
            places[cell] = place + i
            readers[cell] = [step.cells[reader] for reader in step.readers[i]]
            counters[cell] = [(step.cells[tally], weight) for tally, weight in step.counters[i]]
            asked[cell] = [threshold for _, threshold in step.asked[i]]
        place += len(step.cells)
    return places, readers, counters, asked


def _block_words(tables: "Tables") -> int:
    rows = len(tables.kinds) + int(tables.digits.sum())
    words = MOST_WORDS
    while words > 8 and rows * words * 8 > FAST_MEMORY:
        words //= 2
    return words


def _room(tables: "Tables", words: int) -> "Room":
    import numpy as np

    from musterbook.assessment.kernel.compiled import Room

    cells = len(tables.kinds)
    return Room(
        masks=np.zeros((cells, words), np.uint64),
        planes=np.zeros((int(tables.digits.sum()) + 1, words), np.uint64),
        fresh=np.zeros(words, np.uint64),
        carry=np.zeros(words, np.uint64),
        level=np.zeros(words, np.uint64),
        dirty=np.zeros(len(tables.sequence), np.int64),
        reached=np.zeros(cells, np.int64),
        marks=np.zeros(4, np.int64),
    )


def _array(values: Iterable[int]) -> Any:
    import numpy as np

    return np.fromiter(values, np.int64)


def _starts(rows: Sequence[Sequence[object]]) -> Any:
    """Where each row starts in the flat list of all rows, and where the last one ends."""
    import numpy as np

    return np.concatenate([np.zeros(1, np.int64), np.cumsum(_array(len(row) for row in rows))]).astype(
        np.int64
    )
