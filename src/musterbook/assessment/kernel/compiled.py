"""The compiled loops that settle a program block by block: 64 worlds a word, a whole fixpoint per block.

The same way as on integers: outside the circles everything once; in a circle a cell is looked at again only
when something that it reads has changed; tallies are bit slices that only grow. This module needs numba (the
extra ``fast``) and is imported only where it is used; without the compiler the functions are plain Python.

A program comes as one array ``code``: a record of whole numbers for each cell, at KIND, ROW and so on from
its start, which point to the lists that it needs. ``rows`` are the masks of a block, one row a cell and one
row a binary digit of a tally, after three rows for passing values. Compiled functions pass on few arrays: to
pass many costs more than the work.
"""

from collections.abc import Callable
from typing import Any, Final, TypeVar, cast

import numpy as np
from numba import njit

from musterbook.assessment.kernel.gates import ALL, ANY, TALLY, THRESHOLD

Function = TypeVar("Function", bound=Callable[..., Any])
FULL: Final = np.uint64(0xFFFF_FFFF_FFFF_FFFF)
NONE: Final = np.uint64(0)
WORDS: Final = 64
"""Words a block: known beforehand, so that the loops over them become vector instructions."""
FRESH, CARRY, LEVEL, FIRST_ROW = 0, 1, 2, 3
KIND, ROW, PLACE, INPUTS, READERS, COUNTERS, ASKED, SIZE, DIGITS = 0, 1, 2, 3, 5, 7, 9, 11, 12
RECORD = 13
"""INPUTS, READERS, COUNTERS and ASKED are a length and a start: of rows (a tally's: row, weight, whether from
outside its circle; a threshold's: its tally), of places, of pairs (tally, weight), of thresholds. SIZE is the
least sum of a threshold and the total of a tally, which has DIGITS rows from ROW on."""
HERE, AGAIN, LAST, BEHIND, REACHED = 0, 1, 2, 3, 4


def compiled(function: Function) -> Function:
    """The function compiled when first called; kept on disk where the installation can be written to."""
    try:
        return cast(Function, njit(cache=True)(function))
    except RuntimeError:
        return cast(Function, njit(function))


@compiled
def settle(
    code: Any,
    steps: Any,
    sources: Any,
    answers: Any,
    rows: Any,
    marks: Any,
    given: Any,
    found: Any,
    top: bool,
) -> None:
    """Fills ``found`` (answers x words) from ``given`` (variables x words), block after block.

    ``steps`` are (first place, end, whether a circle), ``sources`` (row, variable, whether negated) with
    variable -1 for false and -2 for true, ``answers`` rows. ``code`` begins with the record of every place.
    """
    for start in range(0, given.shape[1], WORDS):
        for i in range(sources.shape[0]):
            _load(rows, sources[i, 0], given, sources[i, 1], start, FULL if sources[i, 2] else NONE)
        for i in range(steps.shape[0]):
            if steps[i, 2]:
                _go_round(code, rows, marks, steps[i, 0], steps[i, 1], top)
            else:
                _once(code, rows, code[steps[i, 0]], top)
        for i in range(answers.shape[0]):
            for w in range(WORDS):
                found[i, start + w] = rows[answers[i], w]


@compiled
def _load(rows: Any, row: int, given: Any, variable: int, start: int, flip: Any) -> None:
    if variable < 0:
        for w in range(WORDS):
            rows[row, w] = (FULL if variable == -2 else NONE) ^ flip
    else:
        for w in range(WORDS):
            rows[row, w] = given[variable, start + w] ^ flip


@compiled
def _once(code: Any, rows: Any, cell: int, top: bool) -> None:
    kind, row = code[cell + KIND], code[cell + ROW]
    if kind in (ALL, ANY):
        _fold(code, rows, cell, row)
    elif kind == TALLY:
        _start_count(code, rows, cell, False)
    elif kind == THRESHOLD:
        tally = code[code[cell + INPUTS + 1]]
        if top and code[tally + PLACE] >= 0:
            _reach(code, rows, tally, code[tally + SIZE] - code[cell + SIZE] + 1, row)
            for w in range(WORDS):
                rows[row, w] = ~rows[row, w]
        else:
            _reach(code, rows, tally, code[cell + SIZE], row)


@compiled
def _fold(code: Any, rows: Any, cell: int, into: int) -> None:
    """All or any of the inputs of a cell, into a row that is none of them."""
    start = code[cell + INPUTS + 1]
    end = start + code[cell + INPUTS]
    if end - start < 2:
        one = code[start] if end > start else 0
        for w in range(WORDS):
            rows[into, w] = rows[one, w] if end > start else (FULL if code[cell + KIND] == ALL else NONE)
        return
    one, two = code[start], code[start + 1]
    more = code[start + 2] if end - start > 2 else two
    if code[cell + KIND] == ALL:
        for w in range(WORDS):
            rows[into, w] = rows[one, w] & rows[two, w] & rows[more, w]
        for i in range(start + 3, end):
            more = code[i]
            for w in range(WORDS):
                rows[into, w] &= rows[more, w]
    else:
        for w in range(WORDS):
            rows[into, w] = rows[one, w] | rows[two, w] | rows[more, w]
        for i in range(start + 3, end):
            more = code[i]
            for w in range(WORDS):
                rows[into, w] |= rows[more, w]


@compiled
def _go_round(code: Any, rows: Any, marks: Any, first: int, end: int, top: bool) -> None:
    """One circle, in order and again from the first cell that must be looked at, until nothing changes."""
    for place in range(first, end):
        cell = code[place]
        marks[place + REACHED] = 1
        if code[cell + KIND] != TALLY:
            for w in range(WORDS):
                rows[code[cell + ROW], w] = FULL if top else NONE
    for place in range(first, end):
        if code[code[place] + KIND] == TALLY:
            _start_count(code, rows, code[place], top)
    marks[AGAIN], marks[LAST], marks[BEHIND] = end, end - 1, first
    place = first
    while True:
        if place > marks[LAST]:
            if marks[AGAIN] == end:
                return
            place = marks[AGAIN]
            marks[AGAIN], marks[LAST], marks[BEHIND] = end, marks[BEHIND], first
        if marks[place + REACHED]:
            marks[place + REACHED] = 0
            marks[HERE] = place
            _look(code, rows, marks, code[place], top)
        place += 1


@compiled
def _look(code: Any, rows: Any, marks: Any, cell: int, top: bool) -> None:
    kind = code[cell + KIND]
    if kind in (ALL, ANY):
        _fold(code, rows, cell, FRESH)
        _put(code, rows, marks, cell)
    elif kind == TALLY:
        _ask(code, rows, marks, cell, top)


@compiled
def _put(code: Any, rows: Any, marks: Any, cell: int) -> None:
    """Takes over the new mask in ``fresh``; what has changed goes on to whoever reads the cell."""
    row = code[cell + ROW]
    changed = NONE
    for w in range(WORDS):
        difference = rows[row, w] ^ rows[FRESH, w]
        rows[row, w] = rows[FRESH, w]
        rows[FRESH, w] = difference
        changed |= difference
    if changed == NONE:
        return
    start = code[cell + READERS + 1]
    for i in range(start, start + code[cell + READERS]):
        _mark(marks, code[i])
    start = code[cell + COUNTERS + 1]
    for i in range(start, start + 2 * code[cell + COUNTERS], 2):
        tally = code[i]
        _add(rows, code[tally + ROW], FRESH, code[i + 1], NONE)
        _mark(marks, code[tally + PLACE])


@compiled
def _mark(marks: Any, place: int) -> None:
    marks[place + REACHED] = 1
    if place > marks[HERE]:
        marks[LAST] = max(marks[LAST], place)
    else:
        marks[AGAIN] = min(marks[AGAIN], place)
        marks[BEHIND] = max(marks[BEHIND], place)


@compiled
def _ask(code: Any, rows: Any, marks: Any, tally: int, top: bool) -> None:
    """Looks only at thresholds between "reached in all lanes" and "reached in none": they are sorted.

    How many are reached in all lanes is kept after them in the list.
    """
    start, length = code[tally + ASKED + 1], code[tally + ASKED]
    i = code[start + length]
    while i < length:
        cell = code[start + length - 1 - i] if top else code[start + i]
        least = code[tally + SIZE] - code[cell + SIZE] + 1 if top else code[cell + SIZE]
        _reach(code, rows, tally, least, FRESH)
        every, some = FULL, NONE
        for w in range(WORDS):
            every &= rows[FRESH, w]
            some |= rows[FRESH, w]
            rows[FRESH, w] ^= FULL if top else NONE
        _put(code, rows, marks, cell)
        if every == FULL and i == code[start + length]:
            code[start + length] += 1
        if some == NONE:
            return
        i += 1


@compiled
def _start_count(code: Any, rows: Any, tally: int, top: bool) -> None:
    """Counts the inputs from outside the tally's circle; from the top the missing ones."""
    row = code[tally + ROW]
    for digit in range(code[tally + DIGITS]):
        for w in range(WORDS):
            rows[row + digit, w] = NONE
    code[code[tally + ASKED + 1] + code[tally + ASKED]] = 0
    start = code[tally + INPUTS + 1]
    for i in range(start, start + 3 * code[tally + INPUTS], 3):
        if code[i + 2]:
            _add(rows, row, code[i], code[i + 1], FULL if top else NONE)


@compiled
def _add(rows: Any, digit: int, mask: int, weight: int, flip: Any) -> None:
    """A ripple-carry adder of row ``mask`` over the digits that start at row ``digit``."""
    for w in range(WORDS):
        rows[CARRY, w] = NONE
    busy = NONE
    while weight or busy != NONE:
        busy = NONE
        if weight & 1:
            for w in range(WORDS):
                here, more, old = rows[digit, w], rows[mask, w] ^ flip, rows[CARRY, w]
                carry = (here & more) | (old & (here ^ more))
                rows[digit, w] = here ^ more ^ old
                rows[CARRY, w] = carry
                busy |= carry
        else:
            for w in range(WORDS):
                here, old = rows[digit, w], rows[CARRY, w]
                rows[digit, w] = here ^ old
                rows[CARRY, w] = here & old
                busy |= here & old
        weight >>= 1
        digit += 1


@compiled
def _reach(code: Any, rows: Any, tally: int, least: int, into: int) -> None:
    """The lanes of a tally that have reached ``least``."""
    first, digits = code[tally + ROW], code[tally + DIGITS]
    fits = least > 0 and least >> digits == 0
    for w in range(WORDS):
        rows[into, w] = FULL if least <= 0 else NONE
        rows[LEVEL, w] = FULL if fits else NONE
    if not fits:
        return
    for digit in range(digits - 1, -1, -1):
        row = first + digit
        if least >> digit & 1:
            for w in range(WORDS):
                rows[LEVEL, w] &= rows[row, w]
        else:
            for w in range(WORDS):
                rows[into, w] |= rows[LEVEL, w] & rows[row, w]
                rows[LEVEL, w] &= ~rows[row, w]
    for w in range(WORDS):
        rows[into, w] |= rows[LEVEL, w]
