"""The compiled loops that settle a program block by block: 64 worlds a word, a whole fixpoint per block.

The same way as on integers: outside the circles everything once; in a circle a cell is looked at again only
when something that it reads has changed; tallies are bit slices that only grow. This module needs numba (the
extra ``fast``) and is imported only where it is used; without the compiler the functions are plain Python.
"""

from collections.abc import Callable
from typing import Any, Final, NamedTuple, TypeVar

import numpy as np
from numba import njit

from musterbook.assessment.kernel.program import ALL, ANY, TALLY, THRESHOLD

Function = TypeVar("Function", bound=Callable[..., Any])
FULL: Final = np.uint64(0xFFFF_FFFF_FFFF_FFFF)
NONE: Final = np.uint64(0)
PLACE, AGAIN, LAST, BEHIND = 0, 1, 2, 3


class Tables(NamedTuple):
    """A program as arrays of int64. Cells read ``inputs[starts[c]:starts[c + 1]]``, and so on with the others.

    ``sequence`` holds the cells step by step, ``steps`` where each step starts, ``circles`` whether it is
    one; ``readers``, ``counters`` and ``asked`` stay within a circle. ``planes`` is where a tally's first
    binary digit lies and ``digits`` how many there are. A source's variable is -1 for false, -2 for true.
    """

    kinds: Any
    starts: Any
    inputs: Any
    weights: Any
    least: Any
    total: Any
    source_cells: Any
    source_variables: Any
    source_negated: Any
    sequence: Any
    steps: Any
    circles: Any
    places: Any
    reader_starts: Any
    readers: Any
    counter_starts: Any
    counters: Any
    counter_weights: Any
    asked_starts: Any
    asked: Any
    planes: Any
    digits: Any
    answers: Any


class Room(NamedTuple):
    """The working memory of one block: masks by cell, digits of tallies, and rows for passing values."""

    masks: Any
    planes: Any
    fresh: Any
    carry: Any
    level: Any
    dirty: Any
    reached: Any
    marks: Any


def compiled(function: Function) -> Function:
    """The function compiled when first called; kept on disk where the installation can be written to."""
    try:
        return njit(cache=True)(function)  # type: ignore[no-any-return]
    except RuntimeError:
        return njit(function)  # type: ignore[no-any-return]


@compiled
def settle(tables: Any, room: Any, variables: Any, found: Any, top: bool) -> None:
    """Fills ``found`` (answers x words) from ``variables`` (variables x words), block after block."""
    words = room.fresh.shape[0]
    for start in range(0, variables.shape[1], words):
        _load(tables, room, variables, start)
        for step in range(tables.circles.shape[0]):
            first, end = tables.steps[step], tables.steps[step + 1]
            if tables.circles[step]:
                _go_round(tables, room, first, end, top)
            else:
                _once(tables, room, tables.sequence[first], top)
        for i in range(tables.answers.shape[0]):
            row = room.masks[tables.answers[i]]
            for w in range(words):
                found[i, start + w] = row[w]


@compiled
def _load(tables: Any, room: Any, variables: Any, start: int) -> None:
    words = room.fresh.shape[0]
    for i in range(tables.source_cells.shape[0]):
        row = room.masks[tables.source_cells[i]]
        variable = tables.source_variables[i]
        flip = FULL if tables.source_negated[i] else NONE
        if variable < 0:
            flip ^= FULL if variable == -2 else NONE
            for w in range(words):
                row[w] = flip
        else:
            for w in range(words):
                row[w] = variables[variable, start + w] ^ flip


@compiled
def _once(tables: Any, room: Any, cell: int, top: bool) -> None:
    kind = tables.kinds[cell]
    if kind == ALL or kind == ANY:
        _fold(tables, room.masks, cell, room.masks[cell])
    elif kind == TALLY:
        _start_count(tables, room, cell, -1, -1, False)
    elif kind == THRESHOLD:
        tally = tables.inputs[tables.starts[cell]]
        row = room.masks[cell]
        if top and tables.places[tally] >= 0:
            _reach(tables, room, tally, tables.total[tally] - tables.least[cell] + 1, row)
            for w in range(row.shape[0]):
                row[w] = ~row[w]
        else:
            _reach(tables, room, tally, tables.least[cell], row)


@compiled
def _fold(tables: Any, masks: Any, cell: int, into: Any) -> None:
    """All or any of the inputs of a cell; ``into`` may be the cell's own row only where it reads no other."""
    start, end = tables.starts[cell], tables.starts[cell + 1]
    words = into.shape[0]
    is_all = tables.kinds[cell] == ALL
    if end - start < 2:
        for w in range(words):
            into[w] = masks[tables.inputs[start], w] if end > start else (FULL if is_all else NONE)
        return
    one, two = masks[tables.inputs[start]], masks[tables.inputs[start + 1]]
    if is_all:
        for w in range(words):
            into[w] = one[w] & two[w]
        for i in range(start + 2, end):
            more = masks[tables.inputs[i]]
            for w in range(words):
                into[w] &= more[w]
    else:
        for w in range(words):
            into[w] = one[w] | two[w]
        for i in range(start + 2, end):
            more = masks[tables.inputs[i]]
            for w in range(words):
                into[w] |= more[w]


@compiled
def _go_round(tables: Any, room: Any, first: int, end: int, top: bool) -> None:
    """One circle, in order and again from the first cell that must be looked at, until nothing changes."""
    marks = room.marks
    for place in range(first, end):
        cell = tables.sequence[place]
        room.dirty[place] = 1
        room.masks[cell, :] = FULL if top else NONE
    for place in range(first, end):
        cell = tables.sequence[place]
        if tables.kinds[cell] == TALLY:
            _start_count(tables, room, cell, first, end, top)
    marks[AGAIN], marks[LAST], marks[BEHIND] = end, end - 1, first
    place = first
    while True:
        if place > marks[LAST]:
            if marks[AGAIN] == end:
                return
            place = marks[AGAIN]
            marks[AGAIN], marks[LAST], marks[BEHIND] = end, marks[BEHIND], first
        if room.dirty[place]:
            room.dirty[place] = 0
            marks[PLACE] = place
            _look(tables, room, tables.sequence[place], top)
        place += 1


@compiled
def _look(tables: Any, room: Any, cell: int, top: bool) -> None:
    kind = tables.kinds[cell]
    if kind == ALL or kind == ANY:
        _fold(tables, room.masks, cell, room.fresh)
        _put(tables, room, cell)
    elif kind == TALLY:
        _ask(tables, room, cell, top)


@compiled
def _put(tables: Any, room: Any, cell: int) -> None:
    """Takes over the new mask in ``fresh``; what has changed goes on to whoever reads the cell."""
    fresh, row = room.fresh, room.masks[cell]
    changed = NONE
    for w in range(fresh.shape[0]):
        difference = row[w] ^ fresh[w]
        row[w] = fresh[w]
        fresh[w] = difference
        changed |= difference
    if changed == NONE:
        return
    for i in range(tables.reader_starts[cell], tables.reader_starts[cell + 1]):
        _mark(room, tables.places[tables.readers[i]])
    for i in range(tables.counter_starts[cell], tables.counter_starts[cell + 1]):
        tally = tables.counters[i]
        _add(room, tables.planes[tally], fresh, tables.counter_weights[i], NONE)
        _mark(room, tables.places[tally])


@compiled
def _mark(room: Any, place: int) -> None:
    marks = room.marks
    room.dirty[place] = 1
    if place > marks[PLACE]:
        marks[LAST] = max(marks[LAST], place)
    else:
        marks[AGAIN] = min(marks[AGAIN], place)
        marks[BEHIND] = max(marks[BEHIND], place)


@compiled
def _ask(tables: Any, room: Any, tally: int, top: bool) -> None:
    """Looks only at thresholds between "reached in all lanes" and "reached in none": they are sorted."""
    start, end = tables.asked_starts[tally], tables.asked_starts[tally + 1]
    i = room.reached[tally]
    while start + i < end:
        cell = tables.asked[end - 1 - i] if top else tables.asked[start + i]
        least = tables.total[tally] - tables.least[cell] + 1 if top else tables.least[cell]
        _reach(tables, room, tally, least, room.fresh)
        every, some = FULL, NONE
        for w in range(room.fresh.shape[0]):
            every &= room.fresh[w]
            some |= room.fresh[w]
            room.fresh[w] ^= FULL if top else NONE
        _put(tables, room, cell)
        if every == FULL and i == room.reached[tally]:
            room.reached[tally] += 1
        if some == NONE:
            return
        i += 1


@compiled
def _start_count(tables: Any, room: Any, tally: int, first: int, end: int, top: bool) -> None:
    """Counts the inputs from outside the circle at places ``first`` to ``end`` (from the top: the missing)."""
    planes = tables.planes[tally]
    room.planes[planes : planes + tables.digits[tally], :] = NONE
    room.reached[tally] = 0
    for i in range(tables.starts[tally], tables.starts[tally + 1]):
        read = tables.inputs[i]
        if not first <= tables.places[read] < end or first < 0:
            _add(room, planes, room.masks[read], tables.weights[i], FULL if top else NONE)


@compiled
def _add(room: Any, planes: int, mask: Any, weight: int, flip: Any) -> None:
    """A ripple-carry adder over the digits that start at row ``planes``."""
    carry = room.carry
    words = carry.shape[0]
    carry[:] = NONE
    busy = NONE
    while weight or busy != NONE:
        row = room.planes[planes]
        busy = NONE
        if weight & 1:
            for w in range(words):
                here, more, old = row[w], mask[w] ^ flip, carry[w]
                row[w] = here ^ more ^ old
                carry[w] = (here & more) | (old & (here ^ more))
                busy |= carry[w]
        else:
            for w in range(words):
                here, old = row[w], carry[w]
                row[w] = here ^ old
                carry[w] = here & old
                busy |= carry[w]
        weight >>= 1
        planes += 1


@compiled
def _reach(tables: Any, room: Any, tally: int, least: int, into: Any) -> None:
    """The lanes of a tally that have reached ``least``."""
    level, words, digits = room.level, into.shape[0], tables.digits[tally]
    if least <= 0 or least >> digits:
        into[:] = FULL if least <= 0 else NONE
        return
    into[:] = NONE
    level[:] = FULL
    for digit in range(digits - 1, -1, -1):
        row = room.planes[tables.planes[tally] + digit]
        if least >> digit & 1:
            for w in range(words):
                level[w] &= row[w]
        else:
            for w in range(words):
                into[w] |= level[w] & row[w]
                level[w] &= ~row[w]
    for w in range(words):
        into[w] |= level[w]
